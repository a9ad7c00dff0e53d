"""Hold the embedder: load it in the background, work off its queue, say why it is missing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

from slm.config import Settings
from slm.domain.reports import KnownModel
from slm.embed import Embedder
from slm.embed.models import MODELS, present
from slm.errors import MemError
from slm.lifecycle.embedding import Embedding
from slm.store import vectors
from slm.store.store import Store

log = logging.getLogger(__name__)

# A cold load takes about half a second; a question that comes first waits rather than be
# answered by full text alone, so that the same question has the same answer.
LOAD_SECONDS = 20.0


class Meaning:
    """The model in use, if there is one, and the passages that wait for it."""

    def __init__(self, store: Store, load: Callable[[], Embedder]) -> None:
        self._store = store
        self._embedder: Embedder | None = None  # loaded
        self._embedding: Embedding | None = None  # taken up: the vectors in the file are its own
        self._off = "meaning is off: the model is still being loaded"
        self._loaded = threading.Event()
        self._awaited_until = time.monotonic() + LOAD_SECONDS
        self._taking_up = threading.Lock()
        self._working = threading.Lock()
        self._thread = threading.Thread(
            target=self._load, args=(load,), name="slm-load", daemon=True
        )
        self._thread.start()

    def _load(self, load: Callable[[], Embedder]) -> None:
        try:
            self._embedder = load()
            self._take_up()
        except MemError as exc:
            self._turn_off(exc.message, exc.hint)
        except Exception as exc:
            log.exception("the model failed")
            self._turn_off(f"{type(exc).__name__}: {exc}", "mem daemon logs")
        finally:
            self._loaded.set()

    def _take_up(self) -> None:
        """Make the file's vectors this model's; what keeps it from that now may pass."""
        with self._taking_up:
            if self._embedding or not self._embedder:
                return
            try:
                self._embedding = Embedding(self._store, self._embedder)
                self._off = ""
            except MemError as exc:
                self._turn_off(exc.message, exc.hint)

    def _turn_off(self, message: str, hint: str) -> None:
        self._off = f"meaning is off: {message} ({hint})"
        log.warning("no model: %s", message)

    @property
    def embedder(self) -> Embedder | None:
        """The model, once it is loaded; None where there is none to be had."""
        self._loaded.wait(max(0.0, self._awaited_until - time.monotonic()))
        self._take_up()
        return self._embedder if self._embedding else None

    @property
    def notice(self) -> str:
        """Why answers come from full text alone, or ""."""
        return "" if self.embedder else self._off

    def use(self, embedder: Embedder) -> None:
        """Change to another model; every vector is then made anew."""
        self._thread.join()  # else the model before might come last
        with self._working, self._taking_up:
            after = Embedding(self._store, embedder)
            before, self._embedding = self._embedding, after
            self._embedder, self._off = embedder, ""
        if before:
            before.close()

    def waiting(self) -> int:
        """How many passages wait for their vectors."""
        with self._store.reading() as db:
            return vectors.count_waiting(db)

    def some(self, patience: float = -1) -> int:
        """Make one batch of vectors; 0 when nothing waits or there is no model.

        While another thread makes one, wait `patience` seconds for a turn; -1: as long as it takes.
        """
        if not self.embedder or not self._working.acquire(timeout=patience):
            return 0
        try:
            return self._embedding.some() if self._embedding else 0
        finally:
            self._working.release()

    def close(self) -> None:
        """End once the present batch is kept."""
        self._thread.join()
        with self._working, self._taking_up:
            before, self._embedding, self._embedder = self._embedding, None, None
        if before:
            before.close()


def known(settings: Settings) -> Iterator[KnownModel]:
    """Every model there is to choose from, and whether it is here."""
    for model in MODELS:
        yield KnownModel(
            name=model.name,
            dimension=model.dimension,
            tokens=model.tokens,
            licence=model.licence,
            download_mb=round(sum(file.size for file in model.files) / 1e6, 1),
            present=present(settings.models, model.name),
            in_use=model.name == settings.model,
        )

"""Hold the embedder: load it in the background, work off its queue, say why it is missing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from slm.embed import Embedder
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
        self._embedding: Embedding | None = None
        self._embedder: Embedder | None = None
        self._off = ""
        self._loaded = threading.Event()
        self._working = threading.Lock()
        self._thread = threading.Thread(
            target=self._load, args=(load,), name="slm-load", daemon=True
        )
        self._thread.start()

    def _load(self, load: Callable[[], Embedder]) -> None:
        try:
            embedder = load()
            self._embedding = Embedding(self._store, embedder)
            self._embedder = embedder
        except MemError as exc:
            self._off = f"meaning is off: {exc.message} ({exc.hint})"
            log.warning("no model: %s", exc.message)
        finally:
            self._loaded.set()

    @property
    def embedder(self) -> Embedder | None:
        """The model, once it is loaded; None where there is none to be had."""
        self._loaded.wait(LOAD_SECONDS)
        return self._embedder

    @property
    def notice(self) -> str:
        """Why answers come from full text alone, or ""."""
        self._loaded.wait(LOAD_SECONDS)
        return self._off

    def waiting(self) -> int:
        """How many passages wait for their vectors."""
        with self._store.reading() as db:
            return vectors.count_waiting(db)

    def some(self, patience: float = -1) -> int:
        """Make one batch of vectors; 0 when nothing waits or there is no model.

        While another thread makes one, wait `patience` seconds for a turn; -1: as long as it takes.
        """
        self._loaded.wait(LOAD_SECONDS)
        if not self._working.acquire(timeout=patience):
            return 0
        try:
            return self._embedding.some() if self._embedding else 0
        finally:
            self._working.release()

    def close(self) -> None:
        """End once the present batch is kept."""
        self._thread.join()
        with self._working:
            if self._embedding:
                self._embedding.close()
                self._embedding = None

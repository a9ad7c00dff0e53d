"""Build the rooms and join them: the public Python API."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slm import __version__
from slm.config import Settings, keep
from slm.domain.memory import Kind, State
from slm.domain.question import Answer, Place, Question
from slm.domain.reports import (
    Added,
    Diagnosis,
    Done,
    Imported,
    Listing,
    Models,
    Page,
    Progress,
    Shown,
    Status,
)
from slm.embed import Embedder
from slm.embed.encoder import load
from slm.engine import checkup, places
from slm.engine.adding import Adding, Note
from slm.engine.answering import Answering
from slm.engine.attending import Attending
from slm.engine.branching import Branching
from slm.engine.briefing import Briefing
from slm.engine.forgetting import Forgetting
from slm.engine.guarding import Guarding
from slm.engine.importing import Importing
from slm.engine.joining import Joining
from slm.engine.knowing import Knowing
from slm.engine.learning import Learning
from slm.engine.ledger import Ledger
from slm.engine.meaning import Meaning, known
from slm.engine.scrubbing import Scrubbing
from slm.engine.sessions import SessionBook
from slm.engine.watching import Watching
from slm.ingest.excluding import Excluded
from slm.ingest.formats import FORMATS
from slm.lifecycle import forget
from slm.lifecycle.reading import read_some
from slm.recall.channels import CHANNELS
from slm.recall.learned import ranker
from slm.store import acts, forgetting, memories, pages, passages, projects, vectors
from slm.store.moments import from_stored
from slm.store.moved import stale
from slm.store.store import Store


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Engine:
    """Everything `mem` can do, over one memory file; methods may be called from any thread."""

    def __init__(
        self,
        settings: Settings,
        *,
        load_embedder: Callable[[], Embedder] | None = None,
        clock: Callable[[], datetime] = now,
        keeps_answers: bool = False,
        moves_channels: bool = False,
    ) -> None:
        self._settings = settings
        # First: a bad file or pattern is told before anything is opened.
        weights = ranker(settings.ranker)
        self._guarding = Guarding(Knowing(), Excluded(settings.exclude))
        self._clock = clock
        self._started = time.monotonic()
        self.store = Store(settings.database)
        self.meaning = Meaning(
            self.store, load_embedder or (lambda: load(settings.models, settings.model))
        )
        self._learning = Learning(self.store, clock, moves_channels=moves_channels)
        self._answering = Answering(
            self.store, self.meaning, weights, self._learning, clock, keeps=keeps_answers
        )
        self.branching = Branching(self.store, clock)
        self._adding = Adding(self.store, self._guarding.knowing, self.branching, clock)
        self.watching = Watching(self.store, self._guarding, self.branching, clock, settings.home)
        self.briefing = Briefing(self.store, clock)
        self.ledger = Ledger(self.store, clock)
        self.attending = Attending(self.recall, self.briefing, self.ledger, clock)
        self.projects = Joining(self.store)
        self.forgetting = Forgetting(self.store, self._learning, self.recall, clock)
        self.scrubbing = Scrubbing(self.store, self._guarding.knowing, settings.log)
        self.sessions = SessionBook(self.store, self.meaning, clock)

    def close(self) -> None:
        """Finish what is under way and close the file; the queue is kept in it."""
        self.meaning.close()
        self.store.close()

    def add(  # noqa: PLR0913  # the public API: a keyword for each flag of `mem add`
        self,
        text: str,
        *,
        kind: Kind = Kind.FACT,
        tags: Sequence[str] = (),
        place: Place = Place(),
        branch: str = "",
        time: str = "",
        agent: str = "hand",
        derived_from: Sequence[str] = (),
    ) -> Added:
        """Remember a text, once in a project; `derived_from` are beginnings of memories' ids."""
        note = Note(text, kind, tuple(tags), place, branch, time, agent, tuple(derived_from))
        return self._adding.add(note)

    def recall(self, question: Question) -> Answer:
        """Find what answers a question; raises UsageError for one that nothing can answer."""
        answer = self._answering.answer(question)
        self.branching.note_soon(question.place.folder)
        return answer

    def show(self, id_: str) -> Shown:
        """One memory whole, by the beginning of its id."""
        with self.store.reading() as db:
            row, memory = forget.find(db, id_)
            total, embedded = passages.count(db, row)
            at = forgetting.forgotten_at(db, row)
            moved = stale(db, [row]).get(row)
        if at is None:
            self._learning.opened(row, memory)
        days = None if at is None else (self._clock() - from_stored(at)) / timedelta(days=1)
        state = self.branching.states([memory]).get(memory.id, "")
        return Shown(memory, total, embedded, days, state, moved.remark if moved else "")

    def list(
        self,
        place: Place = Place(),
        *,
        kinds: Sequence[Kind] = (),
        state: State | None = None,
        session: str = "",
        limit: int = 20,
    ) -> Listing:
        """Memories, newest first."""
        with self.store.reading() as db:
            scope = places.to_search(db, place)
            found, total = memories.newest(
                db, scope, kinds=kinds, state=state, session=session, limit=limit
            )
        return Listing(tuple(found), total, self.branching.states(found))

    def read(self, place: Place = Place(), after: int = 0) -> Page:
        """Every memory of a place, a page at a time, in the order in which they were learned."""
        with self.store.reading() as db:
            found, following = pages.page(db, places.to_search(db, place), after)
        return Page(tuple(found), following)

    def import_(
        self,
        path: Path,
        format_: str = "auto",
        place: Place = Place(),
        *,
        wait: bool = True,
        report: Callable[[Progress], None] = lambda _: None,
    ) -> Imported:
        """Remember the logs and files under `path`; returns when all of it is searchable."""
        importing = Importing(
            self.store, self.meaning, self.branching, self._guarding, self._clock, report
        )
        return importing.run(path, format_, place, wait=wait)

    def status(self) -> Status:
        """What this engine is and holds."""
        with self.store.reading() as db:
            known, forgotten = memories.count(db)
            pieces, _ = passages.count(db)
            waiting = vectors.count_waiting(db)
            by_project = projects.counts(db)
        settings = self._settings
        return Status(
            pid=os.getpid(),
            version=__version__,
            uptime_s=round(time.monotonic() - self._started, 1),
            home=str(settings.home),
            database=str(settings.database),
            db_bytes=self.store.bytes(),
            memories=known,
            forgotten=forgotten,
            passages=pieces,
            waiting=waiting,
            projects=by_project,
            followed=len(self.watching.all()),
            fresh_at=self.watching.fresh_at,
            formats=tuple(format_.name for format_ in FORMATS),
            channels=tuple(channel.name for channel in CHANNELS),
            model=settings.model,
            model_ready=self.meaning.embedder is not None,
            notice=self.meaning.notice,
            settings=dict(settings.origins),
        )

    def examine(
        self,
        *,
        rebuild: bool = False,
        forget_use: bool = False,
        report: Callable[[Progress], None] = lambda _: None,
    ) -> Diagnosis:
        """Check everything; first make the derived indexes anew, or take every act back."""
        if forget_use:
            self.store.write(acts.clear)
        if rebuild:
            checkup.rebuild(self.store, report)
        findings = checkup.examine(self._settings, self.store, self.meaning)
        return Diagnosis(tuple(findings), rebuild)

    def catch_up(self) -> int:
        """Do some of what nobody waits for; returns how much, 0 where nothing is left to do.

        Memories move to the project that theirs joined, repositories that were asked from are
        looked at, and what an earlier release did not read of memories is read.
        """
        return self.projects.go_on() or self.branching.note_waiting() or read_some(self.store)

    def models(self) -> Models:
        """Every known model, and whether it is here."""
        settings = self._settings
        return Models(tuple(known(settings)), str(settings.models))

    def use_model(self, name: str) -> Done:
        """Switch to a model that is here; every vector is made anew in the background."""
        self.meaning.use(load(self._settings.models, name))
        self._settings = keep(self._settings, model=name)
        waiting = self.meaning.waiting()
        return Done(f"{waiting} passages get their vectors from {name}, in the background")

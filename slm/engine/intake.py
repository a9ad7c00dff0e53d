"""Take in what logs and files hold: make drafts of it, and remember them a batch at a time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from slm.domain.memory import Draft, State
from slm.domain.question import Place
from slm.domain.stamp import Stamp
from slm.domain.turn import Sort, Turn, Unread
from slm.engine import places
from slm.ingest import extract
from slm.ingest.portion import Portion
from slm.ingest.project import identify
from slm.ingest.reading import Found
from slm.lifecycle.remember import Prepared, Tally, prepare, remember
from slm.store import cursors, memories, projects
from slm.store.cursors import Cursor
from slm.store.database import Connection
from slm.store.store import Store

log = logging.getLogger(__name__)

# One transaction's worth: large enough that its commit (4 ms) is small beside it, small enough
# that `mem add` meanwhile does not notice.
BATCH_DRAFTS = 200
BATCH_CHARACTERS = 500_000
# Files may hold tool output alone, or nothing new: so often is it told how far, and noticed that
# nobody waits.
BATCH_BYTES = 8_000_000
BATCH_FILES = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A log or file that is being taken in, and where it belongs."""

    found: Found
    place: Place  # of what says no folder of its own
    project: str  # the name of that place's project: what has no identity is hashed with it


@dataclass(slots=True)
class _Batch:
    drafts: list[tuple[Draft, Source]] = field(default_factory=list)
    cursors: list[Cursor] = field(default_factory=list)
    characters: int = 0
    bytes: int = 0

    def is_full(self) -> bool:
        return (
            len(self.drafts) >= BATCH_DRAFTS
            or len(self.cursors) >= BATCH_FILES
            or self.characters >= BATCH_CHARACTERS
            or self.bytes >= BATCH_BYTES
        )


class Intake:
    """What is taken in together, of however many files; counts what became of all of it."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._batch = _Batch()
        self.tally = Tally()
        self.left_out: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        # A log names its folder with each turn, and a folder of logs has one place.
        self._identify = lru_cache(maxsize=1024)(identify)
        self._name = lru_cache(maxsize=64)(self._project_name)

    def source(self, found: Found, place: Place) -> Source:
        """Where what is `found` belongs: to the repository that holds it, else to `place`."""
        if not place.project:
            folder = str(found.path if found.path.is_dir() else found.path.parent)
            place = Place(folder=folder) if self._identify(folder).is_repository else place
        return Source(found, place, self._name(place))

    def take(self, source: Source, portion: Portion) -> None:
        """Make drafts of a portion; they wait for `write`."""
        for item in portion.items:
            draft = self._draft(item, source)
            if draft:
                self._batch.drafts.append((draft, source))
                self._batch.characters += len(draft.text)

    def finish(self, source: Source, as_it_was: Stamp, read_to: int) -> None:
        """Note, together with what waits, how far a file has been read."""
        # A name may hold bytes that are no UTF-8, which the file cannot keep.
        path = str(source.found.path).encode(errors="backslashreplace").decode()
        self._batch.cursors.append(Cursor(path, source.found.format, as_it_was, read_to))

    def has_read(self, count: int) -> bool:
        """Count bytes; returns whether as much waits now as is written together."""
        self._batch.bytes += count
        return self._batch.is_full()

    def write(self) -> int:
        """Remember what waits, in one transaction; returns how many memories are new."""
        batch, self._batch = self._batch, _Batch()
        before = self.tally.added
        if batch.drafts or batch.cursors:
            prepared = [(prepare(draft), source) for draft, source in self._unknown(batch.drafts)]
            self._store.write(lambda db: self._write(db, prepared, batch.cursors))
        return self.tally.added - before

    def _draft(self, item: Turn | Unread, source: Source) -> Draft | None:
        found = source.found
        if isinstance(item, Unread):
            self.unread[item.reason] += 1
            log.info("unread path=%s line=%d reason=%s", found.path, item.line, item.reason)
            return None
        if item.sort not in (Sort.SPEECH, Sort.PIECE):
            self.left_out[item.sort] += 1
        return extract.draft(item, found.format, found.name, source.project)

    def _unknown(self, drafts: list[tuple[Draft, Source]]) -> list[tuple[Draft, Source]]:
        """Those not remembered yet: to clean and cut the others again would be most of the work."""
        with self._store.reading() as db:
            known = memories.standing_of(db, [draft.id for draft, _ in drafts])
        states = [known[draft.id] for draft, _ in drafts if draft.id in known]
        forgotten = states.count(State.FORGOTTEN)
        self.tally.forgotten += forgotten
        self.tally.known += len(states) - forgotten
        return [one for one in drafts if one[0].id not in known]

    def _write(
        self, db: Connection, prepared: list[tuple[Prepared, Source]], read: list[Cursor]
    ) -> None:
        placed = ((one, self._project(db, one.draft, source)) for one, source in prepared)
        remember(db, placed, self._now(), self.tally)
        for cursor in read:
            cursors.save(db, cursor)

    def _project(self, db: Connection, draft: Draft, source: Source) -> int:
        if source.place.project or not draft.folder:
            return places.to_write(db, source.place)
        return places.of_log(db, self._identify(draft.folder))

    def _project_name(self, place: Place) -> str:
        def name(db: Connection) -> str:
            project = places.to_write(db, place)
            return projects.names(db)[project]

        return self._store.write(name)

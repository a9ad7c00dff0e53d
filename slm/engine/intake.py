"""Take in what logs and files hold: make drafts of it, and remember them a batch at a time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from slm.domain.memory import Draft, State
from slm.domain.question import Place
from slm.domain.stamp import Stamp
from slm.domain.turn import Turn, Unread
from slm.engine import places
from slm.ingest import extract
from slm.ingest.lines import UNFINISHED
from slm.ingest.portion import Portion
from slm.ingest.project import identify
from slm.ingest.reading import Found
from slm.lifecycle.remember import Prepared, Tally, prepare, remember
from slm.store import cursors, memories, projects, unread
from slm.store.cursors import Cursor
from slm.store.database import Connection
from slm.store.store import Store

log = logging.getLogger(__name__)

# One transaction's worth: large enough that its commit (4 ms) is small beside it, small enough
# that `mem add` meanwhile does not notice.
BATCH_DRAFTS = 200
BATCH_CHARACTERS = 500_000
# Files that are read and hold nothing new.
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
    begun: list[str] = field(default_factory=list)  # files that are read from their beginning
    unread: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    characters: int = 0


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

    def source(self, found: Found, place: Place, *, is_begun: bool = True) -> Source:
        """Where what is `found` belongs: to the repository that holds it, else to `place`.

        `is_begun`: it is read from its beginning, not on from where it was read to.
        """
        if not place.project:
            folder = str(found.path if found.path.is_dir() else found.path.parent)
            place = Place(folder=folder) if self._identify(folder).is_repository else place
        if is_begun:
            self._batch.begun.append(_storable(found.path))
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
        found = source.found
        self._batch.cursors.append(Cursor(_storable(found.path), found.format, as_it_was, read_to))

    @property
    def is_full(self) -> bool:
        """Whether as much waits as is written together."""
        batch = self._batch
        return (
            len(batch.drafts) >= BATCH_DRAFTS
            or len(batch.cursors) >= BATCH_FILES
            or batch.characters >= BATCH_CHARACTERS
        )

    def write(self) -> int:
        """Remember what waits, in one transaction; returns how many memories are new."""
        batch, self._batch = self._batch, _Batch()
        before = self.tally.added
        if batch.drafts or batch.cursors or batch.unread:
            prepared = [(prepare(draft), source) for draft, source in self._unknown(batch.drafts)]
            self._store.write(lambda db: self._write(db, prepared, batch))
        return self.tally.added - before

    def _draft(self, item: Turn | Unread, source: Source) -> Draft | None:
        found = source.found
        if isinstance(item, Unread):
            self._miss(item, found)
            return None
        if not extract.is_remembered(item.sort):
            self.left_out[item.sort] += 1
        return extract.draft(item, found.format, found.name, source.project)

    def _miss(self, item: Unread, found: Found) -> None:
        self.unread[item.reason] += 1
        if item.reason != UNFINISHED:  # that will be read
            log.info("unread path=%s line=%d reason=%s", found.path, item.line, item.reason)
            self._batch.unread[_storable(found.path), item.reason, found.format] += 1

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
        self, db: Connection, prepared: list[tuple[Prepared, Source]], batch: _Batch
    ) -> None:
        placed = ((one, self._project(db, one.draft, source)) for one, source in prepared)
        remember(db, placed, self._now(), self.tally)
        unread.remove(db, batch.begun)
        unread.add(db, batch.unread)
        for cursor in batch.cursors:
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


def _storable(path: Path) -> str:
    # A name may hold bytes that are no UTF-8, which the file cannot keep.
    return str(path).encode(errors="backslashreplace").decode()

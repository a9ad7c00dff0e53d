"""Take in what logs and files hold: make drafts of it, and remember them a batch at a time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from slm.domain.file import Stamp
from slm.domain.memory import Draft, MemoryId, State
from slm.domain.question import Place
from slm.domain.turn import Turn, Unread
from slm.engine import places
from slm.engine.guarding import Guarding
from slm.ingest import extract
from slm.ingest.conclude.concluder import Concluder
from slm.ingest.formats import FORMATS
from slm.ingest.lines import UNFINISHED
from slm.ingest.portion import Portion
from slm.ingest.project import identify
from slm.ingest.reading import Found
from slm.lifecycle.known import Known
from slm.lifecycle.remember import Prepared, Tally, clean_label, prepare, remember
from slm.lifecycle.superseding import withdraw
from slm.store import cursors, memories, projects, unread
from slm.store.cursors import Cursor
from slm.store.database import Connection
from slm.store.store import Store

log = logging.getLogger(__name__)

# What something may be concluded from.
AGENTS = frozenset(format_.name for format_ in FORMATS if format_.is_log)
# Who worked in a folder within this time works there still; as long as hosts keep their logs.
LATELY = timedelta(days=30)
# Left out beside the sorts of turns: what lies where the user, or everybody, wants nothing read.
EXCLUDED = "excluded"
# One transaction's worth: large enough that its commit (4 ms) is small beside it, small enough
# that `mem add` meanwhile does not notice.
BATCH_DRAFTS = 200
BATCH_CHARACTERS = 500_000
# Files that are read and hold nothing new.
BATCH_FILES = 200
# In haste `mem add` waits a little longer, .15 s, and far fewer commits wait for the disk.
IN_HASTE = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A log or file that is being taken in, and where it belongs."""

    found: Found
    place: Place  # of what says no folder of its own
    # The name of that place's project, then those it had before: what has no identity is hashed
    # with one of them.
    names: tuple[str, ...]
    folders: tuple[str, ...]  # that the project is known by: what stands in their .env files
    concluder: Concluder | None  # of an agent's log: hears all of it, in order


@dataclass(slots=True)
class _Batch:
    drafts: list[tuple[Draft, Source]] = field(default_factory=list)
    cursors: list[Cursor] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)  # files that are read from their beginning
    unread: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    withdrawn: dict[MemoryId, datetime | None] = field(default_factory=dict)  # since when
    characters: int = 0


class Intake:
    """What is taken in together, of however many files; counts what became of all of it."""

    def __init__(
        self,
        store: Store,
        guarding: Guarding,
        now: Callable[[], datetime],
        *,
        in_haste: bool = False,
    ) -> None:
        """`in_haste`: whom and what memories are about is read later, when there is time."""
        self._store = store
        self._in_haste = in_haste
        self._now = now
        self._batch = _Batch()
        self.tally = Tally()
        self.left_out: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        # A log names its folder with each turn, and a folder of logs has one place.
        self._identified = lru_cache(maxsize=1024)(identify)
        self._named = lru_cache(maxsize=64)(self._project_names)
        self._folders = lru_cache(maxsize=64)(self._project_folders)
        self._is_excluded = lru_cache(maxsize=1024)(guarding.excluded.covers_folder)
        self._secrets = lru_cache(maxsize=1024)(guarding.knowing.of)
        self.repositories: dict[str, str] = {}  # a folder in each that memories come from
        self.at_work: set[str] = set()  # folders in which something was said lately
        self._since: datetime | None = None

    def source(self, found: Found, place: Place) -> Source:
        """Begin with what is `found`; it belongs to the repository that holds it, or to `place`."""
        if not place.project:
            folder = found.folder
            place = Place(folder=folder) if self._identified(folder).is_repository else place
        self._batch.begun.append(_label(found.path))
        is_log = found.format in AGENTS
        # An agent's turns are known by their records: no project need be there before they are.
        names = ("",) if is_log and not place.project else self._named(place)
        concluder = Concluder() if is_log else None
        return Source(found, place, names, self._folders(place), concluder)

    def take(self, source: Source, portion: Portion) -> None:
        """Make drafts of a portion; they wait for `write`."""
        for item in portion.items:
            for draft in self._drafts(item, source):
                self._batch.drafts.append((draft, source))
                self._batch.characters += len(draft.text)

    def finish(self, source: Source, as_it_was: Stamp, read_to: int) -> None:
        """Note, together with what waits, how far a file has been read."""
        found = source.found
        self._batch.cursors.append(Cursor(_storable(found.path), found.format, as_it_was, read_to))

    @property
    def is_full(self) -> bool:
        """Whether as much waits as is written together."""
        batch, times = self._batch, IN_HASTE if self._in_haste else 1
        return (
            len(batch.drafts) >= BATCH_DRAFTS * times
            or len(batch.cursors) >= BATCH_FILES * times
            or batch.characters >= BATCH_CHARACTERS
        )

    def write(self) -> None:
        """Remember what waits, in one transaction."""
        self.begin_write()()

    def begin_write(self) -> Callable[[], None]:
        """Begin to remember what waits; gives what waits until it is kept.

        Meanwhile more can be taken in.
        """
        batch, self._batch = self._batch, _Batch()
        self._secrets.cache_clear()  # a .env file may have changed since the batch before
        prepared = [
            (prepare(draft, self._known_at(draft, source), in_haste=self._in_haste), source)
            for draft, source in self._unknown(batch.drafts)
        ]
        return self._store.begin(lambda db: self._write(db, prepared, batch))

    def _drafts(self, item: Turn | Unread, source: Source) -> Iterator[Draft]:
        """What is said in an item, and what is concluded from it."""
        found = source.found
        if isinstance(item, Unread):
            self._miss(item, found)
        elif item.folder and self._is_excluded(item.folder):
            self.left_out[EXCLUDED] += 1
        else:
            draft = self._draft(item, source)
            if draft:
                yield draft
            if source.concluder:
                yield from self._concluded(item, source.concluder, found)

    def _concluded(self, item: Turn, concluder: Concluder, found: Found) -> Iterator[Draft]:
        for conclusion in concluder.hear(item):
            yield extract.concluded(conclusion, found.format, found.name)
        for conclusion in concluder.withdrawn:
            gone = extract.concluded(conclusion, found.format, found.name).id
            self._batch.drafts = [one for one in self._batch.drafts if one[0].id != gone]
            self._batch.withdrawn[gone] = item.said_at

    def _draft(self, item: Turn, source: Source) -> Draft | None:
        found = source.found
        if not extract.is_remembered(item.sort):
            self.left_out[item.sort] += 1
        if item.folder and not source.place.project:
            self._identify(item.folder)
            if item.said_at and item.said_at > self._lately():
                self.at_work.add(item.folder)
        names = source.names
        drafts = [extract.draft(item, found.format, found.name, name) for name in names]
        return self._remembered(drafts) if len(drafts) > 1 else drafts[0]

    def _remembered(self, drafts: Sequence[Draft | None]) -> Draft | None:
        """The one that is remembered: of a project with several names each hashes otherwise."""
        with self._store.reading() as db:
            known = (one for one in drafts if one and memories.standing(db, one.id))
            return next(known, drafts[0])

    def fail(self, path: Path, reason: str) -> None:
        """Note that nothing more of a log could be read, for who asks what is wrong."""
        log.info("unread path=%s reason=%s", path, reason)
        self._batch.begun.append(_label(path))
        self._batch.unread[_label(path), reason, "log"] += 1

    def _miss(self, item: Unread, found: Found) -> None:
        self.unread[item.reason] += 1
        if item.reason != UNFINISHED:  # that will be read
            log.info("unread path=%s line=%d reason=%s", found.path, item.line, item.reason)
            self._batch.unread[_label(found.path), clean_label(item.reason), found.format] += 1

    def _lately(self) -> datetime:
        if self._since is None:
            self._since = self._now() - LATELY
        return self._since

    def _known_at(self, draft: Draft, source: Source) -> Known:
        """The secrets of the folder a turn was said in or a file stands in, and of the project."""
        if not draft.folder:
            return self._secrets(source.found.folder, *source.folders)
        return self._secrets(draft.folder, *(source.folders if source.place.project else ()))

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
        now = self._now()
        remember(db, placed, now, self.tally)
        withdraw(db, batch.withdrawn, now)
        unread.remove(db, batch.begun)
        unread.add(db, batch.unread)
        for cursor in batch.cursors:
            # A path that holds a secret is not kept: such a log is read from its start each time.
            if clean_label(cursor.path) == cursor.path:
                cursors.save(db, cursor)

    def _project(self, db: Connection, draft: Draft, source: Source) -> int:
        if source.place.project or not draft.folder:
            return places.to_write(db, source.place)
        return places.of_log(db, self._identified(draft.folder))

    def _identify(self, folder: str) -> None:
        """Look into a folder's repository before anything is written: then others would wait."""
        identity = self._identified(folder)
        if identity.git and identity.git not in self.repositories:
            self.repositories[identity.git] = folder
            places.prepare(self._store, Place(folder=folder))

    def _project_folders(self, place: Place) -> tuple[str, ...]:
        with self._store.reading() as db:
            return places.folders(db, place)

    def _project_names(self, place: Place) -> tuple[str, ...]:
        def names(db: Connection) -> tuple[str, ...]:
            project = places.to_write(db, place)
            return projects.names(db)[project], *projects.former_names(db, project)

        places.prepare(self._store, place)
        return self._store.write(names)


def _storable(path: Path) -> str:
    # A name may hold bytes that are no UTF-8, which the file cannot keep.
    return str(path).encode(errors="backslashreplace").decode()


def _label(path: Path) -> str:
    return clean_label(_storable(path))

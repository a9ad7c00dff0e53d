"""Import logs and files: read, make drafts, remember, and wait for the vectors."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path

from slm.domain.memory import Draft
from slm.domain.question import Place
from slm.domain.reports import Imported, Progress
from slm.domain.turn import Sort, Turn, Unread
from slm.engine import places
from slm.engine.importing_files import ImportingFiles
from slm.engine.meaning import Meaning
from slm.ingest import extract, reading
from slm.ingest.project import identify
from slm.ingest.reading import Found
from slm.lifecycle.remember import Prepared, Tally, prepare, remember
from slm.store import cursors, projects
from slm.store.cursors import Cursor
from slm.store.database import Connection
from slm.store.store import Store

log = logging.getLogger(__name__)

Report = Callable[[Progress], None]

# One transaction's worth: large enough that its commit (4 ms) is small beside it, small enough
# that `mem add` meanwhile does not notice.
BATCH_DRAFTS = 200
BATCH_CHARACTERS = 500_000
# A log may hold tool output alone: so often is it told how far, and noticed that nobody waits.
BATCH_BYTES = 8_000_000
# A bar that moves ten times a second looks alive; more often costs time.
REPORT_SECONDS = 0.1


@dataclass(slots=True)
class _Batch:
    prepared: list[Prepared] = field(default_factory=list)
    characters: int = 0
    begins: int = 0
    read_to: int = 0

    def is_full(self) -> bool:
        return (
            len(self.prepared) >= BATCH_DRAFTS
            or self.characters >= BATCH_CHARACTERS
            or self.read_to - self.begins >= BATCH_BYTES
        )


class Importing:
    """One import, from its path to its report."""

    def __init__(
        self, store: Store, meaning: Meaning, now: Callable[[], datetime], report: Report
    ) -> None:
        self._store = store
        self._meaning = meaning
        self._now = now
        self._report = report
        self._reported_at = 0.0
        self._tally = Tally()
        self._left_out: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()
        self._identify = lru_cache(maxsize=1024)(identify)  # a log names its folder with each turn

    def run(self, path: Path, format_: str, place: Place, *, wait: bool) -> Imported:
        """Read everything under `path`; raises UsageError and its kin before anything is read."""
        started = time.monotonic()
        files = ImportingFiles(self._store, self._now, self._tally, path, format_)
        found = files.find()
        total, done = sum(one.size for one in found), 0
        for one in found:
            if one.root is None:
                self._import(one, place, done, total)
                done += one.size
        for read in files.run(found, place):
            self._say("reading", done + read, total, "bytes")
        self._unread.update(files.unread)
        self._say("reading", total, total, "bytes", always=True)
        if wait:
            self._wait_for_vectors()
        return Imported(
            files=len(found),
            formats=dict(Counter(one.format for one in found if one.format)),
            added=self._tally.added,
            known=self._tally.known,
            forgotten=self._tally.forgotten,
            left_out=dict(self._left_out),
            unread=dict(self._unread),
            redacted=dict(self._tally.redacted),
            passages=self._tally.passages,
            waited=wait,
            seconds=round(time.monotonic() - started, 3),
            notice=self._meaning.notice,
            superseded=self._tally.superseded,
            revived=self._tally.revived,
        )

    def _import(self, found: Found, place: Place, done: int, total: int) -> None:
        place = self._destination(found, place)
        for batch in self._batches(found, place):
            self._store.write(partial(self._write, found, place, batch))
            self._say("reading", done + min(batch.read_to, found.size), total, "bytes")

    def _destination(self, found: Found, place: Place) -> Place:
        """A file in a repository belongs to it, wherever the question comes from."""
        if place.project:
            return place
        folder = found.path if found.path.is_dir() else found.path.parent
        return Place(folder=str(folder)) if self._identify(str(folder)).is_repository else place

    def _batches(self, found: Found, place: Place) -> Iterator[_Batch]:
        project = self._project_name(place)
        batch = _Batch()
        for portion in reading.read(found):
            for item in portion.items:
                draft = self._draft(item, found, project)
                if draft:
                    batch.prepared.append(prepare(draft))
                    batch.characters += len(draft.text)
            batch.read_to = portion.offset
            if batch.is_full():
                yield batch
                batch = _Batch(begins=batch.read_to, read_to=batch.read_to)
        yield batch

    def _draft(self, item: Turn | Unread, found: Found, project: str) -> Draft | None:
        if isinstance(item, Unread):
            self._unread[item.reason] += 1
            log.info("unread path=%s line=%d reason=%s", found.path, item.line, item.reason)
            return None
        if item.sort not in (Sort.SPEECH, Sort.PIECE):
            self._left_out[item.sort] += 1
        return extract.draft(item, found.format, found.name, project)

    def _project_name(self, place: Place) -> str:
        """What rows and pieces, which have no identity of their own, are hashed with."""

        def name(db: Connection) -> str:
            project = places.to_write(db, place)
            return projects.names(db)[project]

        return self._store.write(name)

    def _write(self, found: Found, place: Place, batch: _Batch, db: Connection) -> None:
        fallback = places.to_write(db, place)
        placed = ((one, self._project(db, one.draft, place, fallback)) for one in batch.prepared)
        remember(db, placed, self._now(), self._tally)
        if found.path.is_file():
            cursors.save(db, _cursor(found, batch.read_to))

    def _project(self, db: Connection, draft: Draft, place: Place, fallback: int) -> int:
        if place.project or not draft.folder:
            return fallback
        return places.of_log(db, self._identify(draft.folder))

    def _wait_for_vectors(self) -> None:
        """Help with the queue until it is empty; the daemon's own jobs work on it as well."""
        total = 0
        while (waiting := self._meaning.waiting()) and self._meaning.embedder:
            total = max(total, waiting)
            self._say("embedding", total - waiting, total, "passages")
            self._meaning.some(patience=REPORT_SECONDS)
        self._say("embedding", total, total, "passages", always=True)

    def _say(self, stage: str, done: int, total: int, unit: str, *, always: bool = False) -> None:
        now = time.monotonic()
        if always or now - self._reported_at > REPORT_SECONDS:
            self._reported_at = now
            self._report(Progress(stage, done, total, unit))


def _cursor(found: Found, read_to: int) -> Cursor:
    stat = found.path.stat()
    return Cursor(
        # A name may hold bytes that are no UTF-8, which the file cannot keep.
        path=str(found.path).encode(errors="backslashreplace").decode(),
        format=found.format,
        inode=stat.st_ino,
        size=stat.st_size,
        modified=stat.st_mtime_ns,
        read_to=read_to,
    )

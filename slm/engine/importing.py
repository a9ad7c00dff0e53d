"""Import logs and files: take in all that a path holds, and wait for the vectors."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from slm.domain.question import Place
from slm.domain.reports import Imported, Progress
from slm.engine.branching import Branching
from slm.engine.guarding import Guarding
from slm.engine.importing_files import ImportingFiles
from slm.engine.intake import AGENTS, EXCLUDED, Intake
from slm.engine.meaning import Meaning
from slm.ingest import reading
from slm.ingest.project import identify
from slm.ingest.reading import Found
from slm.ingest.stamps import stamp
from slm.store.store import Store

Report = Callable[[Progress], None]

# Files may hold tool output alone: so often is it told how far, and noticed that nobody waits.
BATCH_BYTES = 8_000_000
# A bar that moves ten times a second looks alive; more often costs time.
REPORT_SECONDS = 0.1


class Importing:
    """One import, from its path to its report."""

    def __init__(
        self,
        store: Store,
        meaning: Meaning,
        branching: Branching,
        guarding: Guarding,
        now: Callable[[], datetime],
        report: Report,
    ) -> None:
        self._meaning = meaning
        self._report = report
        self._reported_at = 0.0
        self._store = store
        self._guarding = guarding
        self._now = now
        self._intake = Intake(store, guarding, now)
        self._branching = branching

    def run(self, path: Path, format_: str, place: Place, *, wait: bool) -> Imported:
        """Read everything under `path`; raises UsageError and its kin before anything is read."""
        started = time.monotonic()
        self._is_named = bool(place.project)
        files = ImportingFiles(
            self._store, self._guarding, self._now, self._intake.tally, path, format_
        )
        found = files.find()
        total, done = sum(one.size for one in found), 0
        for one in _in_order(found):
            if one.is_excluded:
                self._intake.left_out[EXCLUDED] += 1
            elif one.root is None:
                self._import(one, place, done, total)
                done += one.size
        self._intake.write()
        for read in files.run(found, place):
            self._say("reading", done + read, total, "bytes")
        self._intake.unread.update(files.unread)
        self._intake.left_out.update(files.left_out)
        self._say("reading", total, total, "bytes", always=True)
        self._note_branches(found)
        if wait:
            self._wait_for_vectors()
        return self._told(found, waited=wait, seconds=time.monotonic() - started)

    def _import(self, found: Found, place: Place, done: int, total: int) -> None:
        source = self._intake.source(found, place)
        as_it_was = stamp(found.path)
        offset = told = 0
        for portion in reading.read(found):
            self._intake.take(source, portion)
            offset = portion.offset
            if self._intake.is_full or offset - told >= BATCH_BYTES:
                self._intake.write()
                self._say("reading", done + min(offset, found.size), total, "bytes")
                told = offset
        if as_it_was:
            self._intake.finish(source, as_it_was, offset)

    def _note_branches(self, found: list[Found]) -> None:
        """Look at the repositories that something was read of: of one, its commits maybe."""
        histories = {identify(str(one.path)).git for one in found if one.format == reading.HISTORY}
        for git, folder in self._intake.repositories.items():
            self._branching.note(folder, anew=git in histories)

    def _told(self, found: list[Found], *, waited: bool, seconds: float) -> Imported:
        intake, tally = self._intake, self._intake.tally
        return Imported(
            files=sum(not one.is_excluded for one in found),
            formats=dict(Counter(one.format for one in found if one.format)),
            added=tally.added,
            known=tally.known,
            forgotten=tally.forgotten,
            left_out=dict(intake.left_out),
            unread=dict(intake.unread),
            redacted=dict(tally.redacted),
            passages=tally.passages,
            waited=waited,
            seconds=round(seconds, 3),
            notice=self._meaning.notice,
            superseded=tally.superseded,
            revived=tally.revived,
        )

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


def _in_order(found: list[Found]) -> list[Found]:
    """Agents' logs after the rest, those written to longest ago first: see `Logs.differing`."""
    return sorted(found, key=lambda one: _written(one) if one.format in AGENTS else -1)


def _written(log: Found) -> int:
    as_it_is = stamp(log.path)
    return as_it_is.modified if as_it_is else 0

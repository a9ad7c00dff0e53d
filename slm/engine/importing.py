"""Import logs and files: take in all that a path holds, and wait for the vectors."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from slm.domain.question import Place
from slm.domain.reports import Imported, Progress
from slm.engine.intake import Intake
from slm.engine.meaning import Meaning
from slm.ingest import reading
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
        self, store: Store, meaning: Meaning, now: Callable[[], datetime], report: Report
    ) -> None:
        self._meaning = meaning
        self._report = report
        self._reported_at = 0.0
        self._intake = Intake(store, now)

    def run(self, path: Path, format_: str, place: Place, *, wait: bool) -> Imported:
        """Read everything under `path`; raises UsageError and its kin before anything is read."""
        started = time.monotonic()
        found = reading.find(path, format_)
        total, done = sum(one.size for one in found), 0
        for one in found:
            self._import(one, place, done, total)
            done += one.size
        self._intake.write()
        self._say("reading", done, total, "bytes", always=True)
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

    def _told(self, found: list[Found], *, waited: bool, seconds: float) -> Imported:
        intake, tally = self._intake, self._intake.tally
        return Imported(
            files=len(found),
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

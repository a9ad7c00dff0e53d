"""Go over all that is kept with today's rules, and leave no trace of the secrets found."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from slm.domain.reports import Progress, Scrubbed
from slm.engine.knowing import Knowing
from slm.errors import UsageError
from slm.lifecycle import scrub
from slm.lifecycle.known import GIVEN
from slm.lifecycle.remember import storable
from slm.lifecycle.scrub import Found, Rules
from slm.store import fulltext, projects, scrubbing
from slm.store.database import Connection
from slm.store.store import Store

# One transaction's worth: `mem add` meanwhile waits for no more than these.
BATCH_MEMORIES = 200
BATCH_CHARACTERS = 500_000
# A shorter value stands in words of every text.
SHORTEST_VALUE = 4
# Each waits five seconds for who reads (store/database.py); no question takes as long.
SETTLE_TRIES = 3

Report = Callable[[Progress], None]


class Scrubbing:
    """What `mem scrub` does, over one store and the daemon's log; for any thread.

    It may be interrupted at any time: what is done stays done, and the next run does the rest.
    """

    def __init__(self, store: Store, knowing: Knowing, log: Path) -> None:
        self._store = store
        self._knowing = knowing
        self._log = log

    def scrub(
        self,
        values: Sequence[str] = (),
        *,
        dry_run: bool = False,
        report: Report = lambda _: None,
    ) -> Scrubbed:
        """Take secrets out of everything; `values` are secret whatever their shape.

        Raises UsageError for a value too short to be taken out wherever it stands.
        """
        started = time.monotonic()
        known = self._project_values() | _given(values)
        by, found = scrub.rules(known), Found()
        looked_at = self._scrub_memories(by, found, report, dry_run=dry_run)
        self._scrub_labels(by, found, dry_run=dry_run)
        logs = sum(_scrub_log(path, by, found, dry_run=dry_run) for path in self._logs())
        settled = dry_run or self._settle()
        return Scrubbed(
            memories=tuple(found.memories),
            redacted=dict(found.kinds),
            labels=found.labels,
            log_files=logs,
            looked_at=looked_at,
            known_values=len(known),
            dry_run=dry_run,
            settled=settled,
            seconds=round(time.monotonic() - started, 3),
        )

    def _project_values(self) -> dict[str, str]:
        """What stands in the .env files of those projects' folders that are still there."""
        with self._store.reading() as db:
            folders = projects.folders(db)
        known: dict[str, str] = {}
        for folder in folders:
            known |= self._knowing.values(folder)
        return known

    def _scrub_memories(self, by: Rules, found: Found, report: Report, *, dry_run: bool) -> int:
        done = last = 0
        left = 1
        while left:
            with self._store.reading() as db:
                rows, left = scrubbing.memories_after(db, last, BATCH_MEMORIES, BATCH_CHARACTERS)
                dirty = scrub.look(db, rows, by, found)
            if dirty and not dry_run:
                self._store.write(partial(scrub.clean, rows=dirty, by=by))
            last, done = rows[-1] if rows else last, done + len(rows)
            report(Progress("scrubbing", done, done + left, "memories"))
        return done

    def _scrub_labels(self, by: Rules, found: Found, *, dry_run: bool) -> None:
        with self._store.reading() as db:
            labels = scrub.look_at_labels(db, by, found)
            suspect = scrub.look_at_names(db, by)
        if dry_run:
            return
        self._store.write(partial(scrub.clean_labels, labels=labels, by=by))
        for start in range(0, len(suspect), BATCH_MEMORIES):
            rows = suspect[start : start + BATCH_MEMORIES]
            self._store.write(partial(scrub.read_again, rows=rows))

    def _logs(self) -> list[Path]:
        return sorted(self._log.parent.glob(f"{self._log.name}*"))

    def _settle(self) -> bool:
        """Leave nothing of what was changed in any index, free page, copy or journal."""
        self._store.write(_tidy)
        self._store.vacuum()
        return any(self._store.settle() for _ in range(SETTLE_TRIES))


def _tidy(db: Connection) -> None:
    scrubbing.drop_orphans(db)
    fulltext.optimize(db)


def _given(values: Sequence[str]) -> dict[str, str]:
    known = {}
    for number, value in enumerate(values, 1):
        # With it, what is left of it in a file: no NULs, no halves of surrogate pairs.
        kept = storable(value).strip()
        if len(kept) < SHORTEST_VALUE:
            raise UsageError(
                f"value {number} has {len(kept)} characters: as short as that it stands in words",
                f"give {SHORTEST_VALUE} or more, one value a line",
            )
        known[kept] = GIVEN
    return known


def _scrub_log(path: Path, by: Rules, found: Found, *, dry_run: bool) -> bool:
    """Write a log without secrets, where there are any, into the file that is open for more."""
    with path.open("r+b") as file:
        content = file.read()
        text = content.decode("utf-8", "replace")
        clean = by.clean(text, found)
        if clean == text:
            return False
        if not dry_run:
            added = file.read()  # lines that came meanwhile
            file.seek(0)
            file.write(clean.encode() + added)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    return True

"""Follow logs: know what was read of each, see what differs, and read on."""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from slm.domain.file import Stamp
from slm.domain.question import Place
from slm.engine.guarding import Guarding
from slm.engine.intake import Intake, Source
from slm.errors import MemError
from slm.ingest import reading
from slm.ingest.portion import Reader
from slm.ingest.stamps import stamp, stamps_below
from slm.store import cursors
from slm.store.store import Store

log = logging.getLogger(__name__)

# Logs that are being written to at the same time; of others, a reader is made anew when they grow.
MOST_OPEN = 128
# More than any agent writes at once: all of them are to be found soon, and understood later.
MANY = 1_000


@dataclass(slots=True)
class _Open:
    """A log that is being read."""

    source: Source
    reader: Reader


class Logs:
    """What has been read of the logs below some folders; for one thread at a time.

    A log is read on from where it was read to while its reader is at hand. Else it is read from
    its beginning: what is known of it already costs a look at its ids.
    """

    def __init__(
        self, store: Store, guarding: Guarding, clock: Callable[[], datetime], home: Path
    ) -> None:
        self._store = store
        self._guarding = guarding
        self._clock = clock
        self._home = str(home) + os.sep  # what we write there is no news
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self.at_work: set[str] = set()  # folders that the last reading told of
        self._seen: dict[str, Stamp] = {}  # by the last look, and not read yet
        self._done: dict[str, Stamp] = {}  # read, and still to be written
        self._writing: tuple[Callable[[], None], dict[str, Stamp]] = _nothing, {}
        with store.reading() as db:
            self._kept = {cursor.path: cursor.stamp for cursor in cursors.every(db)}

    def differing(self, folder: str) -> list[str]:
        """The files below a folder that are not as they were when they were read.

        Those written to longest ago come first: what several sessions hold alike is known as the
        first one's, and nothing but that tells which of them copied it, where the log does not.
        """
        now = dict(stamps_below(folder))
        inside = folder.rstrip(os.sep) + os.sep
        self._leave([path for path in self._kept if path.startswith(inside) and path not in now])
        self._seen = {path: one for path, one in now.items() if self._kept.get(path) != one}
        return sorted(self._seen, key=lambda path: self._seen[path].modified)

    def read(self, paths: Sequence[str]) -> int:
        """Read what is new in files; returns how many memories came of it."""
        in_haste = len(paths) >= MANY
        intake = Intake(self._store, self._guarding, self._clock, in_haste=in_haste)
        self._done, self._writing = {}, (_nothing, {})
        try:
            for path in paths:
                self._take(intake, path)
            self._write(intake)
            self._finish()
        except BaseException:
            self._open.clear()  # they have gone on to what was not kept
            raise
        self.at_work = intake.at_work
        return intake.tally.added

    def _take(self, intake: Intake, path: str) -> None:
        """Take in one file; what is no log is known as such, until it changes."""
        seen = self._seen.pop(path, None)  # a moment ago: thousands need not be looked at twice
        as_it_is = None if path.startswith(self._home) else seen or stamp(Path(path))
        if as_it_is is None or self._kept.get(path) == as_it_is:
            return
        try:
            opened = self._opened(intake, path, as_it_is)
            if opened:
                self._read_on(intake, opened, as_it_is)
        except FileNotFoundError:
            log.info("not read path=%s reason=it went away", path)
        except OSError as exc:  # it may not be read; the next sweep tries again
            intake.fail(Path(path), reading.trouble(exc))
        except MemError:
            raise
        except Exception as exc:
            log.exception("not read path=%s", path)  # a fault of ours in one costs no other
            self._open.pop(path, None)
            intake.fail(Path(path), f"internal error: {type(exc).__name__}")
            self._done[path] = as_it_is  # until it changes, or the next start
        else:
            self._done[path] = as_it_is

    def _opened(self, intake: Intake, path: str, as_it_is: Stamp) -> _Open | None:
        """The log at `path`, read before and only grown since, or to be read from its beginning."""
        known = self._open.get(path)
        if known and known.reader.has_only_grown():
            self._open.move_to_end(path)
            return known
        file = Path(path)
        if self._guarding.excluded.covers(file):
            return None
        log_ = reading.log_at(file, as_it_is)
        if log_ is None:
            return None
        found, reader = log_
        source = intake.source(found, Place())
        self._open[path] = _Open(source, reader)
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)
        return self._open[path]

    def _read_on(self, intake: Intake, opened: _Open, as_it_is: Stamp) -> None:
        offset = 0
        for portion in opened.reader.more():
            if intake.is_full:
                self._write(intake)
            intake.take(opened.source, portion)
            offset = portion.offset
        intake.finish(opened.source, as_it_is, offset)

    def _write(self, intake: Intake) -> None:
        """Begin to write what was taken in, once what was before it is written."""
        self._finish()
        self._writing = intake.begin_write(), self._done
        self._done = {}

    def _finish(self) -> None:
        """Wait until what is being written is kept."""
        wait, done = self._writing
        wait()
        self._kept |= done
        self._writing = _nothing, {}

    def _leave(self, gone: list[str]) -> None:
        """Files that are no longer there: what they said stays."""
        for path in gone:
            del self._kept[path]
            self._open.pop(path, None)
        if gone:
            self._store.write(lambda db: cursors.remove(db, gone))


def _nothing() -> None:
    """Wait for nothing."""

"""Follow logs: know what was read of each, see what differs, and read on."""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from slm.domain.question import Place
from slm.domain.stamp import Stamp
from slm.engine.intake import Intake
from slm.ingest import reading
from slm.ingest.portion import Reader
from slm.ingest.reading import Found
from slm.ingest.stamps import stamp, stamps_below
from slm.store import cursors
from slm.store.store import Store

log = logging.getLogger(__name__)

# Logs that are being written to at the same time; of others, a reader is made anew when they grow.
MOST_OPEN = 128


@dataclass(slots=True)
class _Open:
    """A log that is being read."""

    found: Found
    reader: Reader
    is_begun: bool = False


class Logs:
    """What has been read of the logs below some folders; for one thread at a time.

    A log is read on from where it was read to while its reader is at hand. Else it is read from
    its beginning: what is known of it already costs a look at its ids.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], home: Path) -> None:
        self._store = store
        self._clock = clock
        self._home = str(home) + os.sep  # what we write there is no news
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._done: dict[str, Stamp] = {}  # read, and still to be kept
        with store.reading() as db:
            self._kept = {cursor.path: cursor.stamp for cursor in cursors.every(db)}

    def differing(self, folder: str) -> list[str]:
        """The files below a folder that are not as they were when they were read."""
        now = dict(stamps_below(folder))
        inside = folder.rstrip(os.sep) + os.sep
        self._leave([path for path in self._kept if path.startswith(inside) and path not in now])
        return [path for path, as_it_is in now.items() if self._kept.get(path) != as_it_is]

    def read(self, paths: Iterable[str]) -> int:
        """Read what is new in files; returns how many memories came of it."""
        intake = Intake(self._store, self._clock)
        self._done.clear()
        try:
            for path in paths:
                self._take(intake, path)
            self._write(intake)
        except BaseException:
            self._open.clear()  # they have gone on to what was not kept
            raise
        return intake.tally.added

    def _take(self, intake: Intake, path: str) -> None:
        """Take in one file; what is no log is known as such, until it changes."""
        as_it_is = None if path.startswith(self._home) else stamp(Path(path))
        if as_it_is is None or self._kept.get(path) == as_it_is:
            return
        try:
            opened = self._opened(path)
            if opened:
                self._read_on(intake, opened, as_it_is)
        except OSError as exc:  # it went away, or may not be read; the next sweep tries again
            log.info("not read path=%s reason=%s", path, exc)
        else:
            self._done[path] = as_it_is

    def _opened(self, path: str) -> _Open | None:
        """The log at `path`, read before and only grown since, or to be read from its beginning."""
        known = self._open.get(path)
        if known and known.reader.has_only_grown():
            self._open.move_to_end(path)
            return known
        found = reading.log_at(Path(path))
        if found is None:
            return None
        self._open[path] = _Open(found, reading.open_(found))
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)
        return self._open[path]

    def _read_on(self, intake: Intake, opened: _Open, as_it_is: Stamp) -> None:
        place = Place(folder=str(opened.found.path.parent))
        source = intake.source(opened.found, place, is_begun=not opened.is_begun)
        opened.is_begun = True
        offset = 0
        for portion in opened.reader.more():
            if intake.is_full:
                self._write(intake)
            intake.take(source, portion)
            offset = portion.offset
        intake.finish(source, as_it_is, offset)

    def _write(self, intake: Intake) -> None:
        intake.write()
        self._kept |= self._done
        self._done.clear()

    def _leave(self, gone: list[str]) -> None:
        """Files that are no longer there: what they said stays."""
        for path in gone:
            del self._kept[path]
            self._open.pop(path, None)
        if gone:
            self._store.write(lambda db: cursors.remove(db, gone))

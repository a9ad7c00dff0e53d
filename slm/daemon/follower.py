"""Keep following: read what changed once it has settled, and look at all from time to time."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from slm.domain.watch import Watch
from slm.engine.watching import Watching
from slm.errors import MemError
from slm.ingest.watch import Watcher

log = logging.getLogger(__name__)

# An agent writes a turn in several lines: reading them together costs one commit.
SETTLE_S = 0.2
# A log that never comes to rest is read all the same.
LONGEST_S = 0.8
# What no event told of is found by a sweep: after so long, ...
SWEEP_S = 300.0
# ... of a folder that the system tells nothing of, after so long, ...
POLL_S = 10.0
# ... after a burst in which some may have been lost (Linux holds 16,384), and after the machine or
# this process stood still: a look that comes so much later than it was to come.
BURST_EVENTS = 1_000
MOST_CHANGES = 20_000
TICK_S = 1.0
GAP_S = 5.0
# After a failure, a full disk say, trying at once again would only burn the processor.
REST_S = 5.0


@dataclass(frozen=True, slots=True)
class _Change:
    first: float  # heard of, since it was last read
    last: float

    @property
    def due(self) -> float:
        return min(self.last + SETTLE_S, self.first + LONGEST_S)


class Follower:
    """One thread that hears of changes, waits until they have settled, and reads."""

    def __init__(self, watching: Watching, read: Callable[[], None]) -> None:
        self._watching = watching
        self._tell = read  # of every reading that brought something
        self._changes: dict[str, _Change] = {}
        self._heard = 0  # since the last sweep
        self._lock = threading.Lock()
        self._woken = threading.Event()
        self._ending = threading.Event()
        self._watcher = Watcher(self._hear)
        self._unheard: list[Watch] = []  # of which the system tells nothing
        self._swept_at = self._polled_at = -math.inf
        self.is_reading = True  # until the first sweep says otherwise
        self._thread = threading.Thread(target=self._run, name="slm-follow", daemon=True)
        self._thread.start()

    def sweep(self) -> None:
        """Look at everything soon: something else is followed now."""
        self._swept_at = -math.inf
        self._woken.set()

    def look_at(self, path: str) -> None:
        """Read a file soon, if it is in a followed folder: somebody says it has changed."""
        if path:
            self._hear(path)

    def close(self) -> None:
        """End once what is being read is kept."""
        self._ending.set()
        self._woken.set()
        self._thread.join()
        self._watcher.close()

    def _hear(self, path: str) -> None:
        now = time.monotonic()
        with self._lock:
            known = self._changes.get(path)
            self._changes[path] = _Change(known.first if known else now, now)
            self._heard += 1
            if len(self._changes) > MOST_CHANGES:  # a sweep finds them without a list
                self._changes.clear()
            is_first = len(self._changes) == 1
        if is_first:  # else it is known already when to look
            self._woken.set()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._work()
            except Exception as exc:
                if isinstance(exc, MemError):
                    log.warning("following failed kind=%s", type(exc).__name__)
                else:
                    log.exception("following failed")
                self._swept_at = -math.inf  # what was to be read is found again
                self._ending.wait(REST_S)
            self._wait()

    def _work(self) -> None:
        now = time.monotonic()
        settled = self._take_settled(now)
        self.is_reading = True
        try:
            if len(settled) >= BURST_EVENTS:  # a sweep looks at each file once
                settled = []
            if now - self._swept_at >= SWEEP_S or self._is_burst_over():
                self._sweep(now)
            elif now - self._polled_at >= POLL_S:
                self._poll(now)
            if settled and self._watching.read(settled):
                self._tell()
            if self._watching.has_more:
                self._watching.has_more = False
                self.sweep()
        finally:
            self.is_reading = False

    def _sweep(self, now: float) -> None:
        """Listen to what is followed, and read all that differs, heard of or not."""
        self._swept_at = self._polled_at = now
        with self._lock:
            self._heard = 0
        watches = self._watching.all()
        self._watcher.keep_to(watch.path for watch in watches)
        self._unheard = [watch for watch in watches if not self._watcher.follow(watch.path)]
        if self._watching.sweep(watches):
            self._tell()

    def _poll(self, now: float) -> None:
        self._polled_at = now
        if sum(map(self._watching.look_through, self._unheard)):
            self._tell()

    def _take_settled(self, now: float) -> list[str]:
        with self._lock:
            settled = [path for path, change in self._changes.items() if change.due <= now]
            for path in settled:
                del self._changes[path]
        return settled

    def _is_burst_over(self) -> bool:
        """Whether so much was heard that some may have been lost, and nothing is heard now."""
        with self._lock:
            return self._heard >= BURST_EVENTS and not self._changes

    def _wait(self) -> None:
        """Wait until a change is due, for a tick at most; a tick that took too long is a gap."""
        with self._lock:
            dues = [change.due for change in self._changes.values()]
        until_due = min(dues, default=math.inf) - time.monotonic()
        began = time.time()  # unlike the monotonic clock, it goes on while the machine sleeps
        self._woken.wait(min(max(until_due, 0.0), TICK_S))
        self._woken.clear()
        if time.time() - began > GAP_S:
            self._swept_at = -math.inf

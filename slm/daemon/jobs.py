"""Do what nobody waits for: make vectors, read older memories, cut sessions, erase."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from slm.engine.engine import Engine
from slm.errors import MemError, StoreError

log = logging.getLogger(__name__)

# Forgotten memories are kept 30 days; an hour more is no matter.
EXPIRE_SECONDS = 3600.0
# Nobody has asked anything for so long: what takes a tenth of a second delays no prompt then.
CALM_SECONDS = 3.0
# After a failure, a full disk say, trying at once again would only burn the processor.
REST_SECONDS = 5.0


class Jobs:
    """One thread that works whenever it is woken and there is something to do."""

    def __init__(self, engine: Engine, is_pressed: Callable[[], bool] = lambda: False) -> None:
        self._engine = engine
        self._is_pressed = is_pressed  # then what waits can wait a little longer
        self._woken = threading.Event()
        self._woken_at = 0.0  # a start is a reason to look, and all is calm
        self._rested_at = -math.inf  # when all was done that waits until nobody asks anything
        self._woken.set()
        self._ending = threading.Event()
        self.is_busy = True  # until the first look says otherwise
        self._expired_at = -math.inf  # at the start too: a daemon may never live for an hour
        self._thread = threading.Thread(target=self._run, name="slm-jobs", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be something to do."""
        self._woken_at = time.monotonic()
        self._woken.set()

    def close(self) -> None:
        """End once the present batch is kept, and what was noted."""
        self._ending.set()
        self.wake()
        self._thread.join()
        with suppress(StoreError):
            self._engine.ledger.keep()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._woken.wait(CALM_SECONDS if self._rested_at < self._woken_at else EXPIRE_SECONDS)
            self._woken.clear()
            self.is_busy = True
            try:
                self._work()
            except MemError as exc:
                log.warning("background work failed kind=%s", type(exc).__name__)
                self._ending.wait(REST_SECONDS)
            except Exception:
                log.exception("background work failed")
                self._ending.wait(REST_SECONDS)
            finally:
                self.is_busy = False

    def _work(self) -> None:
        if self._is_caught_up():
            self._work_in_calm()
        if time.monotonic() - self._expired_at > EXPIRE_SECONDS:
            self._expired_at = time.monotonic()
            if erased := self._engine.forgetting.expire():
                log.info("erased forgotten=%d", erased)

    def _is_caught_up(self) -> bool:
        while self._has_time():
            if not (self._engine.meaning.some() or self._engine.catch_up()):
                return True
        self._woken_at = time.monotonic()  # what is left is looked for again
        return False

    def _work_in_calm(self) -> None:
        began = time.monotonic()
        while self._is_calm() and self._has_time():
            if not self._engine.sessions.cut_some():
                self._engine.ledger.keep()
                self._rested_at = began
                return

    def _has_time(self) -> bool:
        return not self._ending.is_set() and not self._is_pressed()

    def _is_calm(self) -> bool:
        return time.monotonic() - self._woken_at >= CALM_SECONDS

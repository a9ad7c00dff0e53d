"""Hold the lock that makes one daemon the only one of its home."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from slm.client.holder import started_at
from slm.config import Settings
from slm.errors import DaemonError
from slm.wire.frames import PROTOCOL

# A client that only looks whether the lock is held has it for some microseconds.
ATTEMPTS = 5
BETWEEN_S = 0.02


@contextmanager
def hold(settings: Settings) -> Iterator[bool]:
    """Hold the daemon's lock; yields False where another process has it."""
    try:
        descriptor = os.open(settings.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as exc:
        raise DaemonError(f"cannot open {settings.lock}: {exc.strerror}", "mem doctor") from exc
    try:
        is_ours = _take(descriptor)
        if is_ours:
            _sign(descriptor)
        yield is_ours
        if is_ours:
            os.ftruncate(descriptor, 0)
    finally:
        # The file stays: removing it would let a second daemon lock a file of the same name.
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    for attempt in range(ATTEMPTS):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt + 1 < ATTEMPTS:
                time.sleep(BETWEEN_S)
        else:
            return True
    return False


def _sign(descriptor: int) -> None:
    """Write who holds it: a pid alone could by now be another process's."""
    pid = os.getpid()
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{pid} {started_at(pid)} {PROTOCOL}\n".encode("ascii"), 0)

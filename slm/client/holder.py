"""Tell which process holds the daemon's lock, and never mistake another one for it."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from pathlib import Path
from typing import NamedTuple

from slm.config import Settings


class Holder(NamedTuple):
    """The process that holds the lock, and the protocol it speaks."""

    pid: int
    started: str  # as started_at() words it
    protocol: int


def is_held(lock: Path) -> bool:
    """Whether some process holds the lock; it lets go when it ends, however it ends."""
    try:
        descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        # Shared and for a moment: the daemon's own attempt outlasts it.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as exc:
        if exc.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return True
        raise
    finally:
        os.close(descriptor)
    return False


def holder(settings: Settings) -> Holder | None:
    """Who holds the daemon's lock; None if nobody does, or not the process written into it."""
    if not is_held(settings.lock):
        return None
    try:
        pid, started, protocol = settings.lock.read_text(encoding="ascii").split()
        found = Holder(int(pid), started, int(protocol))
    except (OSError, ValueError):  # held, and not yet written into
        return None
    return found if started_at(found.pid) == found.started else None


def started_at(pid: int) -> str:
    """When a process started, as one word of the system's own; "" if there is none alive."""
    if sys.platform == "linux":
        return _from_proc(pid)
    return _from_ps(pid)


def _from_proc(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    # The second field is the command's name in brackets, which may itself hold anything.
    fields = stat[stat.rindex(b")") + 2 :].split()
    is_zombie = fields[0] == b"Z"
    return "" if is_zombie else fields[19].decode()  # proc(5): starttime, in ticks since the boot


def _from_ps(pid: int) -> str:
    import subprocess  # only where there is no /proc

    shown = subprocess.run(  # noqa: S603 - a fixed program and a number
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C"},
    )
    state, *when = shown.stdout.split() or [""]
    return "" if state.startswith("Z") else "-".join(when)

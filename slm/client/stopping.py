"""Stop the daemon, and wait until it has let go of everything."""

from __future__ import annotations

import os
import signal
import time

from slm.client.holder import Holder, holder, is_held
from slm.client.line import dial
from slm.config import Settings
from slm.errors import DaemonBusy, DaemonError, MemError
from slm.wire.frames import PROTOCOL, pack

ANSWER_S = 2.0  # for the word that it will stop
STOP_S = 15.0  # 5 s for what runs, and closing the memory
POLL_S = 0.01


def stop(settings: Settings) -> bool:
    """End the daemon and wait until it has; False where none ran."""
    if not is_held(settings.lock):
        return False
    found = holder(settings)
    if _agrees_to_stop(settings) and _is_gone(settings, found):
        return True
    if found and holder(settings) == found:  # not some process that has its number by now
        _terminate(found.pid)
    if _is_gone(settings, found):
        return True
    who = f"process {found.pid}" if found else "a process of another container or machine"
    raise DaemonBusy(f"the daemon does not end: {who} holds {settings.lock}", "end it by hand")


def replace_older(settings: Settings) -> bool:
    """End the daemon if an older release left it running; False where it is not older."""
    found = holder(settings)
    return found is not None and found.protocol < PROTOCOL and stop(settings)


def _agrees_to_stop(settings: Settings) -> bool:
    """Ask in the one frame that every version understands."""
    deadline = time.monotonic() + ANSWER_S
    try:
        line = dial(settings.socket, deadline)
        if line is None:
            return False
        with line:
            line.send(pack("stop"), deadline)
            return bool(line.read(deadline))
    except MemError:
        return False


def _is_gone(settings: Settings, found: Holder | None) -> bool:
    """Wait until the lock is free, or another process's."""
    deadline = time.monotonic() + STOP_S
    while time.monotonic() < deadline:
        if not is_held(settings.lock):
            return True
        now = holder(settings)
        if found and now and now != found:
            return True
        time.sleep(POLL_S)
    return False


def _terminate(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    except PermissionError as exc:
        raise DaemonError(f"process {pid} is not this user's", "stop it as its user") from exc

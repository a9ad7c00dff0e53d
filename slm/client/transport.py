"""Exchange a frame for the daemon's answer, with nothing imported that a prompt would wait for."""

from __future__ import annotations

import time

from slm.client.line import NEVER, Line, Unsent, dial
from slm.errors import DaemonError, ProtocolError
from slm.wire.frames import MAX_FRAME, unpack

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from slm.config import Settings

    T = TypeVar("T")

ANSWER_S = 120.0  # without a word; a long request says how far it is much more often


def exchange(
    settings: Settings,
    frame: bytes,
    on_progress: Callable[[dict[str, Any]], None] | None = None,
    timeout: float | None = ANSWER_S,
    *,
    start: bool = True,
) -> dict[str, Any]:
    """Send a frame and return the result frame; raises the failure's own error."""

    def read(line: bytes) -> dict[str, Any] | None:
        reply = unpack(line)
        if reply["is"] == "result":
            return reply
        if on_progress:
            on_progress(reply["progress"])
        return None

    return converse(settings, frame, read, timeout, start=start)


def converse(
    settings: Settings,
    frame: bytes,
    read: Callable[[bytes], T | None],
    timeout: float | None = ANSWER_S,
    *,
    start: bool = True,
) -> T:
    """Send a frame and `read` each reply until that returns something.

    `timeout` is in seconds and bounds each silence, and starting the daemon too; None waits on.
    """
    if len(frame) > MAX_FRAME:
        raise ProtocolError(f"a request of {len(frame)} bytes", f"at most {MAX_FRAME} at a time")
    patience = NEVER if timeout is None else timeout
    try:
        return _ask(settings, frame, read, patience, start=start)
    except Unsent:
        return _ask(settings, frame, read, patience, start=start)
    except ProtocolError:
        from slm.client.stopping import replace_older

        if not (start and replace_older(settings)):
            raise
        return _ask(settings, frame, read, patience, start=start)


def _ask(
    settings: Settings,
    frame: bytes,
    read: Callable[[bytes], T | None],
    patience: float,
    *,
    start: bool,
) -> T:
    deadline = time.monotonic() + patience
    with _connect(settings, deadline, start=start) as line:
        line.send(frame, deadline)
        while reply := line.read(deadline):
            answer = read(reply)
            if answer is not None:
                return answer
            deadline = time.monotonic() + patience
    raise DaemonError("the daemon ended before it answered", "mem daemon logs tells why; try again")


def _connect(settings: Settings, deadline: float, *, start: bool) -> Line:
    line = dial(settings.socket, deadline)
    if line:
        return line
    if not start:
        raise DaemonError("the daemon is not running", "mem daemon start")
    from slm.client.starting import summon  # brings subprocess, which a running daemon spares us

    return summon(settings, deadline)

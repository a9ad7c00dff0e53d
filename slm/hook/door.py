"""Carry what a hook tells to the daemon, and what it answers back into the host's envelope."""

from __future__ import annotations

import json
import os
import signal
import sys
import time

from slm.client.transport import exchange
from slm.config import load_settings
from slm.errors import DaemonBusy, UsageError
from slm.hook.hosts import HOSTS
from slm.wire.frames import pack

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from slm.config import Settings
    from slm.hook.hosts import Host

# A prompt of more is no prompt; reading it would take all the time there is.
MOST_BYTES = 4 * 1024 * 1024
HELP = """\
usage: mem hook AGENT

What an agent runs at its hooks; mem init writes it into the agent's settings.
Reads the event as JSON from standard input and answers in the agent's own
envelope. Always ends with 0, within .3 s at a prompt and .8 s at a start.
"""


def answer(arguments: list[str], more_time: Callable[[], None]) -> str:
    """What the host is to read on standard output; "" for nothing. Raises MemError."""
    if arguments[:1] in (["--help"], ["-h"]):
        return HELP
    host = _host(arguments)
    event = host.read(_payload())
    if event is None:
        return ""
    if event["moment"] == "start":
        more_time()
    until = time.monotonic() + signal.getitimer(signal.ITIMER_REAL)[0]
    context = _told(load_settings(), event | {"agent": host.name, "until": until})
    return host.say(event, context) if context else ""


def _host(arguments: list[str]) -> Host:
    name = arguments[0] if arguments else ""
    for host in HOSTS:
        if host.name == name:
            return host
    known = ", ".join(host.name for host in HOSTS)
    raise UsageError(f"no agent {name!r}: mem hook takes {known}, and is run by the agent itself")


def _payload() -> dict[str, Any]:
    """What the host tells, an object; raises UsageError."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("nothing to read: mem hook is run by an agent, see mem init --help")
    read = b""
    while len(read) <= MOST_BYTES and (piece := os.read(0, 65536)):
        read += piece
    try:
        told = json.loads(read)
    except (ValueError, RecursionError) as exc:
        raise UsageError("what the agent told is no JSON") from exc
    if not isinstance(told, dict):
        raise UsageError("what the agent told is no JSON object")
    return told


def _told(settings: Settings, event: dict[str, Any]) -> str:
    try:
        reply = exchange(settings, pack("hook", event=event), timeout=None)
    except DaemonBusy:
        return ""
    return str(reply["value"]["context"])

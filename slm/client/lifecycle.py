"""Start, stop and look for the daemon, as a person asks for it."""

from __future__ import annotations

from slm.client.holder import is_held
from slm.client.stopping import stop
from slm.client.transport import exchange
from slm.config import Settings
from slm.wire.frames import pack

__all__ = ["is_running", "start", "stop"]


def start(settings: Settings) -> None:
    """See to it that a daemon answers; raises what keeps it from doing so."""
    exchange(settings, pack("status"))


def is_running(settings: Settings) -> bool:
    """Whether a daemon runs, or is starting or ending, in this home."""
    return is_held(settings.lock)

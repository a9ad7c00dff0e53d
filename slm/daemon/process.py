"""Be the one daemon of a home: who finds another there already pays for next to nothing."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from slm.client.private import claim_folders
from slm.client.starting import ALREADY_RUNNING
from slm.config import Settings
from slm.daemon.lock import hold

if TYPE_CHECKING:
    from slm.daemon.life import Desk
    from slm.daemon.limits import Limits

# Reading makes hundreds of thousands of objects, next to none of them in cycles: to look for those
# as often as Python does by itself (700) took a tenth of the time.
GARBAGE_OBJECTS = 50_000


def run(
    settings: Settings, open_desk: Callable[[Settings], Desk], limits: Limits | None = None
) -> int:
    """Live until told to end; returns the exit code, or raises MemError where it cannot begin."""
    os.umask(0o077)
    claim_folders(settings)
    with hold(settings) as is_ours:
        if not is_ours:
            return ALREADY_RUNNING
        return _log_and_live(settings, open_desk, limits)


def _log_and_live(
    settings: Settings, open_desk: Callable[[Settings], Desk], limits: Limits | None
) -> int:
    # Imported after the lock is ours: asyncio, msgspec and logging are most of a start.
    from slm.daemon.life import live
    from slm.daemon.limits import Limits
    from slm.daemon.log import log, logging_to

    gc.set_threshold(GARBAGE_OBJECTS)
    with logging_to(settings.log):
        log.info("starting pid=%d home=%s", os.getpid(), settings.home)
        code = live(settings, open_desk, limits or Limits())
        log.info("ended code=%d", code)
    return code

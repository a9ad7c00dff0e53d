"""Open the memory, answer until the end, and close it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from typing import NoReturn, Protocol

from slm.config import Settings
from slm.daemon.limits import Limits
from slm.daemon.listener import Listener
from slm.daemon.server import Server
from slm.daemon.slots import Report, internal
from slm.errors import MemError
from slm.wire.messages import AnyRequest

log = logging.getLogger(__name__)

# How long a daemon that cannot open its memory stays to tell why: whoever waits for it looks
# every few milliseconds.
TELL_WHY_S = 2.0


class Desk(Protocol):
    """What answers the requests."""

    def handle(self, request: AnyRequest, report: Report) -> object:
        """Carry out one request; called from several threads."""

    def is_busy(self) -> bool:
        """Whether there is work left that nobody waits for."""

    def close(self) -> None:
        """Let go of everything."""


def live(settings: Settings, open_desk: Callable[[Settings], Desk], limits: Limits) -> int:
    """Answer requests until told to end, or tell why that cannot be; returns the exit code."""
    try:
        desk = open_desk(settings)
    except MemError as error:
        log.warning("cannot open kind=%s", type(error).__name__)
        return _tell_why(settings, error, limits)
    except Exception as exc:
        log.exception("cannot open")
        return _tell_why(settings, internal(exc), limits)
    try:
        is_all_done = asyncio.run(_answer(settings, desk, limits))
    except BaseException:
        desk.close()
        raise
    if not is_all_done:
        _leave_behind()
    desk.close()
    return 0


async def _answer(settings: Settings, desk: Desk, limits: Limits) -> bool:
    server = Server(desk.handle, desk.is_busy, settings.idle_minutes * 60, limits)
    with Listener(settings.socket) as listener:
        log.info("listening socket=%s", settings.socket)
        return await server.serve(listener)


def _tell_why(settings: Settings, error: MemError, limits: Limits) -> int:
    """Answer whoever waits for this start with what stopped it, then end."""

    def refuse(_request: AnyRequest, _report: Report) -> NoReturn:
        raise error

    async def tell() -> None:
        server = Server(refuse, lambda: False, TELL_WHY_S, limits)
        asyncio.get_running_loop().call_later(TELL_WHY_S, server.end)
        with Listener(settings.socket) as listener:
            await server.serve(listener)

    asyncio.run(tell())
    return error.exit_code


def _leave_behind() -> NoReturn:
    """End although a thread still works: it cannot be stopped, and Python would wait for it."""
    log.warning("ended code=0 reason=a request would not end")
    logging.shutdown()
    os._exit(0)  # the store is left as a power cut would leave it, which it withstands

"""Serve requests on a listening socket until told to end, or until nobody needs it any more."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable

from slm.client.private import peer_uid
from slm.daemon.conversation import Conversation
from slm.daemon.limits import Limits
from slm.daemon.listener import Listener
from slm.daemon.slots import Handle, Slots, failure
from slm.errors import DaemonBusy

log = logging.getLogger(__name__)

# Connections made before the socket's name was removed may still wait to be accepted.
LAST_CALL_S = 0.05
# How often, of the idle time and at least, it is looked whether the daemon is idle.
LOOKS_PER_IDLE_TIME = 4
LOOK_S = 15.0


class Server:
    """Accept clients, keep them within the limits, and end in good order."""

    def __init__(
        self, handle: Handle, is_busy: Callable[[], bool], idle_s: float, limits: Limits
    ) -> None:
        self._slots = Slots(handle, limits)
        self._is_busy = is_busy
        self._idle_s = idle_s
        self._limits = limits
        self._ending = threading.Event()
        self._told = asyncio.Event()
        self._open: dict[asyncio.Task[None], Conversation] = {}
        self._last_use = 0.0

    async def serve(self, listener: Listener) -> bool:
        """Answer until the end; returns False if some request could not be waited for."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, self._on_signal, number)
        self._last_use = loop.time()
        watch = loop.create_task(self._watch_whether_needed(listener))
        async with await asyncio.start_unix_server(
            self._greet, sock=listener.socket, limit=self._limits.frame_bytes, backlog=128
        ) as accepting:
            await self._told.wait()
            watch.cancel()
            listener.remove()
            await asyncio.sleep(LAST_CALL_S)
            accepting.close()
            await self._wind_down()
        return not self._slots.is_working

    def end(self) -> None:
        """Begin to end: accept no more, finish what runs."""
        self._told.set()

    def _on_signal(self, number: int) -> None:
        log.info("ending reason=%s", signal.Signals(number).name)
        self.end()

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hold a new client's conversation, if the client is this user and there is room."""
        uid = peer_uid(writer.get_extra_info("socket"))
        if uid != os.geteuid():
            log.warning("refused uid=%d", uid)
            writer.transport.abort()
            return
        conversation = Conversation(reader, writer, self._slots, self._limits, self._ending)
        task = asyncio.current_task()
        assert task is not None
        try:
            if len(self._open) >= self._limits.connections:
                await self._turn_away(conversation)
            else:
                self._open[task] = conversation
                if await conversation.hold():
                    log.info("ending reason=asked")
                    self.end()
            writer.close()
        except (ConnectionError, asyncio.CancelledError) as exc:
            log.debug("connection cut reason=%r", exc)
            writer.transport.abort()
        finally:
            self._open.pop(task, None)
            self._last_use = asyncio.get_running_loop().time()

    async def _turn_away(self, conversation: Conversation) -> None:
        most = self._limits.connections
        log.warning("turned away connections=%d", most)
        await conversation.say(
            failure(DaemonBusy(f"{most} connections are open already", "try again in a moment"))
        )

    async def _watch_whether_needed(self, listener: Listener) -> None:
        """End a daemon that nobody uses, or that nobody can reach any more."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(min(self._idle_s / LOOKS_PER_IDLE_TIME, LOOK_S))
            if not listener.is_reachable():
                log.info("ending reason=socket removed")
                self.end()
            elif self._open or self._slots.is_working or self._is_busy():
                self._last_use = loop.time()
            elif loop.time() - self._last_use >= self._idle_s:
                log.info("ending reason=idle minutes=%g", self._idle_s / 60)
                self.end()

    async def _wind_down(self) -> None:
        """Let what runs come to its end, for a while; cut the rest."""
        self._ending.set()
        for task, conversation in self._open.items():
            if conversation.is_waiting:
                task.cancel()
        if self._open:
            await asyncio.wait(self._open, timeout=self._limits.grace_s)
        for task in list(self._open):
            task.cancel()
        if self._open:
            await asyncio.wait(self._open)
        self._slots.close()

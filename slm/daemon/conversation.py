"""Hold one client's conversation: a frame in, progress and one reply out, and again."""

from __future__ import annotations

import asyncio
import logging
import threading

import msgspec

from slm.daemon.limits import Limits
from slm.daemon.slots import Slots, failure
from slm.domain.reports import Done, Progress
from slm.errors import ProtocolError
from slm.wire.codec import decode_request, encode_progress, encode_result
from slm.wire.messages import AnyRequest, Stop

log = logging.getLogger(__name__)

# Progress is news, not an answer: what a slow reader has not taken yet is not added to.
UNREAD_PROGRESS_BYTES = 16 * 1024


class Conversation:
    """One connection, from its first frame until either side ends it."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        slots: Slots,
        limits: Limits,
        ending: threading.Event,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._slots = slots
        self._limits = limits
        self._ending = ending  # set when the daemon is told to end; read in threads
        self.is_waiting = False  # for the client to say something
        # Everything is handed to the kernel before the next frame is read, so that nothing is
        # left to be written to a client that has stopped reading.
        writer.transport.set_write_buffer_limits(high=0)

    async def hold(self) -> bool:
        """Answer frame after frame; returns True if one of them asks the daemon to end."""
        while not self._ending.is_set():
            line = await self._next_line()
            if line is None:
                return False
            try:
                request = _understand(line)
            except ProtocolError as error:
                await self.say(failure(error))
                continue
            if isinstance(request, Stop):
                await self.say(encode_result(Done()))
                return True
            await self._answer(request)
        return False

    async def say(self, frame: bytes) -> None:
        """Send a frame; raises ConnectionError where the client does not take it in time."""
        self._writer.write(frame)
        try:
            async with asyncio.timeout(self._limits.reply_s):
                await self._writer.drain()
        except TimeoutError as exc:
            raise ConnectionAbortedError("the client does not read its reply") from exc

    async def _next_line(self) -> bytes | None:
        """The next frame; None when there is none to come, or none that can be taken in."""
        self.is_waiting = True
        try:
            async with asyncio.timeout(self._limits.frame_s):
                return await self._reader.readuntil(b"\n")
        except asyncio.IncompleteReadError:
            return None
        except TimeoutError:
            log.info("dropped reason=no-whole-frame seconds=%g", self._limits.frame_s)
            return None
        except asyncio.LimitOverrunError:
            most = self._limits.frame_bytes
            log.info("dropped reason=frame-too-large limit=%d", most)
            await self.say(
                failure(ProtocolError(f"a frame over {most} bytes", "send less at a time"))
            )
            return None
        finally:
            self.is_waiting = False

    async def _answer(self, request: AnyRequest) -> None:
        report = _Report(self)
        try:
            reply = await self._slots.carry_out(request, report)
        finally:
            report.is_over = True
        await self.say(reply)

    def is_in_vain(self) -> bool:
        """Whether nobody will hear the answer, or the daemon ends; called from threads."""
        return self._ending.is_set() or self._reader.at_eof() or self._writer.is_closing()

    def mention(self, frame: bytes) -> None:
        """Send progress if the client keeps up with it."""
        transport = self._writer.transport
        if transport.get_write_buffer_size() < UNREAD_PROGRESS_BYTES:
            transport.write(frame)


class _Report:
    """Tell a client how far its request is; called in the thread that carries it out."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._loop = asyncio.get_running_loop()
        self.is_over = False

    def __call__(self, progress: Progress) -> None:
        """Send progress; raises ConnectionAbortedError where going on would be in vain."""
        if self.is_over or self._conversation.is_in_vain():
            raise ConnectionAbortedError("nobody waits for this any more")
        self._loop.call_soon_threadsafe(self._mention, encode_progress(progress))

    def _mention(self, frame: bytes) -> None:
        if not self.is_over:
            self._conversation.mention(frame)


def _understand(line: bytes) -> AnyRequest:
    """Read a request; one to stop is understood whatever version it was written for."""
    try:
        return decode_request(line)
    except RecursionError as exc:
        raise ProtocolError("not a request: nested too deeply", "one JSON object a line") from exc
    except ProtocolError:
        if _asks_to_stop(line):
            return Stop()
        raise


class _Op(msgspec.Struct):
    op: str


class _AnyVersion(msgspec.Struct):
    request: _Op


def _asks_to_stop(line: bytes) -> bool:
    try:
        return msgspec.json.decode(line, type=_AnyVersion).request.op == "stop"
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False

"""Carry out requests in threads, long ones apart, so that an import delays no question."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from slm.daemon.limits import Limits
from slm.domain.reports import Progress
from slm.errors import DaemonError, MemError
from slm.wire.codec import encode_failure, encode_result
from slm.wire.messages import AnyRequest, Doctor, Import, Join, Scrub

log = logging.getLogger(__name__)

Report = Callable[[Progress], None]
Handle = Callable[[AnyRequest, Report], object]


class Slots:
    """A few threads for short requests, and a few others for long ones."""

    def __init__(self, handle: Handle, limits: Limits) -> None:
        self._handle = handle
        self._short = ThreadPoolExecutor(limits.short_slots, thread_name_prefix="short")
        self._long = ThreadPoolExecutor(limits.long_slots, thread_name_prefix="long")
        self._running: set[asyncio.Future[bytes]] = set()

    @property
    def is_working(self) -> bool:
        """Whether any request is being carried out or waits for a slot."""
        return bool(self._running)

    async def carry_out(self, request: AnyRequest, report: Report) -> bytes:
        """The frame that answers `request`; whatever goes wrong becomes a failure frame."""
        pool = self._long if is_long(request) else self._short
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(pool, self._answer, request, report)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        # A thread cannot be cancelled: whoever waits may leave, the work still counts as running.
        return await asyncio.shield(future)

    def close(self) -> None:
        """Take nothing more; what runs is not waited for."""
        for pool in (self._short, self._long):
            pool.shutdown(wait=False, cancel_futures=True)

    def _answer(self, request: AnyRequest, report: Report) -> bytes:
        op = type(request).__name__
        try:
            return encode_result(self._handle(request, report))
        except ConnectionAbortedError:
            log.info("interrupted op=%s", op)
            return failure(
                DaemonError(
                    "interrupted before it was done: the daemon is ending",
                    "try again; what is already remembered is not stored twice",
                )
            )
        except MemError as error:
            log.info("failed op=%s kind=%s", op, type(error).__name__)
            return failure(error)
        except Exception as exc:
            log.exception("broke op=%s", op)
            return failure(internal(exc))


def is_long(request: AnyRequest) -> bool:
    """Whether a request may take minutes."""
    if isinstance(request, Doctor):
        return request.rebuild
    return isinstance(request, Import | Join | Scrub)


def internal(exc: BaseException) -> DaemonError:
    """What a client is told of a bug; the log has the rest."""
    return DaemonError(f"internal error: {type(exc).__name__}: {exc}", "mem daemon logs")


def failure(error: MemError) -> bytes:
    """A failure frame, even where a message quotes a file name that is not UTF-8."""
    try:
        return encode_failure(error)
    except UnicodeEncodeError:
        readable = error.message.encode("utf-8", "replace").decode()
        return encode_failure(type(error)(readable, error.hint))

"""Ask the daemon in the types of the wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from slm.client.transport import ANSWER_S, converse
from slm.config import Settings
from slm.domain.reports import Progress
from slm.wire.codec import Failure, Ongoing, Result, decode_reply, decode_value, encode_request
from slm.wire.messages import Request

T = TypeVar("T")


def ask(
    settings: Settings,
    request: Request[T],
    on_progress: Callable[[Progress], None] | None = None,
    start: bool = True,
    timeout: float | None = ANSWER_S,
) -> T:
    """Have `request` carried out; raises the error the daemon answers with."""

    def read(line: bytes) -> Result | None:
        reply = decode_reply(line)
        if isinstance(reply, Failure):
            raise reply.to_error()
        if isinstance(reply, Ongoing):
            if on_progress:
                on_progress(reply.progress)
            return None
        return reply

    result = converse(settings, encode_request(request), read, timeout, start=start)
    return decode_value(request, result)

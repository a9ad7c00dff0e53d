"""Encode and decode requests and replies with their types."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from slm import errors
from slm.domain.reports import Progress
from slm.wire.frames import PROTOCOL, as_error
from slm.wire.messages import AnyRequest, Request

T = TypeVar("T")


class _Asked(msgspec.Struct, frozen=True):
    v: int  # first in the frame, so that a newer version is recognised before all else
    request: msgspec.Raw


class Result(msgspec.Struct, frozen=True, tag="result", tag_field="is"):
    """The answer itself, still encoded: only the asker knows its type."""

    value: msgspec.Raw


class Failure(msgspec.Struct, frozen=True, tag="failure", tag_field="is"):
    """An error of errors.py, sent across."""

    kind: str
    message: str
    hint: str

    def to_error(self) -> errors.MemError:
        """Make the error itself, of its own class where this side knows it."""
        return as_error(self.kind, self.message, self.hint)


class Ongoing(msgspec.Struct, frozen=True, tag="progress", tag_field="is"):
    """More is coming; this is how far it is."""

    progress: Progress


Reply = Result | Failure | Ongoing

_encoder = msgspec.json.Encoder()
_asked = msgspec.json.Decoder(_Asked)
_request: msgspec.json.Decoder[AnyRequest] = msgspec.json.Decoder(AnyRequest)
_reply: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


def encode_request(request: Request[Any]) -> bytes:
    """One line for the daemon."""
    asked = _Asked(v=PROTOCOL, request=msgspec.Raw(_encoder.encode(request)))
    return _encoder.encode(asked) + b"\n"


def decode_request(line: bytes) -> AnyRequest:
    """Read one line from a client; raises ProtocolError."""
    try:
        asked = _asked.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as exc:
        raise errors.ProtocolError(f"not a request: {exc}", "one JSON object a line") from exc
    if asked.v != PROTOCOL:
        raise errors.ProtocolError(
            f"the client speaks protocol {asked.v}, this daemon {PROTOCOL}", "mem daemon stop"
        )
    try:
        return _request.decode(asked.request)
    except (msgspec.MsgspecError, UnicodeDecodeError) as exc:
        raise errors.ProtocolError(f"bad request: {exc}", "see the wire module") from exc


def encode_result(value: object) -> bytes:
    """One line that answers."""
    return _encoder.encode(Result(value=msgspec.Raw(_encoder.encode(value)))) + b"\n"


def encode_failure(error: errors.MemError) -> bytes:
    """One line that says what went wrong."""
    return _encoder.encode(Failure(type(error).__name__, error.message, error.hint)) + b"\n"


def encode_progress(progress: Progress) -> bytes:
    """One line that says more is coming."""
    return _encoder.encode(Ongoing(progress)) + b"\n"


def decode_reply(line: bytes) -> Reply:
    """Read one line from the daemon; raises ProtocolError."""
    try:
        return _reply.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as exc:
        raise errors.ProtocolError(
            f"not a reply: {exc}", "mem daemon stop, then try again"
        ) from exc


def decode_value(request: Request[T], result: Result) -> T:
    """Decode the answer as the type that `request` asks for; raises ProtocolError."""
    try:
        value: T = msgspec.json.decode(result.value, type=request.answers)
    except (msgspec.MsgspecError, UnicodeDecodeError) as exc:
        raise errors.ProtocolError(
            f"not an answer: {exc}", "mem daemon stop, then try again"
        ) from exc
    return value

"""Define every request, and encode and decode them with their types."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from slm import errors
from slm.domain import watch
from slm.domain.memory import Kind, State
from slm.domain.question import Answer, Place, Question
from slm.domain.reports import (
    Added,
    Diagnosis,
    Done,
    Followed,
    Forgotten,
    Imported,
    Listing,
    Models,
    Page,
    Progress,
    Restored,
    Shown,
    Status,
)
from slm.domain.watch import Asker, Holds
from slm.wire.frames import PROTOCOL, as_error

T = TypeVar("T")


class Request(msgspec.Struct, Generic[T], frozen=True, tag_field="op", tag=str.lower):
    """One thing asked of the daemon; `answers` is the type of what comes back."""

    answers: ClassVar[Any] = Done


class Add(Request[Added], frozen=True):
    """Remember a text given by a person or an agent."""

    answers: ClassVar[Any] = Added
    text: str
    kind: Kind = Kind.FACT
    tags: tuple[str, ...] = ()
    place: Place = Place()
    branch: str = ""
    time: str = ""  # ISO 8601; empty: now
    agent: str = "hand"  # through which door: "hand" is a person, "mcp" an agent
    derived_from: tuple[str, ...] = ()  # beginnings of the ids of what it is concluded from


class Recall(Request[Answer], frozen=True):
    """Find what answers a question."""

    answers: ClassVar[Any] = Answer
    question: Question


class Show(Request[Shown], frozen=True):
    """Give one memory whole; `id` may be a beginning that only one id has."""

    answers: ClassVar[Any] = Shown
    id: str


class List(Request[Listing], frozen=True):
    """Give memories, newest first."""

    answers: ClassVar[Any] = Listing
    place: Place = Place()
    kinds: tuple[Kind, ...] = ()
    state: State | None = None  # None: all but the forgotten
    session: str = ""
    limit: int = 20


class Read(Request[Page], frozen=True):
    """Give every memory of a place, a page at a time, in the order they were learned."""

    answers: ClassVar[Any] = Page
    place: Place = Place()
    after: int = 0  # the `next` of the page before; 0: from the first


class Forget(Request[Forgotten], frozen=True):
    """Forget the named memories, a whole session, or what a query finds."""

    answers: ClassVar[Any] = Forgotten
    ids: tuple[str, ...] = ()
    session: str = ""
    query: str = ""
    place: Place = Place()
    dry_run: bool = False
    purge: bool = False


class Undo(Request[Restored], frozen=True):
    """Bring back the named memories, or what the last forgetting took."""

    answers: ClassVar[Any] = Restored
    ids: tuple[str, ...] = ()


class Import(Request[Imported], frozen=True):
    """Read logs or files; progress comes before the report."""

    answers: ClassVar[Any] = Imported
    path: str
    format: str = "auto"
    place: Place = Place()
    wait: bool = True  # for the vectors too


class Watch(Request[watch.Watch], frozen=True):
    """Follow a folder from now on."""

    answers: ClassVar[Any] = watch.Watch
    path: str
    holds: Holds | None = None  # None: told by its content
    asker: Asker = Asker.HAND


class Unwatch(Request[watch.Watch], frozen=True):
    """Follow a folder no longer; what was read of it stays."""

    answers: ClassVar[Any] = watch.Watch
    path: str


class AskWatches(Request[Followed], frozen=True, tag="watches"):
    """Tell what is followed."""

    answers: ClassVar[Any] = Followed


class AskStatus(Request[Status], frozen=True, tag="status"):
    """Tell what the daemon is and holds."""

    answers: ClassVar[Any] = Status


class Doctor(Request[Diagnosis], frozen=True):
    """Check everything; first make the derived indexes anew, or take every act of use back."""

    answers: ClassVar[Any] = Diagnosis
    rebuild: bool = False
    forget_use: bool = False


class AskModels(Request[Models], frozen=True, tag="models"):
    """Tell which models are known and present."""

    answers: ClassVar[Any] = Models


class UseModel(Request[Done], frozen=True):
    """Switch to a model; vectors are made anew in the background."""

    name: str


class Stop(Request[Done], frozen=True):
    """End the daemon, its queue kept."""


AnyRequest = (
    Add
    | Recall
    | Show
    | List
    | Read
    | Forget
    | Undo
    | Import
    | Watch
    | Unwatch
    | AskWatches
    | AskStatus
    | Doctor
    | AskModels
    | UseModel
    | Stop
)


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

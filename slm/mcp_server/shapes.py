"""Define what each tool takes from an agent and gives back."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from slm.domain.memory import Kind
from slm.domain.question import DEFAULT_BUDGET, DEFAULT_LIMIT

MOST_HITS = 50
# Hosts warn of an answer over 10,000 tokens, and the hits come on top of the context.
LARGEST_BUDGET = 5000


class Arguments(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an agent gives to a tool."""


class Content(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a tool gives to a program; its text says the same to a model."""


Project = Annotated[str, Meta(description="default: the working directory's")]


class RecallArguments(Arguments, frozen=True, kw_only=True):
    """What is asked, and within which bounds."""

    query: str
    project: Project = ""
    limit: Annotated[int, Meta(ge=1, le=MOST_HITS)] = DEFAULT_LIMIT
    budget: Annotated[int, Meta(ge=1, le=LARGEST_BUDGET, description="tokens of context")] = (
        DEFAULT_BUDGET
    )
    kinds: tuple[Kind, ...] = ()
    since: Annotated[str, Meta(description="ISO 8601")] = ""
    everywhere: Annotated[bool, Meta(description="in every project")] = False


class Found(Content, frozen=True, kw_only=True):
    """One memory that may answer."""

    id: str
    text: Annotated[str, Meta(description="its best passage")]
    kind: str
    said_at: str
    author: str = ""
    session: str = ""
    source: str
    score: Annotated[float, Meta(description="relevance, 0-1")]


class Recalled(Content, frozen=True, kw_only=True):
    """What was found for a question."""

    context: str
    hits: tuple[Found, ...]
    reason: Annotated[str, Meta(description="why the context is empty")] = ""
    notice: str = ""


class RememberArguments(Arguments, frozen=True, kw_only=True):
    """A text to keep."""

    text: str
    kind: Kind = Kind.FACT
    tags: tuple[str, ...] = ()
    project: Project = ""


class Remembered(Content, frozen=True, kw_only=True):
    """What became of it."""

    id: str
    is_new: Annotated[bool, Meta(description="false: known already")]
    redacted: Annotated[tuple[str, ...], Meta(description="kinds of secrets taken out")]
    notice: str = ""


class ShowArguments(Arguments, frozen=True, kw_only=True):
    """Which memory."""

    id: str


class Whole(Content, frozen=True, kw_only=True):
    """A memory and where it comes from."""

    id: str
    text: str
    kind: str
    said_at: str
    author: str = ""
    session: str = ""
    source: str
    path: str = ""
    project: str = ""
    branch: str = ""
    tags: tuple[str, ...] = ()
    state: str
    replaced_by: str = ""


class ForgetArguments(Arguments, frozen=True, kw_only=True):
    """Which memories."""

    ids: tuple[str, ...] = ()
    query: str = ""
    project: Project = ""
    dry_run: Annotated[
        bool | UnsetType, Meta(description="only list; default: true with a query")
    ] = UNSET


class Line(Content, frozen=True, kw_only=True):
    """A memory, enough of it to recognise it by."""

    id: str
    text: str


class Forgotten(Content, frozen=True, kw_only=True):
    """What was, or would be, forgotten."""

    memories: tuple[Line, ...]
    dry_run: bool
    undo: Annotated[str, Meta(description="command that brings them back")] = ""

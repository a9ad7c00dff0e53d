"""Offer the tools, and put what they are asked to the daemon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import UNSET

from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.frame import bare
from slm.domain.question import Hit, Place, Question
from slm.errors import UsageError
from slm.mcp_server import wording
from slm.mcp_server.shapes import (
    Arguments,
    Content,
    ForgetArguments,
    Forgotten,
    Found,
    RecallArguments,
    Recalled,
    RememberArguments,
    Remembered,
    ShowArguments,
    Whole,
)
from slm.wire.messages import Add, Forget, Recall, Request, Show

T = TypeVar("T")
Taken = TypeVar("Taken", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, as texts to read and as content to work with."""

    texts: tuple[str, ...]
    content: Content


class Caller:
    """The agent that calls: where it works, and its way to the daemon."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def ask(self, request: Request[T]) -> T:
        """Have the daemon carry out a request."""
        # Read at each call: a config file that cannot be read then fails calls, not the server,
        # and mending it is enough.
        return ask(load_settings(), request)

    def place(self, project: str, *, everywhere: bool = False) -> Place:
        """The project named, or the one of the agent's folder; raises UsageError for two places."""
        if project and everywhere:
            raise UsageError("project and everywhere exclude each other", "leave one of them out")
        return Place(project, "" if project else self._folder, everywhere)


@dataclass(frozen=True, slots=True)
class Tool(Generic[Taken]):
    """One thing an agent can do."""

    name: str
    description: str
    takes: type[Taken]
    gives: type[Content]
    carry_out: Callable[[Caller, Taken], Reply]
    only_reads: bool = False
    takes_away: bool = False
    twice_is_once: bool = True

    def call(self, caller: Caller, arguments: Mapping[str, Any]) -> Reply:
        """Read the arguments and carry it out; raises MemError."""
        # Models write null for what they leave out, and "5" for 5.
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            taken = msgspec.convert(given, self.takes, strict=False)
        except msgspec.ValidationError as exc:
            raise UsageError(f"{self.name}: {exc}", self._usage()) from exc
        return self.carry_out(caller, taken)

    def _usage(self) -> str:
        fields = msgspec.structs.fields(self.takes)
        names = (field.name if field.required else f"{field.name}?" for field in fields)
        return f"it takes {', '.join(names)}"


def recall(caller: Caller, asked: RecallArguments) -> Reply:
    """Find what answers a question."""
    question = Question(
        asked.query,
        caller.place(asked.project, everywhere=asked.everywhere),
        limit=asked.limit,
        budget=asked.budget,
        kinds=asked.kinds,
        since=_moment(asked.since) if asked.since else None,
    )
    answer = caller.ask(Recall(question))
    content = Recalled(
        context=bare(answer.context),
        hits=tuple(_found(hit) for hit in answer.hits),
        reason=answer.reason,
        notice=answer.notice,
    )
    return Reply(_texts(answer.context or answer.reason, answer.notice), content)


def remember(caller: Caller, given: RememberArguments) -> Reply:
    """Keep a text."""
    place = caller.place(given.project)
    added = caller.ask(Add(given.text, given.kind, given.tags, place, agent="mcp"))
    content = Remembered(
        id=added.id, is_new=added.is_new, redacted=added.redacted, notice=added.notice
    )
    return Reply(_texts(wording.kept(added), added.notice), content)


def show(caller: Caller, wanted: ShowArguments) -> Reply:
    """Give one memory whole."""
    memory = caller.ask(Show(wanted.id)).memory
    content = Whole(
        id=memory.id,
        text=bare(memory.text),
        kind=memory.kind,
        said_at=wording.written(memory.said_at),
        author=memory.origin.author,
        session=memory.origin.session,
        source=wording.source(memory.origin),
        path=memory.origin.path,
        project=memory.project,
        branch=memory.branch,
        tags=memory.tags,
        state=memory.state,
        replaced_by=memory.replaced_by or "",
    )
    return Reply((wording.quoted(memory),), content)


def forget(caller: Caller, wanted: ForgetArguments) -> Reply:
    """Hide memories, or list which would be hidden."""
    if not wanted.ids and not wanted.query:
        raise UsageError("forget: neither ids nor a query is given", "recall finds ids")
    # A query may find more than was meant, so it takes nothing away unless told to.
    is_dry = bool(wanted.query) if wanted.dry_run is UNSET else bool(wanted.dry_run)
    place = caller.place(wanted.project)
    forgotten = caller.ask(Forget(wanted.ids, query=wanted.query, place=place, dry_run=is_dry))
    lines = tuple(wording.line(memory) for memory in forgotten.memories)
    undo = "" if is_dry else " ".join(("mem undo", *(one.id for one in lines)))
    content = Forgotten(memories=lines, dry_run=is_dry, undo=undo)
    return Reply((wording.taken_away(lines, is_dry=is_dry),), content)


def _found(hit: Hit) -> Found:
    memory = hit.memory
    return Found(
        id=memory.id,
        text=bare(hit.passage),
        kind=memory.kind,
        said_at=wording.written(memory.said_at),
        author=memory.origin.author,
        session=memory.origin.session,
        source=wording.source(memory.origin),
        score=hit.score,
    )


def _texts(*texts: str) -> tuple[str, ...]:
    return tuple(bare(text) for text in texts if text)


def _moment(time: str) -> datetime:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError as exc:
        raise UsageError(f"{time!r} is not a time", "as in 2026-05-04 or 2026-05-04T17:30") from exc
    return moment if moment.tzinfo else moment.astimezone()


# Each says what it does and gives, and no more: what agents should do with it is not ours to say.
TOOLS: tuple[Tool[Any], ...] = (
    Tool(
        "recall",
        "Search what was said, written and decided before. Gives quotations, each with id, date, "
        "author and source; an empty context, with the reason, where nothing fits.",
        RecallArguments,
        Recalled,
        recall,
        only_reads=True,
    ),
    Tool(
        "remember",
        "Keep a text for later sessions. Secrets are taken out of it first; the same text in the "
        "same project is kept once.",
        RememberArguments,
        Remembered,
        remember,
    ),
    Tool(
        "show",
        "One memory, whole, by its id or the beginning of its id.",
        ShowArguments,
        Whole,
        show,
        only_reads=True,
    ),
    Tool(
        "forget",
        "Hide memories, by ids or by query, from every later answer. It can be undone for "
        f"{wording.UNDO_DAYS} days. A query lists what it finds and hides it only with "
        "dry_run false.",
        ForgetArguments,
        Forgotten,
        forget,
        takes_away=True,
        twice_is_once=False,  # a query finds others once the first are hidden
    ),
)

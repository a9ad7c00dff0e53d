"""Describe what a log or file holds, before anything of it is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slm.domain.memory import Kind


class Sort(StrEnum):
    """Whether a turn is speech, or one of the things that stand beside speech in a log."""

    SPEECH = "speech"  # what a person or an agent said
    THOUGHT = "thought"  # an agent's reasoning, not meant for the user
    CALL = "tool call"
    RESULT = "tool result"
    INJECTED = "injected"  # put into the conversation by the host, a hook or a memory tool
    SUMMARY = "compaction summary"
    REPORT = "subagent's report"  # what a subagent came back with, or a reviewer
    TITLE = "title"  # what the host calls the session
    ASIDE = "sidechain"  # a subagent's talk with its parent agent
    MACHINE = "memory tool's session"  # a model at work for a memory: nobody spoke
    PIECE = "piece"  # a section of a document, a commit message
    GENERATED = "generated file"  # a program wrote it, or shortened it
    DATA = "data file"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a session, or one piece of a file, as its format found it."""

    sort: Sort
    text: str
    session: str = ""  # the agent's own id of the session
    record: str = ""  # the record's own id, or its ordinal in the session
    part: int = 0  # which text of the record, where it has several
    author: str = ""
    said_at: datetime | None = None  # aware
    folder: str = ""  # the working directory recorded with the turn
    branch: str = ""
    kind: Kind = Kind.EXPERIENCE
    tags: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()  # ids of the memories it is concluded from
    call: str = ""  # of a call and its result: the host's own id, which joins the two
    failed: bool | None = None  # of a result; None where the log does not say


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a log that yields no turn: a broken line, or a record nobody knows."""

    reason: str  # a short phrase to count by: "broken line", "unknown record mystery-type"
    line: int = 0  # 1-based; 0 where lines do not apply

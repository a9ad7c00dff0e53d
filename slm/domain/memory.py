"""Describe a memory, and the draft it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

MemoryId = NewType("MemoryId", str)

# Authors that are no names: whoever asks about "the user" means nobody in particular.
ROLES = frozenset({"", "user", "assistant", "subagent"})

# The tag of what the host of an agent calls a session.
TITLE = "title"


class Kind(StrEnum):
    """What sort of thing is remembered; evidence and inference never mix."""

    EXPERIENCE = "experience"  # a turn or an action, as it happened
    FACT = "fact"  # something true of the project or the world
    DECISION = "decision"  # what was chosen
    PREFERENCE = "preference"  # how the user likes it
    LESSON = "lesson"  # what failed, and what then worked
    RESOURCE = "resource"  # a piece of a project file
    SUMMARY = "summary"  # concluded from others
    BELIEF = "belief"  # concluded from others, with confidence


class State(StrEnum):
    """How present a memory is."""

    ACTIVE = "active"
    WARM = "warm"
    COLD = "cold"
    ARCHIVE = "archive"
    FORGOTTEN = "forgotten"  # out of every index, kept for undo
    SUPERSEDED = "superseded"  # out of every index: the file it was read from says otherwise now


OUT_OF_INDEX = frozenset({State.FORGOTTEN, State.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a memory comes from."""

    agent: str  # "claude-code", "codex", "markdown", "git", "jsonl", "mcp", or "hand"
    session: str = ""  # the agent's own id of the session
    author: str = ""  # who said or wrote it: one of ROLES, or a name
    path: str = ""  # the log or file it was read from
    source_id: str = ""  # the record's own id, commit hash, or ordinal in its session


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be remembered; its secrets may not have been taken out yet."""

    id: MemoryId
    text: str
    kind: Kind
    origin: Origin
    said_at: datetime | None = None  # aware; None when nobody knows
    branch: str = ""
    folder: str = ""  # where it happened; tells the project when none is named
    tags: tuple[str, ...] = ()
    derived_from: tuple[MemoryId, ...] = ()  # the evidence it is concluded from


@dataclass(frozen=True, slots=True)
class Memory:
    """One remembered thing: the truth that every index is derived from."""

    id: MemoryId
    text: str
    kind: Kind
    origin: Origin
    project: str  # "" holds for the user everywhere
    branch: str
    said_at: datetime  # when it was said or written; learned_at where nobody knows
    learned_at: datetime
    state: State
    tags: tuple[str, ...]
    trust: float  # 0-1
    strength: float  # days until a memory unused is e times less present
    uses: int
    replaced_by: MemoryId | None = None
    derived_from: tuple[MemoryId, ...] = ()  # the evidence it is concluded from, there or not
    valid_to: datetime | None = None  # until when it was true; None: still

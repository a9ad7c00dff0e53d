"""Describe a question, and what is found for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from slm.domain.memory import Kind, Memory, MemoryId

DEFAULT_LIMIT = 10
DEFAULT_BRIEF = 800  # tokens of a brief, its frame included: less than a page
DEFAULT_BUDGET = 1000  # tokens, of which ceil(characters / 4) are counted


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is asked or a memory made: a project by name, or the folder one is in."""

    project: str = ""
    folder: str = ""
    everywhere: bool = False  # every project, not only this one and the user's own
    branch: str = (
        ""  # the one that the folder is on, which the daemon finds; "": none in particular
    )
    is_project: bool = False  # an agent works in the folder: whatever is known of it


@dataclass(frozen=True, slots=True)
class Present:
    """What the asker has before them already: it is not told again."""

    session: str = ""  # all that was said in it, ...
    since: datetime | None = None  # ... since then: what was before may have been compacted away
    ids: tuple[str, ...] = ()  # what was shown


NOTHING = Present()


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know, and within which bounds."""

    text: str
    place: Place = Place()
    limit: int = DEFAULT_LIMIT
    budget: int = DEFAULT_BUDGET
    kinds: tuple[Kind, ...] = ()  # empty: every kind
    since: datetime | None = None  # said at or after
    as_of: datetime | None = None  # as it was known then
    present: Present = NOTHING
    least: float = 0.0  # what scores lower is found, and not given
    quick: bool = False  # never look wider, however unsure
    learn: bool = True  # go by what was opened before, and notice what is opened of the answer


@dataclass(frozen=True, slots=True)
class Hit:
    """A memory that may answer, with its best passage."""

    memory: Memory
    passage: str
    score: float  # calibrated relevance, 0-1, comparable between questions
    why: Mapping[str, float] = field(default_factory=dict)  # each signal behind the score


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question."""

    hits: tuple[Hit, ...]  # best first, never gated
    context: str  # what an agent would be given within the budget; empty: nothing worth showing
    reason: str  # why the context is empty, or ""
    notice: str  # "" or what the user should know: that meaning is off, say
    took_ms: float
    gate: str = ""  # how sure recall is that anything answers, and whether it looked wider for that
    given: tuple[MemoryId, ...] = ()  # the memories that the context is made of, the best first

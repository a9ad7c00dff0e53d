"""Brief an agent on a project: what is preferred, decided and learned, and what was done last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from slm.domain.episode import Session
from slm.domain.memory import Kind, Memory, MemoryId
from slm.recall.budget import CHARACTERS_A_TOKEN, Shown
from slm.recall.budget.lines import SHOWN_ID, note, one_line

# What a new session should know before anything is asked, in this order, and of each the newest.
SECTIONS = (
    (Kind.PREFERENCE, "How it is liked here:"),
    (Kind.DECISION, "Decided:"),
    (Kind.LESSON, "Learned:"),
    (Kind.FACT, "Noted:"),
)
KINDS = tuple(kind for kind, _ in SECTIONS)
MOST_OF_A_KIND = 8
# A conclusion is a sentence or two; what is longer was not meant for a list.
LONGEST_LINE = 400  # characters


SESSIONS = "Lately:"
# Of a session, how it began, or what it is called, and how it ended.
LONGEST_BEGINNING, LONGEST_END = 150, 250


@dataclass(frozen=True, slots=True)
class Lately:
    """A session that ended not long ago."""

    session: Session
    ends: tuple[Memory, ...]  # its first prompt and its last answer, as far as it has them
    note: str = ""  # where alone it holds


@dataclass(frozen=True, slots=True)
class Brief:
    """What an agent is told at the start, and of which memories it is made."""

    text: str
    given: tuple[MemoryId, ...]


def brief(concluded: Sequence[Shown], lately: Sequence[Lately], budget: int) -> Brief:
    """Lines of at most `budget` tokens of what is given newest first, by kind; sessions last."""
    room = budget * CHARACTERS_A_TOKEN
    lines: list[str] = []
    given: list[MemoryId] = []
    for heading, line, ids in chain(_lines(concluded), _sessions(lately)):
        needed = len(line) + 1 + (0 if heading in lines else len(heading) + 1)
        if needed > room:
            continue
        room -= needed
        lines += [line] if heading in lines else [heading, line]
        given += ids
    return Brief("\n".join(lines), tuple(given))


_Line = tuple[str, str, tuple[MemoryId, ...]]  # heading, line, and the memories it is of


def _lines(concluded: Sequence[Shown]) -> Iterator[_Line]:
    for kind, heading in SECTIONS:
        of_kind = [one for one in concluded if one.memory.kind is kind]
        for one in of_kind[:MOST_OF_A_KIND]:
            yield heading, _line(one), (one.memory.id,)


def _sessions(lately: Sequence[Lately]) -> Iterator[_Line]:
    for one in lately:
        session = one.session
        day = f"{session.ended_at.astimezone():%Y-%m-%d}"
        begin, *rest = [one_line(end.text, LONGEST_END) for end in one.ends] or [""]
        told = one_line(session.title or begin, LONGEST_BEGINNING)
        outcome = f" → {rest[-1]}" if rest else ""
        if told:
            where = f", {one.note}" if one.note else ""
            line = f"[{day} {session.agent} {session.session[:8]}{where}] {told}{outcome}"
            yield SESSIONS, line, ()  # the beginnings of turns: whole, they may be told yet


def _line(one: Shown) -> str:
    day = f"{one.memory.said_at.astimezone():%Y-%m-%d}"
    heading = f"[{one.memory.id[:SHOWN_ID]} {day}{note(one)}]"
    return f"{heading} {one_line(one.memory.text, LONGEST_LINE)}"

"""Brief an agent on a project: what was decided, what is preferred, what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slm.domain.memory import Kind, Memory, MemoryId
from slm.recall.budget import CHARACTERS_A_TOKEN
from slm.recall.budget.lines import SHOWN_ID, one_line

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


@dataclass(frozen=True, slots=True)
class Brief:
    """What an agent is told at the start, and of which memories it is made."""

    text: str
    given: tuple[MemoryId, ...]


def brief(memories: Sequence[Memory], budget: int) -> Brief:
    """Lines of at most `budget` tokens of what is given newest first, by kind."""
    room = budget * CHARACTERS_A_TOKEN
    lines: list[str] = []
    given: list[MemoryId] = []
    for heading, line, id_ in _lines(memories):
        needed = len(line) + 1 + (0 if heading in lines else len(heading) + 1)
        if needed > room:
            continue
        room -= needed
        lines += [line] if heading in lines else [heading, line]
        given.append(id_)
    return Brief("\n".join(lines), tuple(given))


def _lines(memories: Sequence[Memory]) -> Iterator[tuple[str, str, MemoryId]]:
    for kind, heading in SECTIONS:
        of_kind = [memory for memory in memories if memory.kind is kind]
        for memory in of_kind[:MOST_OF_A_KIND]:
            yield heading, _line(memory), memory.id


def _line(memory: Memory) -> str:
    day = f"{memory.said_at.astimezone():%Y-%m-%d}"
    return f"[{memory.id[:SHOWN_ID]} {day}] {one_line(memory.text, LONGEST_LINE)}"

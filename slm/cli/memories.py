"""Print memories: many as a table, one whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from slm.cli.printing import print_pairs, print_table
from slm.cli.terminal import harmless, one_line
from slm.domain.memory import Memory
from slm.domain.reports import Shown

COLUMNS = ("id", "said", "kind", "project", "text")


def print_memories(memories: Sequence[Memory]) -> None:
    """Print one memory a line, its text last, since that takes what room there is."""
    print_table(COLUMNS, map(_row, memories))


def print_whole(shown: Shown) -> None:
    """Print all that is known of a memory, then its text."""
    memory, origin = shown.memory, shown.memory.origin
    pairs = [
        ("id", memory.id),
        ("kind", memory.kind),
        ("said", moment(memory.said_at)),
        ("learned", moment(memory.learned_at)),
        ("author", origin.author),
        ("agent", origin.agent),
        ("session", origin.session),
        ("record", origin.source_id),
        ("path", origin.path),
        ("project", memory.project),
        ("branch", memory.branch),
        ("tags", ", ".join(memory.tags)),
        ("derived from", ", ".join(memory.derived_from)),
        ("state", _state(shown)),
        ("note", shown.stale),
        ("replaced by", memory.replaced_by or ""),
        ("passages", f"{shown.passages}, {shown.embedded} with their vector"),
    ]
    print_pairs((name, one_line(value)) for name, value in pairs if value)
    print(f"\n{harmless(memory.text)}")


def moment(when: datetime) -> str:
    """The local date and time."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def _row(memory: Memory) -> tuple[str, ...]:
    day = f"{memory.said_at.astimezone():%Y-%m-%d}"
    return memory.id, day, memory.kind, memory.project, memory.text


def _state(shown: Shown) -> str:
    if shown.forgotten_days is None:
        ended = shown.memory.valid_to
        return f"{shown.memory.state}{f' {moment(ended)}' if ended else ''}"
    return f"{shown.memory.state} {shown.forgotten_days:.0f} days ago"

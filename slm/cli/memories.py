"""Print memories: many as a table, one whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from slm.cli.printing import print_pairs, print_table
from slm.cli.terminal import harmless, one_line
from slm.domain.memory import Memory
from slm.domain.reports import Shown

Row = tuple[str, ...]

COLUMNS: Row = ("id", "said", "kind", "project", "branch", "text")
BRANCH = COLUMNS.index("branch")


def print_memories(memories: Sequence[Memory], states: Mapping[str, str] | None = None) -> None:
    """Print one memory a line, its text last, since that takes what room there is.

    `states` tells by ids what became of their branches, where that is known.
    """
    known = states or {}
    rows = [_row(memory, on_branch(memory, known.get(memory.id, ""))) for memory in memories]
    has_branches = any(row[BRANCH] for row in rows)
    columns, rows = (COLUMNS, rows) if has_branches else _without_branches(rows)
    print_table(columns, rows)


def _without_branches(rows: Sequence[Row]) -> tuple[Row, list[Row]]:
    without = [row[:BRANCH] + row[BRANCH + 1 :] for row in rows]
    return COLUMNS[:BRANCH] + COLUMNS[BRANCH + 1 :], without


def on_branch(memory: Memory, state: str) -> str:
    """The branch that a memory was made on, with what became of it."""
    return f"{memory.branch} ({state})" if memory.branch and state else memory.branch


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
        ("branch", on_branch(memory, shown.branch_state)),
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


def _row(memory: Memory, branch: str) -> Row:
    day = f"{memory.said_at.astimezone():%Y-%m-%d}"
    return memory.id, day, memory.kind, memory.project, branch, memory.text


def _state(shown: Shown) -> str:
    if shown.forgotten_days is None:
        ended = shown.memory.valid_to
        return f"{shown.memory.state}{f' {moment(ended)}' if ended else ''}"
    return f"{shown.memory.state} {shown.forgotten_days:.0f} days ago"

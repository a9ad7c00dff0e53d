"""Tell by indentation which lines belong to what the line above them opens."""

from __future__ import annotations

from collections.abc import Sequence

# A line at a definition's own depth that still belongs to it: the end of its signature or its body.
CLOSERS = (")", "}", "]", "{")


def block_end(lines: Sequence[str], start: int, continues: tuple[str, ...] = CLOSERS) -> int:
    """The line after the block that `start` opens; blank lines at its end included."""
    own = depth(lines[start])
    stop = start + 1
    while stop < len(lines) and _belongs(lines[stop], own, continues):
        stop += 1
    return stop


def _belongs(line: str, own: int, continues: tuple[str, ...]) -> bool:
    stripped = line.lstrip()
    is_end = depth(line) == own and stripped.startswith(continues)
    return not stripped or depth(line) > own or is_end


def depth(line: str) -> int:
    """How far a line is indented, in characters."""
    return len(line) - len(line.lstrip())

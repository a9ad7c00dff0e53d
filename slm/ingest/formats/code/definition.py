"""Hold one definition of a program, and the lines around a text's definitions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from textwrap import dedent

# What stands outside of every definition: constants, and what a script does.
TOP_LEVEL = "top level"
MODULE = "module docstring"


@dataclass(frozen=True, slots=True)
class Definition:
    """What defines one name, whole: comments and decorators above it, signature and body."""

    name: str  # qualified, with dots: "Store.open"; "" for a file that is one piece
    text: str


def written(lines: Sequence[str], start: int, stop: int, but: Collection[int] = ()) -> str:
    """The lines from `start` up to `stop` without those in `but`, brought to the margin."""
    kept = [lines[at] for at in range(start, stop) if at not in but]
    return dedent("\n".join(kept)).strip("\n")


def qualified(parent: str, name: str) -> str:
    """A name with that of what it is defined in."""
    return f"{parent}.{name}" if parent else name

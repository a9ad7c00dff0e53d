"""Describe a branch as it was last seen: where it stands, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BranchState(StrEnum):
    """What became of a branch's work."""

    OPEN = "open"  # not in the main line yet
    MERGED = "merged"  # in it, as it was or squashed
    GONE = "dropped"  # deleted, and never reached from the main line


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of one repository."""

    name: str
    tip: str  # its last commit; "" before the first
    state: BranchState
    present: str  # what it is called now: its name, or what it was renamed to
    holds: tuple[str, ...] = ()  # other open branches whose work is in it

"""Describe what may be given to an agent: a memory that was found, and its place."""

from __future__ import annotations

from dataclasses import dataclass

from slm.domain.memory import Kind, Memory

Section = tuple[bool, int]

# Concluded from other memories: read first, and never taken for what somebody said.
CONCLUDED = frozenset({Kind.SUMMARY, Kind.BELIEF})


@dataclass(frozen=True, slots=True)
class Shown:
    """A memory that may be given to an agent."""

    memory: Memory
    passage: str  # what of its text answers best
    score: float  # calibrated relevance, 0-1
    group: int  # its session or document
    position: int  # its place there
    note: str = ""  # where alone it holds
    remark: str = ""  # what a reader must know of it: that what it names moved on, say

    @property
    def is_concluded(self) -> bool:
        """Whether it is a conclusion, and no evidence."""
        return self.memory.kind in CONCLUDED

    @property
    def section(self) -> Section:
        """What its line stands together with: the evidence of one session, or its conclusions."""
        return not self.is_concluded, self.group

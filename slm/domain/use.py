"""Describe what somebody did with a memory that an answer had shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What was done on purpose; being shown is no act."""

    OPENED = "opened"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Use:
    """One act, and what it moves."""

    memory: int  # its row
    question: int  # a hash: nobody can read from it what was asked
    act: Act
    moved: Mapping[str, float] = field(default_factory=dict)  # by channel, towards more or less

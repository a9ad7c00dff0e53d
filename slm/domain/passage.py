"""Describe a passage: the part of a memory that one vector and one full-text row stand for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A passage by where it lies in its memory's text, in characters."""

    start: int
    stop: int
    by_meaning: bool = True  # False: found by its words alone


@dataclass(frozen=True, slots=True)
class Waiting:
    """A passage whose vector is still to be made."""

    row: int
    project: int
    author: str
    said_at: datetime
    text: str

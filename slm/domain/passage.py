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


@dataclass(frozen=True, slots=True)
class Embedded:
    """A passage with its vectors, each shortened to what is kept of it (slm/embed)."""

    passage: Waiting
    bits: bytes  # one a dimension: finds
    code: bytes  # four bits a dimension: orders
    tokens: bytes  # of each telling token one bit a dimension: compares word by word

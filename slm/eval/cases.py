"""Describe a question whose answer is known, and the fold it is scored in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FOLDS = 4
WEEK = 7


@dataclass(frozen=True, slots=True)
class Case:
    """A question, where it is asked, and what should be found."""

    id: str
    query: str
    project: str
    gold: frozenset[str]  # ids of what answers
    fold: str  # the ranker that may answer it is the one trained without this fold
    groups: tuple[str, ...] = ()  # the rows of a report in which it counts
    rivals: frozenset[str] = frozenset()  # ids of what nearly answers


def week_fold(day: date) -> str:
    """The fold of a day: whole weeks from Monday on, every fourth week together."""
    weeks = (day.toordinal() - 1) // WEEK  # day 1, 1 January of the year 1, was a Monday
    return str(weeks % FOLDS)


def number_fold(number: int) -> str:
    """The fold of the question of this number in its set."""
    return str(number % FOLDS)

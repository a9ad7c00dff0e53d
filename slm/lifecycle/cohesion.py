"""Tell how well each turn of a session goes with what was said before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from slm.domain.memory import ROLES
from slm.domain.words import telling
from slm.lifecycle.cues import NONE, Cues, cues

# What counts as usual is told from so many turns before: half as many cost .01 of the AUROC of
# LoCoMo's borders, and with a bound a session can be read on without its beginning.
LATELY = 128
# Turns on each side of a gap that say what it is about there. Borders between agents' sessions want
# four to six, people's talk one or two: that is what surprise looks at.
BLOCK = 4
# Turns before, the best of which must lead to a turn; fewer than an episode has.
RECENT = 3
# Letters that words with one stem share: better by .01 than whole words, and no grammar needed.
STEM = 6
# A longer turn is a paste: its beginning says what it is about.
MOST_READ = 4_000
# Until a session has said what is usual in it, what was usual in others counts as so many turns.
OTHERS = 8
# That is (mean, spread) of the likeness of blocks and of the nearest recent turn: of vectors of
# people's talk (LoCoMo) and of agents' work (295 logs), and of words in both.
_PEOPLE = ((0.19, 0.20), (0.33, 0.18))
_WORK = ((0.58, 0.12), (0.48, 0.18))
_WORDS = ((0.12, 0.07), (0.13, 0.10))

Rows = NDArray[np.float64]
_Marks = NDArray[np.bool_]
_Weights = Mapping[str, float]
_WORD = re.compile(r"[^\W\d_]{2,}")
_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A turn as far as cutting needs it."""

    author: str
    said_at: datetime | None  # aware; None: nobody knows
    words: frozenset[str] = frozenset()  # stems of those that tell what it is about
    length: int = 0  # characters
    vector: NDArray[np.float32] | None = None
    cues: Cues = NONE


def said(
    author: str, said_at: datetime | None, text: str, vector: NDArray[np.float32] | None = None
) -> Said:
    """Read a turn."""
    words = (word.lower() for word in _WORD.findall(text[:MOST_READ]))
    stems = frozenset(word[:STEM] for word in words if telling(word))
    return Said(author, said_at, stems, len(text), vector, cues(text))


@dataclass(frozen=True, slots=True, eq=False)
class Cohesion:
    """How unusual each turn is after those before it, in standard deviations of its session."""

    topic: Rows  # the next turns are about something else than the last ones
    surprise: Rows  # none of the last turns leads to this one


# How alike, for blocks and for recent turns; and where there is anything to compare.
_Likeness = tuple[tuple[Rows, Rows], tuple[_Marks, _Marks]]


def cohesion(turns: Sequence[Said]) -> Cohesion:
    """Compare each turn with those before it, by words, and by vectors where there are some.

    Where there is neither, it goes as well as usual.
    """
    works = np.array([turn.author in ROLES for turn in turns])
    by_words = _by_words(turns)
    below = [_standard(by_words[0], _WORDS, _WORDS, works)]
    known = [by_words[1]]
    if any(turn.vector is not None for turn in turns):
        by_vectors = _by_vectors(turns)
        below.append(_standard(by_vectors[0], _PEOPLE, _WORK, works))
        known.append(by_vectors[1])
    topic, surprise = (
        sum(one[which] * marks[which] for one, marks in zip(below, known, strict=True))
        / np.maximum(sum(marks[which].astype(float) for marks in known), 1)
        for which in (0, 1)
    )
    return Cohesion(topic, surprise)


def _by_vectors(turns: Sequence[Said]) -> _Likeness:
    """How near blocks and recent turns are, and where there are vectors to tell."""
    rows = _without_habits(turns)
    has = np.array([turn.vector is not None for turn in turns])
    sums = np.vstack((np.zeros(rows.shape[1]), np.cumsum(rows, axis=0)))
    here = np.arange(len(turns))
    before = sums[here] - sums[np.maximum(here - BLOCK, 0)]
    after = sums[np.minimum(here + BLOCK, len(turns))] - sums[here]
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    blocks: Rows = np.einsum("ij,ij->i", before, after) / np.maximum(norms, _TINY)
    nearest = np.full(len(turns), -1.0)
    for back in range(1, RECENT + 1):
        near = np.einsum("ij,ij->i", rows[back:], rows[:-back])
        nearest[back:] = np.maximum(nearest[back:], np.where(has[:-back], near, -1.0))
    return (blocks, nearest), (np.asarray(norms > _TINY), has & (nearest > -1))


def _without_habits(turns: Sequence[Said]) -> Rows:
    """Vectors of length one; those of people by name without what is common to all of theirs.

    Their name and the day stand in each of them (lifecycle/embedding.py), and hide the topic: AUROC
    of LoCoMo's borders .56 with these, .87 without.
    """
    dimension = next(len(turn.vector) for turn in turns if turn.vector is not None)
    rows = np.zeros((len(turns), dimension))
    spoken: dict[str, list[int]] = {}
    for place, turn in enumerate(turns):
        if turn.vector is not None:
            rows[place] = turn.vector
            spoken.setdefault(turn.author, []).append(place)
    for author, places in spoken.items():
        if author not in ROLES:
            rows[places] -= _usual(rows[places], np.array(places))
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY))


def _usual(rows: Rows, places: NDArray[np.intp]) -> Rows:
    """The mean of a person's turns lately, as of each of them."""
    sums = np.vstack((np.zeros(rows.shape[1]), np.cumsum(rows, axis=0)))
    first = np.searchsorted(places, places - LATELY + 1)
    last = np.arange(1, len(places) + 1)
    mean: Rows = (sums[last] - sums[first]) / (last - first + 1)[:, None]
    return mean


def _by_words(turns: Sequence[Said]) -> _Likeness:
    """The same by the words they share, rare ones more."""
    weights = _rarity(turns)
    blocks, nearest = np.zeros(len(turns)), np.zeros(len(turns))
    are_blocks, are_near = np.zeros(len(turns), bool), np.zeros(len(turns), bool)
    for here, own in enumerate(weights):
        before = _joined(weights[max(0, here - BLOCK) : here])
        after = _joined(weights[here : here + BLOCK])
        blocks[here], are_blocks[here] = _shared(before, after), bool(before and after)
        recent = [one for one in weights[max(0, here - RECENT) : here] if one]
        nearest[here] = max((_shared(one, own) for one in recent), default=0.0)
        are_near[here] = bool(recent and own)
    return (blocks, nearest), (are_blocks, are_near)


def _rarity(turns: Sequence[Said]) -> list[dict[str, float]]:
    """Each turn's words, weighed by how few of the turns lately have them."""
    counts: Counter[str] = Counter()
    weights = []
    for here, turn in enumerate(turns):
        counts.update(turn.words)
        if here >= LATELY:
            counts.subtract(turns[here - LATELY].words)
        total = min(here + 1, LATELY) + 1
        weights.append({word: log(total / counts[word]) for word in turn.words})
    return weights


def _joined(weights: Sequence[_Weights]) -> _Weights:
    joined: dict[str, float] = {}
    for one in weights:
        joined |= one
    return joined


def _shared(one: _Weights, other: _Weights) -> float:
    """The cosine of two bags of words."""
    common = sorted(one.keys() & other.keys())  # sums of floats depend on their order
    if not common:
        return 0.0
    lengths = _length(one) * _length(other)
    return sum(min(one[word], other[word]) ** 2 for word in common) / lengths if lengths else 0.0


def _length(weights: _Weights) -> float:
    return sqrt(sum(value**2 for value in sorted(weights.values())))


def _standard(
    likeness: tuple[Rows, Rows],
    people: Sequence[tuple[float, float]],
    work: Sequence[tuple[float, float]],
    works: _Marks,
) -> tuple[Rows, Rows]:
    """How much less alike than usual, for blocks and for recent turns."""
    blocks, nearest = (
        _below_usual(
            one, np.where(works, at_work[0], talk[0]), np.where(works, at_work[1], talk[1])
        )
        for one, talk, at_work in zip(likeness, people, work, strict=True)
    )
    return blocks, nearest


def _below_usual(likeness: Rows, mean: Rows, spread: Rows) -> Rows:
    """By how many standard deviations of the last turns, the first of all left out, it is lower."""
    sums = np.concatenate(([0.0], np.cumsum(likeness)))
    squares = np.concatenate(([0.0], np.cumsum(likeness**2)))
    last = np.arange(1, len(likeness) + 1)
    first = np.minimum(np.maximum(last - LATELY, 1), last)
    count = last - first + OTHERS
    usual = (sums[last] - sums[first] + OTHERS * mean) / count
    square = (squares[last] - squares[first] + OTHERS * (mean**2 + spread**2)) / count
    return np.asarray((usual - likeness) / np.sqrt(np.maximum(square - usual**2, _TINY)))

"""Order candidates by learned weights, and say how sure it is that any of them answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
import numpy as np

from slm.recall.pool import Numbers, Pool, Rows, Style
from slm.recall.ranking.features import features
from slm.recall.ranking.habits import NONE, Habits, lean
from slm.recall.ranking.signals import signals

# A logistic's argument beyond which it is 0 or 1 to a float's last digit.
FAR = 30.0
DIGITS = 6
# How likely what was said at a time answers who asks for nothing but that time: a rule may have
# misread it.
ANSWERS_THEN = 0.9


class Linear(msgspec.Struct, frozen=True):
    """A weighted sum of named numbers."""

    bias: float
    weights: dict[str, float]


class Weights(msgspec.Struct, frozen=True):
    """All that is learned for one way of asking, with or without a model.

    Each style's sum is the log-odds that a candidate answers; its level means something only beside
    the other candidates for the same question, so `answerable` tells the question's own level.
    """

    styles: dict[Style, Linear]
    answerable: Linear  # log-odds that the first candidate answers
    # Log-odds that the first candidate is right, where any is: a + b * how far it leads the second.
    lead: tuple[float, float]
    # The same of any other: a + b * how far it stands below the first, a number below 0.
    gap: tuple[float, float]


class Ranker(msgspec.Struct, frozen=True):
    """Learned weights, as they stand in a file."""

    by_meaning: Weights
    by_words: Weights  # without a model
    about: dict[str, object] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The candidates in order."""

    order: Rows  # places in the pool, best first
    scores: Numbers  # of each place in the pool: calibrated relevance, 0-1
    answerable: float  # how sure it is that anything here answers, 0-1
    asks_for_somebody: bool = False  # by name, who is the author of a candidate
    features: Mapping[str, Numbers] = field(default_factory=dict)
    weights: Weights | None = None  # None: nothing was weighed
    leaning: Numbers | None = None  # what habit added to each place's log-odds


EMPTY = Ranking(np.zeros(0, np.int64), np.zeros(0, np.float32), 0.0)


def rank(pool: Pool, ranker: Ranker, habits: Habits = NONE) -> Ranking:
    """All candidates, best first; ties go to the one learned first."""
    if not len(pool):
        return EMPTY
    found = features(pool)
    if pool.sought.only_when:
        return _all_alike(pool, found)
    weights = ranker.by_meaning if pool.sought.by_meaning else ranker.by_words
    sums = odds(pool, found, weights.styles)
    leaning = lean(habits, pool, found, [weights.styles[of].weights for of in pool.styles], sums)
    sums = sums + leaning
    order = np.lexsort((pool.memories, -sums))
    told = signals(pool, found, int(order[0]))
    answerable = _share(_sum(weights.answerable, told))
    scores = np.round(answerable * _right(sums, order, weights), DIGITS).astype(np.float32)
    asks_for_somebody = bool(found["author"].any())
    return Ranking(order, scores, answerable, asks_for_somebody, found, weights, leaning)


def _all_alike(pool: Pool, found: Mapping[str, Numbers]) -> Ranking:
    """Whatever was said then, the newest first."""
    order = np.lexsort((pool.memories, -pool.moments))
    scores = np.full(len(pool), ANSWERS_THEN, np.float32)
    return Ranking(order, scores, ANSWERS_THEN, features=found)


def odds(pool: Pool, found: Mapping[str, Numbers], styles: Mapping[Style, Linear]) -> Numbers:
    """How much speaks for each candidate, each weighed in its own style."""
    sums = np.zeros(len(pool), np.float64)
    of = np.array(pool.styles)
    for style, linear in styles.items():
        here = of == style
        if here.any():
            sums[here] = linear.bias
            for name, weight in linear.weights.items():
                sums[here] += weight * found[name][here]
    return np.asarray(np.round(sums, DIGITS), np.float32)


def why(ranking: Ranking, pool: Pool, place: int) -> dict[str, float]:
    """What each channel said of one candidate, and what each of the ranker's terms added."""
    channels = {f"channel.{name}": float(scores[place]) for name, scores in pool.scores.items()}
    if pool.matches.size:
        channels["channel.interaction"] = float(ranking.features["interaction"][place])
    terms = {}
    if ranking.weights is not None:
        terms = {
            f"rank.{name}": weight * float(ranking.features[name][place])
            for name, weight in ranking.weights.styles[pool.styles[place]].weights.items()
        }
    if ranking.leaning is not None:
        terms["rank.habit"] = float(ranking.leaning[place])
    told = {name: round(value, 4) for name, value in (channels | terms).items() if value}
    return told | {"gate.answerable": round(ranking.answerable, 4)}


def _right(sums: Numbers, order: Rows, weights: Weights) -> Numbers:
    """How likely each candidate is right, if any is."""
    first = order[0]
    offset, slope = weights.gap
    right = _shares(offset + slope * (sums - sums[first]))
    offset, slope = weights.lead
    lead = sums[first] - sums[order[1]] if len(order) > 1 else FAR
    right[first] = _share(offset + slope * float(lead))
    return np.asarray(np.minimum(right, right[first]), np.float32)


def _sum(linear: Linear, numbers: Mapping[str, float]) -> float:
    return linear.bias + sum(weight * numbers[name] for name, weight in linear.weights.items())


def _share(odds: float) -> float:
    return float(_shares(np.array([odds]))[0])


def _shares(odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -FAR, FAR))), np.float32)

"""Measure rankings and scores, each figure with its bootstrap interval and its paired gain."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
KEPT = 0.95  # of the questions that have an answer, those that must pass a threshold
# Percentile bootstrap; a thousand leave the ends of a 95% interval uncertain by a thirtieth of it.
RESAMPLES = 1000
SEED = 0

Scores = Sequence[float] | NDArray[np.float64]
Rows = NDArray[np.intp]
# A figure of some of the questions, given by their numbers: what a bootstrap asks again and again.
Statistic = Callable[[Rows], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, and where 95% of the figures of resampled questions lie."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of ours beside the floor's, over the same questions."""

    n: int
    ours: Estimate
    floor: float
    gain: Estimate  # paired: each resample holds the same questions for both


def ranking(ranked: Sequence[str], gold: Collection[str]) -> dict[str, float]:
    """Every measure of one answer; `ranked` holds distinct ids, best first."""
    return {
        "ndcg@10": ndcg(ranked, gold),
        "mrr@10": reciprocal_rank(ranked, gold),
        "hit@1": hit(ranked, gold, 1),
        "hit@5": hit(ranked, gold, 5),
        "hit@10": hit(ranked, gold, 10),
        "all@5": found_all(ranked, gold, 5),
    }


def ndcg(ranked: Sequence[str], gold: Collection[str], depth: int = DEPTH) -> float:
    """Discounted gain of the first `depth`, as a share of the best order's; every gold counts 1."""
    gain = sum(_discount(place) for place, one in enumerate(ranked[:depth]) if one in gold)
    return gain / sum(_discount(place) for place in range(min(depth, len(gold))))


def _discount(place: int) -> float:
    return 1 / math.log2(place + 2)


def reciprocal_rank(ranked: Sequence[str], gold: Collection[str], depth: int = DEPTH) -> float:
    """One over the rank of the first gold among the first `depth`, else 0."""
    return next((1 / rank for rank, one in enumerate(ranked[:depth], 1) if one in gold), 0.0)


def hit(ranked: Sequence[str], gold: Collection[str], depth: int) -> float:
    """1 where any gold is among the first `depth`."""
    return float(any(one in gold for one in ranked[:depth]))


def found_all(ranked: Sequence[str], gold: Collection[str], depth: int) -> float:
    """1 where every gold is among the first `depth`."""
    return float(set(gold) <= set(ranked[:depth]))


def stands_above(ranked: Sequence[str], gold: Collection[str], rivals: Collection[str]) -> float:
    """1 where a gold was found, and no rival before it."""
    return float(next((one in gold for one in ranked if one in gold or one in rivals), False))


def auroc(right: Scores, wrong: Scores) -> float:
    """How often a score of `right` exceeds one of `wrong`, equal ones counted half."""
    ordered = np.sort(wrong)
    below = np.searchsorted(ordered, right, "left") + np.searchsorted(ordered, right, "right")
    return float(np.mean(below) / 2 / len(wrong))


def false_alarms(right: Scores, wrong: Scores) -> float:
    """Share of `wrong` at or above the threshold that keeps KEPT of `right`."""
    # 1 - 0.95 is a little more than 0.05: rounded, so that of 100 exactly 5 are given up.
    threshold = np.sort(right)[int(round(1 - KEPT, 9) * len(right))]
    return float((np.asarray(wrong) >= threshold).mean())


def mean_of(values: Sequence[float]) -> Statistic:
    """The mean of the chosen questions' values."""
    every = np.asarray(values, dtype=float)
    return lambda rows: float(every[rows].mean())


def auroc_of(right: Sequence[float], wrong: Sequence[float]) -> Statistic:
    """AUROC of the chosen questions, each asked at a right and at a wrong place."""
    yes, no = np.asarray(right, dtype=float), np.asarray(wrong, dtype=float)
    return lambda rows: auroc(yes[rows], no[rows])


def false_alarms_of(right: Sequence[float], wrong: Sequence[float]) -> Statistic:
    """False alarms of the chosen questions, each asked at a right and at a wrong place."""
    yes, no = np.asarray(right, dtype=float), np.asarray(wrong, dtype=float)
    return lambda rows: false_alarms(yes[rows], no[rows])


def bootstrap(statistic: Statistic, n: int) -> Estimate:
    """The statistic of all `n` questions, and its 95% percentile interval."""
    # RandomState: its stream is frozen (NEP 19), so that an interval is the same with every numpy.
    random = np.random.RandomState(SEED)
    drawn = sorted(statistic(random.randint(0, n, n)) for _ in range(RESAMPLES))
    cut = RESAMPLES * 25 // 1000
    return Estimate(statistic(np.arange(n)), drawn[cut], drawn[-cut - 1])


def compare(ours: Statistic, floor: Statistic, n: int) -> Comparison:
    """Ours beside the floor, and the gain over it with questions kept in pairs."""
    gain = bootstrap(lambda rows: ours(rows) - floor(rows), n)
    return Comparison(n, bootstrap(ours, n), floor(np.arange(n)), gain)


def compare_means(
    ours: Sequence[Mapping[str, float]], floor: Sequence[Mapping[str, float]]
) -> dict[str, Comparison]:
    """Compare the mean of every measure; one mapping a question, in the same order."""
    return {
        name: compare(mean_of(_column(ours, name)), mean_of(_column(floor, name)), len(ours))
        for name in ours[0]
    }


def _column(rows: Iterable[Mapping[str, float]], name: str) -> list[float]:
    return [row[name] for row in rows]

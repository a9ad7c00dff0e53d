"""Fit weighted sums to what they should put first, or tell apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Table = NDArray[np.float64]
Marks = NDArray[np.bool_]
Groups = NDArray[np.int64]
Loss = Callable[[Table], tuple[float, Table]]

MOST_STEPS = 200
# Beyond this a logistic is 0 or 1.
FAR = 40.0
TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """One question's candidates."""

    table: Table  # a row each
    answers: Marks
    groups: Groups  # candidates of one group take one place, its best one's


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and spread of each column: a penalty on weights should not know units."""

    mean: Table
    spread: Table

    @classmethod
    def of(cls, table: Table) -> Scale:
        """That of the table's columns."""
        return cls(table.mean(axis=0), table.std(axis=0) + 1e-6)

    def apply(self, table: Table) -> Table:
        """The table with every column of mean 0 and spread 1."""
        return (table - self.mean) / self.spread


def listwise(questions: Sequence[Ranked], penalty: float) -> Table:
    """Weights that give the answers the largest softmax among a question's candidates.

    ListNet's top-one loss (Cao et al. 2007, eq. 7) with the answers sharing the truth evenly.
    """
    scale = _scale(questions)
    ready = [(scale.apply(one.table), one.answers) for one in questions]

    def loss(weights: Table) -> tuple[float, Table]:
        total, slope = 0.0, np.zeros_like(weights)
        for table, answers in ready:
            odds = table @ weights
            chance = np.exp(odds - odds.max())
            chance /= chance.sum()
            truth = answers / answers.sum()
            total -= float(truth[answers] @ np.log(chance[answers] + TINY))
            slope += table.T @ (chance - truth)
        return total / len(ready), slope / len(ready)

    return _least(loss, np.zeros(len(scale.mean)), penalty) / scale.spread


def reciprocal_rank(questions: Sequence[Ranked], penalty: float) -> Table:
    """Weights that put the first answering group highest: a smooth mean reciprocal rank.

    The rank is 1 + the sum over other groups of a logistic of how far they stand above (Qin, Liu
    and Li 2010, "A general approximation framework", eq. 11); a group stands where its best does.
    """
    scale = _scale(questions)
    ready = [_Grouped(scale.apply(one.table), one) for one in questions]

    def loss(weights: Table) -> tuple[float, Table]:
        total, slope = 0.0, np.zeros_like(weights)
        for one in ready:
            gain, climb = one.gain(weights)
            total -= gain
            slope -= climb
        return total / len(ready), slope / len(ready)

    start = np.full(len(scale.mean), 0.5)  # every column speaks for a candidate
    return _least(loss, start, penalty) / scale.spread


def logistic(
    table: Table, truth: Marks, penalty: float, importance: Table | None = None
) -> tuple[float, Table]:
    """Bias and weights of a logistic regression."""
    scale = Scale.of(table)
    ready = np.column_stack([scale.apply(table), np.ones(len(table))])
    share = np.ones(len(table)) if importance is None else importance
    share = share / share.sum()

    def loss(weights: Table) -> tuple[float, Table]:
        chance = shares(ready @ weights)
        missed = np.log(np.where(truth, chance, 1 - chance) + TINY)
        return -float(share @ missed), ready.T @ (share * (chance - truth))

    found = _least(loss, np.zeros(ready.shape[1]), penalty, free=1)
    weights = found[:-1] / scale.spread
    return float(found[-1] - weights @ scale.mean), weights


def shares(odds: Table) -> Table:
    """The logistic of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -FAR, FAR))))


class _Grouped:
    """One question's candidates by group, to find each group's best under any weights."""

    def __init__(self, table: Table, one: Ranked) -> None:
        self._table = table
        names, self._of = np.unique(one.groups, return_inverse=True)
        in_order = np.sort(self._of, kind="stable")
        self._firsts = np.searchsorted(in_order, np.arange(len(names)))
        self._answers = np.zeros(len(names), bool)
        self._answers[self._of[one.answers]] = True

    def gain(self, weights: Table) -> tuple[float, Table]:
        """The reciprocal rank, and how it grows with the weights."""
        odds = self._table @ weights
        best = np.lexsort((-odds, self._of))[self._firsts]
        odds, table = odds[best], self._table[best]
        right = np.flatnonzero(self._answers)
        first = right[np.argmax(odds[right])]
        above = shares(odds - odds[first])
        above[first] = 0.0
        rank = 1 + above.sum()
        pull = above * (1 - above) / rank**2
        return 1 / rank, table[first] * pull.sum() - table.T @ pull


def _scale(questions: Sequence[Ranked]) -> Scale:
    return Scale.of(np.concatenate([one.table for one in questions]))


def _least(loss: Loss, start: Table, penalty: float, free: int = 0) -> Table:
    """The weights of least loss, all but the `free` last of them held small."""
    held = np.ones_like(start)
    held[len(start) - free :] = 0.0

    def whole(weights: Table) -> tuple[float, Table]:
        lost, slope = loss(weights)
        small = held * weights
        return lost + penalty * float(small @ small), slope + 2 * penalty * small

    found = minimize(whole, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS})
    return np.asarray(found.x)

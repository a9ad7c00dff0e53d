"""Lean an order to what was opened and rejected before: a little, slowly, and never for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from slm.domain.use import Act, Use
from slm.recall.pool import Numbers, Pool

# Of a channel's weight an act moves so much; of what acts have moved each next one keeps so much.
STEP = 0.02
KEPT = 0.99
LEAST, MOST = 0.8, 1.25
# Log-odds that an act gives a memory, and two opened for one question give each other; the first
# hit of LoCoMo's questions is .5 above the second (median). From 0.1 on what was opened for one
# question rather gets into the way of others (docs/decisions/0019).
OPENED, REJECTED, TOGETHER = 0.05, -0.05, 0.05
FARTHEST = 0.3
# Whoever stands among so many brings what was opened with it.
BEST = 10

Scores = Mapping[str, float]  # of one hit, by channel


@dataclass(frozen=True, slots=True)
class Habits:
    """What all acts come to; nothing at first."""

    channels: Mapping[str, float] = field(default_factory=dict)  # times its weight; 1 if not here
    memories: Mapping[int, float] = field(default_factory=dict)  # log-odds, by row
    pairs: Mapping[int, Mapping[int, float]] = field(default_factory=dict)  # log-odds, both ways


NONE = Habits()


def moves(act: Act, place: int, shown: Sequence[Scores]) -> dict[str, float]:
    """What an act on the hit at `place` says of the channels: one gains what others lose.

    A channel is right by as much as it placed what was opened above those shown above it, or what
    was rejected below those shown below it.
    """
    others = shown[:place] if act is Act.OPENED else shown[place + 1 :]
    names = sorted({name for scores in shown for name in scores})
    if not others or not names:
        return {}
    own = shown[place]
    better = np.array([[own.get(name, 0) - one.get(name, 0) for name in names] for one in others])
    right = np.sign(better).mean(axis=0) * (1 if act is Act.OPENED else -1)
    steps = STEP * (right - right.mean())
    return {name: round(float(step), 6) for name, step in zip(names, steps, strict=True) if step}


def fold(uses: Iterable[Use]) -> Habits:
    """All acts, oldest first, taken together; to take one back, fold the others."""
    channels: dict[str, float] = {}
    memories: dict[int, float] = defaultdict(float)
    together: dict[int, list[int]] = defaultdict(list)
    for use in uses:
        channels = {name: 1 + KEPT * (times - 1) for name, times in channels.items()}
        for name, step in use.moved.items():
            channels[name] = min(MOST, max(LEAST, channels.get(name, 1.0) + step))
        memories[use.memory] += OPENED if use.act is Act.OPENED else REJECTED
        if use.act is Act.OPENED:
            together[use.question].append(use.memory)
    bonuses = {row: _within(bonus) for row, bonus in memories.items() if bonus}
    return Habits(channels, bonuses, _pairs(together.values()))


def lean(
    habits: Habits,
    pool: Pool,
    found: Mapping[str, Numbers],
    weights: Sequence[Mapping[str, float]],
    sums: Numbers,
) -> Numbers:
    """What habit adds to each candidate's log-odds; `weights` are those each is weighed by."""
    added = np.zeros(len(pool), np.float32)
    if habits == NONE:
        return added
    rows = pool.memories.tolist()
    for name, times in habits.channels.items():
        if name in found:
            own = np.array([of.get(name, 0.0) for of in weights], np.float32)
            added += np.float32(times - 1) * own * found[name]
    added += np.array([habits.memories.get(row, 0.0) for row in rows], np.float32)
    best = np.lexsort((pool.memories, -(sums + added)))[:BEST]
    brought: dict[int, float] = defaultdict(float)
    for row in pool.memories[best].tolist():
        for other, bonus in habits.pairs.get(row, {}).items():
            brought[other] += bonus
    return added + np.array([_within(brought.get(row, 0.0)) for row in rows], np.float32)


def _pairs(together: Iterable[Sequence[int]]) -> dict[int, dict[int, float]]:
    pairs: dict[int, dict[int, float]] = {}
    for rows in together:
        for one, other in combinations(sorted(set(rows)), 2):
            for from_, to in ((one, other), (other, one)):
                bonus = pairs.setdefault(from_, {}).get(to, 0.0)
                pairs[from_][to] = _within(bonus + TOGETHER)
    return pairs


def _within(bonus: float) -> float:
    return min(FARTHEST, max(-FARTHEST, bonus))

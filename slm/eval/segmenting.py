"""Measure cuts of a text against its true borders, and make the cuts that any rule must beat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from slm.eval.measures import Rows, Statistic

TOLERANCES = (0, 1)


@dataclass(frozen=True, slots=True)
class Tally:
    """What cuts come to in one part of a text; sums of parts give every measure."""

    cuts: float
    borders: float
    right: tuple[float, ...]  # cuts in it that meet a border, by tolerance
    found: tuple[float, ...]  # borders in it that a cut meets
    probes: float
    pk: float  # probes that get wrong whether both their ends lie in one segment
    windows: float  # probes that get wrong how many borders lie between


def tallies(
    cuts: Sequence[int], borders: Sequence[int], parts: Sequence[int], length: int
) -> list[Tally]:
    """One tally for each part of a text of `length` turns; `parts` are where these begin."""
    met = [_met(cuts, borders, tolerance) for tolerance in TOLERANCES]
    reach = max(2, round(length / (len(borders) + 1) / 2))
    wrong = np.array(_probes(cuts, borders, length, reach), dtype=float).reshape(-1, 2)
    found = []
    for first, stop in zip(parts, [*parts[1:], length], strict=True):
        inside = wrong[first:stop]
        found.append(
            Tally(
                cuts=_count(cuts, first, stop),
                borders=_count(borders, first, stop),
                right=tuple(_count([cut for cut, _ in pairs], first, stop) for pairs in met),
                found=tuple(_count([border for _, border in pairs], first, stop) for pairs in met),
                probes=len(inside),
                pk=float(inside[:, 0].sum()),
                windows=float(inside[:, 1].sum()),
            )
        )
    return found


def _count(places: Sequence[int], first: int, stop: int) -> int:
    return sum(first <= place < stop for place in places)


def _met(cuts: Sequence[int], borders: Sequence[int], tolerance: int) -> list[tuple[int, int]]:
    """Pairs of a cut and the border it meets, each in one pair at most, the nearest first."""
    near = sorted(
        (abs(cut - border), cut, border)
        for cut in cuts
        for border in borders
        if abs(cut - border) <= tolerance
    )
    met: dict[int, int] = {}
    for _, cut, border in near:
        if cut not in met and border not in met.values():
            met[cut] = border
    return list(met.items())


def _probes(
    cuts: Sequence[int], borders: Sequence[int], length: int, reach: int
) -> list[tuple[bool, bool]]:
    """Whether each probe, of two turns `reach` apart, is wrong by Pk and by WindowDiff."""
    ours, true = (np.zeros(length + 1, int), np.zeros(length + 1, int))
    ours[list(cuts)] = 1
    true[list(borders)] = 1
    between = [np.cumsum(marks)[reach:length] - np.cumsum(marks)[: length - reach]
               for marks in (ours, true)]  # fmt: skip
    return [(bool(a) != bool(b), a != b) for a, b in zip(*between, strict=True)]


def statistics(found: Sequence[Tally]) -> dict[str, Statistic]:
    """Every measure of chosen parts taken together."""
    named: dict[str, Statistic] = {}
    for at, tolerance in enumerate(TOLERANCES):
        right = np.array([one.right[at] for one in found])
        met = np.array([one.found[at] for one in found])
        named |= _of_borders(f"±{tolerance}", found, right, met)
    probes = np.array([one.probes for one in found])
    named["Pk"] = _share(np.array([one.pk for one in found]), probes)
    named["WindowDiff"] = _share(np.array([one.windows for one in found]), probes)
    return named


def _of_borders(
    name: str, found: Sequence[Tally], right: NDArray[np.float64], met: NDArray[np.float64]
) -> dict[str, Statistic]:
    cuts = np.array([one.cuts for one in found])
    borders = np.array([one.borders for one in found])
    return {
        f"precision {name}": _share(right, cuts),
        f"recall {name}": _share(met, borders),
        f"F1 {name}": _share(right + met, cuts + borders),
    }


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> Statistic:
    def share(rows: Rows) -> float:
        total = float(whole[rows].sum())
        return float(part[rows].sum()) / total if total else 0.0

    return share


def mean(many: Sequence[Sequence[Tally]]) -> list[Tally]:
    """The tallies of several tries at the same parts, on average."""
    return [_mean(tries) for tries in zip(*many, strict=True)]


def _mean(tries: Sequence[Tally]) -> Tally:
    def middle(values: Sequence[float]) -> float:
        return sum(values) / len(values)

    def each(values: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
        return tuple(map(middle, zip(*values, strict=True)))

    return Tally(
        cuts=middle([one.cuts for one in tries]),
        borders=middle([one.borders for one in tries]),
        right=each([one.right for one in tries]),
        found=each([one.found for one in tries]),
        probes=middle([one.probes for one in tries]),
        pk=middle([one.pk for one in tries]),
        windows=middle([one.windows for one in tries]),
    )


def evenly(length: int, count: int) -> list[int]:
    """Cuts at equal distances."""
    return sorted({round((number + 1) * length / (count + 1)) for number in range(count)} - {0})


def at_random(length: int, count: int, random: np.random.RandomState) -> list[int]:
    """Cuts anywhere."""
    count = min(count, length - 1)
    return sorted(int(cut) + 1 for cut in random.choice(length - 1, count, replace=False))


def text_tiling(words: Sequence[Sequence[str]], count: int, block: int, apart: int) -> list[int]:
    """The deepest valleys of the likeness of blocks of turns, as Hearst's TextTiling has them.

    No two of them nearer than `apart` turns, and `count` of them if there are so many.
    """
    likeness = [
        _cosine(words[max(0, gap - block) : gap], words[gap : gap + block])
        for gap in range(1, len(words))
    ]
    depths = [
        _rise(likeness[place::-1]) + _rise(likeness[place:]) for place in range(len(likeness))
    ]
    chosen: list[int] = []
    for place in sorted(range(len(depths)), key=lambda place: -depths[place]):
        if len(chosen) < count and all(abs(place + 1 - other) >= apart for other in chosen):
            chosen.append(place + 1)
    return sorted(chosen)


def _cosine(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> float:
    left, right = (Counter(word for turn in turns for word in turn) for turns in (one, other))
    shared = sum(left[word] * right[word] for word in left)
    lengths = sqrt(sum(n * n for n in left.values()) * sum(n * n for n in right.values()))
    return shared / lengths if lengths else 0.0


def _rise(likeness: Sequence[float]) -> float:
    """How far it rises before it falls again."""
    top = likeness[0]
    for value in likeness[1:]:
        if value < top:
            break
        top = value
    return top - likeness[0]

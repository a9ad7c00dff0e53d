"""Write figures down: each with its number of questions, its interval, its floor and its gain."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from slm.eval.measures import Comparison, Estimate

DIGITS = 4


class Report:
    """What a board found, as lines for a reader and as figures for a program."""

    def __init__(self, say: Callable[[str], None] = lambda _: None) -> None:
        """`say` is given each line as it is known."""
        self.figures: dict[str, dict[str, object]] = {}
        self._say = say

    def compare(self, title: str, measures: Mapping[str, Comparison]) -> None:
        """Add measures that the floor has as well."""
        self._say(f"{title}  (n={next(iter(measures.values())).n})")
        for name, one in measures.items():
            self._say(f"    {name:<26} {_shown(one.ours)}  floor {one.floor:.3f}  {_gain(one)}")
        self._add(title, {name: _figures(one) for name, one in measures.items()})

    def estimate(self, title: str, n: int, measures: Mapping[str, Estimate]) -> None:
        """Add measures that no floor can have."""
        self._say(f"{title}  (n={n})")
        for name, one in measures.items():
            self._say(f"    {name:<26} {_shown(one)}")
        self._add(title, {name: {"n": n, **_estimate(one)} for name, one in measures.items()})

    def tell(self, title: str, facts: Mapping[str, object]) -> None:
        """Add plain facts."""
        self._say(f"{title}  {', '.join(f'{name} {fact}' for name, fact in facts.items())}")
        self._add(title, facts)

    def _add(self, title: str, figures: Mapping[str, object]) -> None:
        self.figures.setdefault(title, {}).update(figures)


def _shown(one: Estimate) -> str:
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"


def _gain(one: Comparison) -> str:
    return f"gain {one.gain.value:+.3f} [{one.gain.low:+.3f}, {one.gain.high:+.3f}]"


def _figures(one: Comparison) -> dict[str, object]:
    gain = one.gain
    return {
        "n": one.n,
        **_estimate(one.ours),
        "floor": round(one.floor, DIGITS),
        "gain": round(gain.value, DIGITS),
        "gain interval": [round(gain.low, DIGITS), round(gain.high, DIGITS)],
    }


def _estimate(one: Estimate) -> dict[str, object]:
    interval = [round(one.low, DIGITS), round(one.high, DIGITS)]
    return {"mem": round(one.value, DIGITS), "interval": interval}

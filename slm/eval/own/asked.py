"""Say which questions a history can be asked, and choose among them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from slm.domain.words import WORD, telling
from slm.eval.cases import Case
from slm.eval.own.past import Past

# Fewer say nothing about which of several sessions is meant: "fix lint", "update README".
FEWEST_WORDS = 3
# Whoever has many agents at work at once cannot tell which of them it was either.
MOST_SESSIONS = 3


@dataclass(frozen=True, slots=True)
class Board:
    """One sort of question."""

    name: str
    cases: tuple[Case, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)  # by reason
    lacking: str = ""  # what it would take to ask this at all

    def drawn(self, most: int, seed: int) -> tuple[Case, ...]:
        """At most so many of the questions, in their order, the same ones for a seed."""
        if len(self.cases) <= most:
            return self.cases
        chosen = random.Random(seed).sample(range(len(self.cases)), most)
        return tuple(self.cases[at] for at in sorted(chosen))


class Judged:
    """Takes what might be asked, and keeps what can be."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cases: list[Case] = []
        self._left_out: Counter[str] = Counter()

    def leave_out(self, reason: str) -> None:
        """Count one that cannot be asked."""
        self._left_out[reason] += 1

    def consider(
        self, past: Past, query: str, sessions: Iterable[str], *, unless_said: str = ""
    ) -> None:
        """Ask `query` for these sessions, unless one of them holds the very words given."""
        gold = frozenset(sessions)
        if not gold:
            self.leave_out("no session was at work")
        elif len(gold) > MOST_SESSIONS:
            self.leave_out("too many sessions")
        elif unless_said and past.is_quoted(unless_said, gold):
            self.leave_out("quoted in the session itself")
        else:
            number = f"{self._name} {len(self._cases)}"
            self._cases.append(Case(number, query, past.project, gold, ""))

    def board(self, lacking: str = "") -> Board:
        """What is left to be asked."""
        return Board(self._name, tuple(self._cases), dict(self._left_out), lacking)


def says_something(text: str) -> bool:
    """Whether a text has enough words that tell what it is about."""
    return sum(map(telling, set(WORD.findall(text.casefold())))) >= FEWEST_WORDS


def most_often(names: Sequence[str]) -> str:
    """The commonest name, the first of equals in order; "" of none."""
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name), default="")

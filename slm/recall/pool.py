"""Hold what the channels found, an entry a memory, as the arrays that ranking works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from slm.recall.understand import Asks, Wants

Numbers = NDArray[np.float32]
Rows = NDArray[np.int64]

# What a memory is by itself, before anything is learned: the shares that ordered LoCoMo and
# commit -> session best by these three alone. Sessions are judged by it.
OWN = {"keyword": 0.5, "semantic": 0.2, "interaction": 0.8}


class Style(StrEnum):
    """What manner of text a memory is: each is ranked by weights of its own."""

    DIALOGUE = "dialogue"  # people by name talk to each other
    WORK = "work"  # a user and an assistant, or who else plays a part, at work
    TEXT = "text"  # nobody in particular says it: a file's piece, a commit, a note


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """What ranking needs to know of the question."""

    text: str
    asks: Asks
    token_weights: Numbers  # what each of its telling tokens tells; together 1
    by_meaning: bool  # False: without a model, or about a time alone
    wants: Wants = Wants.ANY
    only_when: bool = False  # what was said at the time asked for answers, whatever it says


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The candidates for one question; all arrays have one entry a memory, in one order."""

    sought: Sought
    memories: Rows
    passages: Rows  # each memory's best
    groups: Rows  # its session or document
    positions: Rows  # its place there
    moments: Rows  # when it was said: milliseconds since 1970
    authors: tuple[str, ...]
    styles: tuple[Style, ...]
    texts: tuple[str, ...]  # of the best passage
    scores: Mapping[str, Numbers]  # by each channel that could answer, 0-1, of its best passage
    matches: Numbers  # (memories, tokens of the question): how well each token is met, 0-1

    def __len__(self) -> int:
        """How many memories there are."""
        return len(self.memories)

    def part(self, places: NDArray[np.int64]) -> Pool:
        """Only the candidates at these places."""
        return Pool(
            self.sought,
            self.memories[places],
            self.passages[places],
            self.groups[places],
            self.positions[places],
            self.moments[places],
            tuple(self.authors[place] for place in places),
            tuple(self.styles[place] for place in places),
            tuple(self.texts[place] for place in places),
            {name: scores[places] for name, scores in self.scores.items()},
            self.matches[places],
        )

    def place(self, index: int) -> tuple[int, int]:
        """Where a candidate stands: its session or document, and its position there."""
        return int(self.groups[index]), int(self.positions[index])

    def score(self, channel: str) -> Numbers:
        """A channel's scores; zeros where it could not answer."""
        found = self.scores.get(channel)
        return np.zeros(len(self), np.float32) if found is None else found


def own(scores: Mapping[str, Numbers], matches: Numbers) -> Numbers:
    """What each candidate is by itself, in about 0-1.5."""
    mixed = np.float32(OWN["interaction"]) * interaction(matches)
    for name in ("keyword", "semantic"):
        if name in scores:
            mixed = mixed + np.float32(OWN[name]) * scores[name]
    return mixed


def interaction(matches: Numbers) -> Numbers:
    """How well the question's tokens are met, all alike."""
    return matches.mean(axis=1) if matches.size else np.zeros(len(matches), np.float32)

"""List the ways of finding: write one file, add one entry to CHANNELS or FOLLOWERS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from slm.recall.asked import Asked
from slm.recall.channels.associative import Associative
from slm.recall.channels.consolidation import Consolidation
from slm.recall.channels.entity import ByEntity
from slm.recall.channels.keyword import Keyword
from slm.recall.channels.semantic import Semantic
from slm.recall.channels.temporal import Temporal
from slm.recall.pool import Style
from slm.store.database import Connection


class Channel(Protocol):
    """A way of finding passages; its scores lie between 0 and 1 and compare between questions."""

    @property
    def name(self) -> str:
        """What `recall --why` and `mem status` call it."""

    def can_answer(self, asked: Asked, /) -> bool:
        """Whether it has what it needs; a channel that cannot is left out, not counted as 0."""

    def search(self, db: Connection, asked: Asked, limit: int, /) -> Mapping[int, float]:
        """At least the `limit` best passages, where there are so many, with scores, best first."""

    def score(
        self, db: Connection, asked: Asked, passages: Sequence[int], /
    ) -> Mapping[int, float]:
        """Scores of passages that only other channels found; one left out counts as 0."""


class Follower(Protocol):
    """A way of finding that starts from what the channels found."""

    @property
    def name(self) -> str:
        """What `recall --why` and `mem status` call it."""

    @property
    def serves(self) -> frozenset[Style]:
        """The styles that it helps to rank; without any of them among the found it is not asked."""

    def follow(
        self, db: Connection, asked: Asked, found: Mapping[int, float], limit: int, /
    ) -> Mapping[int, float]:
        """Scores, 0 to 1, of passages found and of at most `limit` others, best first.

        `found` gives each passage of the first round its own score, 0 to 1. What it has nothing to
        say about is left out; what it adds keeps to the question's bounds.
        """


# What needs the model's vectors comes last: until then it reads beside the others.
CHANNELS: tuple[Channel, ...] = (Keyword(), ByEntity(), Temporal(), Semantic())
# Not Activation(): beside keyword, semantic and interaction alone it adds .038 ± .013 to LoCoMo's
# nDCG@10, but beside what the ranker knows of a memory's neighbours and session .001 ± .003.
FOLLOWERS: tuple[Follower, ...] = (Associative(), Consolidation())

"""List the ways of finding: write one file, add one entry to CHANNELS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from slm.recall.asked import Asked
from slm.recall.channels.entity import ByEntity
from slm.recall.channels.keyword import Keyword
from slm.recall.channels.semantic import Semantic
from slm.recall.channels.temporal import Temporal
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


CHANNELS: tuple[Channel, ...] = (Keyword(), Semantic(), ByEntity(), Temporal())

"""Conclude decisions: what was said to be settled, agreed to, chosen or planned."""

from __future__ import annotations

from collections.abc import Iterator

from slm.domain.turn import Turn
from slm.ingest.conclude import options, proposals, stated
from slm.ingest.conclude.conclusion import Conclusion
from slm.ingest.conclude.plans import Plans
from slm.ingest.conclude.talk import Talk


class Decisions:
    """One log's decisions."""

    def __init__(self) -> None:
        self._ways = (Plans().hear, proposals.hear, options.hear, stated.hear)

    def hear(self, turn: Turn, talk: Talk, /) -> Iterator[Conclusion]:
        """Give what a turn decides."""
        for hear in self._ways:
            yield from hear(turn, talk)

"""Hold what one line, section or commit yields, with the place to go on from."""

from __future__ import annotations

from dataclasses import dataclass

from slm.domain.turn import Turn, Unread


@dataclass(frozen=True, slots=True)
class Portion:
    """What is taken in together: kept whole or not at all, so that no part can be lost."""

    items: tuple[Turn | Unread, ...]
    offset: int  # in bytes: reading from here brings what comes after; 0 where that means nothing

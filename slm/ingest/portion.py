"""Hold what one line, section or commit yields, and say how more of it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from slm.domain.turn import Turn, Unread


@dataclass(frozen=True, slots=True)
class Portion:
    """What is taken in together: kept whole or not at all, so that no part can be lost."""

    items: tuple[Turn | Unread, ...]
    offset: int  # in bytes: so far the file has been read; 0 where that means nothing


class Reader(Protocol):
    """One file or folder that is being read, with what its earlier parts say about later ones."""

    def more(self) -> Iterator[Portion]:
        """Give what was not given before; raises OSError alone."""

    def has_only_grown(self) -> bool:
        """Whether `more` can go on; else what is there now wants a new reader."""


class WholeReader:
    """What is written anew rather than on: it is read at once, and anew whenever it changes."""

    def __init__(self, read: Callable[[], Iterator[Portion]]) -> None:
        self._read = read

    def more(self) -> Iterator[Portion]:
        """Give all of it; raises OSError."""
        return self._read()

    def has_only_grown(self) -> bool:
        """Never known."""
        return False

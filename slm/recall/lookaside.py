"""Hold the last answers, each for as long as nothing was written since it was read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")

# Aeon's buffer holds a session's worth; a day's prompts of the busiest real project were 150.
MOST_ANSWERS = 256
MOST_BYTES = 16_000_000


class Lookaside(Generic[Key, Kept]):
    """Answers by what was asked, the least lately asked dropped first; for any thread.

    `mark` counts what was written. Whoever asks reads it before opening the snapshot that is
    answered from: a write may then make a good answer look old, never an old one look good.
    """

    def __init__(self, most: int = MOST_ANSWERS, most_bytes: int = MOST_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._mark = 0
        self._bytes = 0
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many answers are held."""
        return len(self._kept)

    def find(self, key: Key, mark: int) -> Kept | None:
        """What was answered to this, if nothing was written since."""
        with self._lock:
            if mark != self._mark or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Key, mark: int, answer: Kept, size: int) -> None:
        """Hold an answer of about `size` bytes, unless something newer is held already."""
        with self._lock:
            if mark < self._mark or size > self._most_bytes:
                return
            if mark > self._mark:
                self._kept.clear()
                self._mark, self._bytes = mark, 0
            self._drop(key)
            self._kept[key] = answer, size
            self._bytes += size
            while len(self._kept) > self._most or self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        if key in self._kept:
            _, size = self._kept.pop(key)
            self._bytes -= size

"""Weigh words by how rare they are in what is remembered."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slm.store import fulltext
from slm.store.database import Connection

# What a word that nobody ever used counts, beside one used once: it may be a slip of the pen.
UNKNOWN_SHARE = 0.5
# As FTS5 has it: a word in half of all passages or more still tells a very little.
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many passages the question's words occur."""

    total: int  # passages
    counts: Mapping[str, int]  # of each word that the index knows how to look for

    def weight(self, word: str) -> float:
        """FTS5's idf of a word (sqlite.org/fts5.html, bm25); of an unknown one, half the most."""
        count = self.counts.get(word, 0)
        share = 1.0 if count else UNKNOWN_SHARE
        count = max(1, count)
        return share * max(LEAST, self._log_odds(count))

    def _log_odds(self, count: int) -> float:
        """Against finding the word in a passage drawn by chance."""
        return math.log(max(self.total - count, 0) + 0.5) - math.log(count + 0.5)


NOTHING_KNOWN = Rarity(0, {})


def rarity(db: Connection, words: Sequence[str]) -> Rarity:
    """Count the words in the index; of a word in several parts, its rarest counts."""
    stems = {word: fulltext.stem(db, word) for word in words}
    counts = fulltext.frequencies(db, [stem for parts in stems.values() for stem in parts])
    return Rarity(
        fulltext.size(db),
        {word: min(counts[stem] for stem in parts) for word, parts in stems.items() if parts},
    )

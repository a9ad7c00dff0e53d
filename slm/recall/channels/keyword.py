"""Find passages by the words of the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from slm.recall.asked import Asked
from slm.store import fulltext, passages
from slm.store.database import Connection

# A word in more passages than this share tells little, and costs most: 8 such words take 118 ms
# in 100,000 passages, 8 rare ones 1 ms.
COMMON_SHARE = 0.2
# In a small store a word is common by chance; there nothing is dropped.
COMMON_AT_LEAST = 200
# bm25 gives a word at most idf * (k1 + 1); FTS5 has k1 = 1.2 built in.
MOST_PER_IDF = 2.2
# What a word that nobody ever used counts, beside one used once: it may be a slip of the pen.
UNKNOWN_SHARE = 0.5


class Keyword:
    """FTS5's bm25, as a share of the most that the question's words could weigh."""

    name = "keyword"

    def can_answer(self, _asked: Asked) -> bool:
        """Always: every question has words."""
        return True

    def search(self, db: Connection, asked: Asked, limit: int) -> Mapping[int, float]:
        """The passages that hold the question's rarer words."""
        frequencies = self._frequencies(db, asked.words)
        total = fulltext.size(db)
        rare = _rare(frequencies, total)
        most = sum(_weight(count, total) for count in frequencies.values()) * MOST_PER_IDF
        found = fulltext.search(db, rare, asked.only, limit)
        scores = {passage: min(1.0, weight / most) for passage, weight in found}
        return passages.best_first(db, scores, limit)

    def score(
        self, _db: Connection, _asked: Asked, _passages: Sequence[int]
    ) -> Mapping[int, float]:
        """Nothing: a passage too far down for `search` hardly holds the words."""
        return {}

    def _frequencies(self, db: Connection, words: Sequence[str]) -> dict[str, int]:
        """In how many passages each word occurs; of a word in several parts, its rarest."""
        stems = {word: fulltext.stem(db, word) for word in words}
        counts = fulltext.frequencies(db, [stem for parts in stems.values() for stem in parts])
        return {word: min(counts[stem] for stem in parts) for word, parts in stems.items() if parts}


def _rare(frequencies: Mapping[str, int], total: int) -> Mapping[str, int]:
    """The words worth looking for; all of them where all are common."""
    common = max(COMMON_AT_LEAST, COMMON_SHARE * total)
    return {word: count for word, count in frequencies.items() if count <= common} or frequencies


def _weight(count: int, total: int) -> float:
    """FTS5's idf of a word in `count` of `total` passages (sqlite.org/fts5.html, bm25)."""
    if not count:
        return UNKNOWN_SHARE * math.log(total + 2)
    return max(1e-6, math.log((total - count + 0.5) / (count + 0.5)))

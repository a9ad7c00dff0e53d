"""Find passages by the words of the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slm.recall.asked import Asked
from slm.recall.rarity import Rarity
from slm.store import fulltext, passages
from slm.store.database import Connection

# A word in more passages than this share tells little, and costs most: 8 such words take 118 ms
# in 100,000 passages, 8 rare ones 1 ms.
COMMON_SHARE = 0.2
# In a small store a word is common by chance; there nothing is dropped.
COMMON_AT_LEAST = 200
# bm25 gives a word at most idf * (k1 + 1); FTS5 has k1 = 1.2 built in.
MOST_PER_IDF = 2.2


class Keyword:
    """FTS5's bm25, as a share of the most that the question's words could weigh."""

    name = "keyword"

    def can_answer(self, _asked: Asked) -> bool:
        """Always: one without words finds nothing."""
        return True

    def search(self, db: Connection, asked: Asked, limit: int) -> Mapping[int, float]:
        """The passages that hold the question's rarer words."""
        rarity = asked.rarity
        most = sum(map(rarity.weight, rarity.counts)) * MOST_PER_IDF
        found = fulltext.search(db, _rare(rarity), asked.only, limit)
        scores = {passage: min(1.0, weight / most) for passage, weight in found}
        return passages.best_first(db, scores, limit)

    def score(
        self, _db: Connection, _asked: Asked, _passages: Sequence[int]
    ) -> Mapping[int, float]:
        """Nothing: a passage too far down for `search` hardly holds the words."""
        return {}


def _rare(rarity: Rarity) -> Mapping[str, int]:
    """The words worth looking for; all of them where all are common."""
    common = max(COMMON_AT_LEAST, COMMON_SHARE * rarity.total)
    return {w: count for w, count in rarity.counts.items() if count <= common} or rarity.counts

"""Find passages by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slm.embed.codecs import cosines, to_bits
from slm.recall.asked import Asked
from slm.store import bits, passages, vectors
from slm.store.database import Connection


class Semantic:
    """Cosine between question and passage: one bit a dimension finds, four order."""

    name = "semantic"

    def can_answer(self, asked: Asked) -> bool:
        """Only with a model."""
        return asked.vector is not None

    def search(self, db: Connection, asked: Asked, limit: int) -> Mapping[int, float]:
        """The passages nearest in meaning; none without a model."""
        if asked.vector is None:
            return {}
        near = bits.nearest(db, to_bits(asked.vector), asked.only, limit)
        found = self.score(db, asked, [passage for passage, _ in near])
        return passages.best_first(db, found, limit)

    def score(self, db: Connection, asked: Asked, found: Sequence[int]) -> Mapping[int, float]:
        """The cosine of each passage that has its vector, 0 where it is negative."""
        if asked.vector is None or not found:
            return {}
        rows = vectors.codes(db, found)
        scores = cosines(asked.vector, [code for _, code in rows]).tolist()
        return {row: max(0.0, score) for (row, _), score in zip(rows, scores, strict=True)}

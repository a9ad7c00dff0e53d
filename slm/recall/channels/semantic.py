"""Find passages by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slm.embed.codecs import dot_int8, to_bits
from slm.recall.asked import Asked
from slm.store import vectors
from slm.store.database import Connection

# The same code gives products that differ by 3e-8 with its place in the batch; beyond these digits
# two equal memories would change places from one day to the next.
DIGITS = 6


class Semantic:
    """Cosine between question and passage: one bit a dimension finds, eight order."""

    name = "semantic"

    def can_answer(self, asked: Asked) -> bool:
        """Only with a model."""
        return asked.vector is not None

    def search(self, db: Connection, asked: Asked, limit: int) -> Mapping[int, float]:
        """The passages nearest in meaning; none without a model."""
        if asked.vector is None:
            return {}
        near = vectors.nearest(db, to_bits(asked.vector), asked.only, limit)
        found = self.score(db, asked, [passage for passage, _ in near])
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def score(self, db: Connection, asked: Asked, passages: Sequence[int]) -> Mapping[int, float]:
        """The cosine of each passage that has its vector, 0 where it is negative."""
        if asked.vector is None or not passages:
            return {}
        rows = vectors.codes(db, passages)
        cosines = dot_int8(asked.vector, [code for _, code in rows])
        return {
            passage: max(0.0, round(float(cosine), DIGITS))
            for (passage, _), cosine in zip(rows, cosines, strict=True)
        }

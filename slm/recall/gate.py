"""Decide whether anything found is worth showing to an agent."""

from __future__ import annotations

from collections.abc import Sequence

from slm.domain.question import Hit
from slm.recall.rank import Ranked

# Of the dev sets' questions, asked where their answer is, all of commit -> session and 92% of
# LoCoMo (names masked) have a better hit; asked of another project, 61% and 28% have.
WORTH_SHOWING = 0.08
# What is forgotten by a question should be what it is about, not whatever shares a word with it.
CLEAR_SHARE = 0.5


def judge(ranked: Sequence[Ranked]) -> str:
    """Why nothing should be shown, or ""."""
    if not ranked:
        return "nothing found"
    if ranked[0].score < WORTH_SHOWING:
        return f"the best of {len(ranked)} scores {ranked[0].score:.2f}: not worth showing"
    return ""


def clear_hits(hits: Sequence[Hit]) -> list[Hit]:
    """The hits worth showing that are at least half as good as the best, which comes first."""
    if not hits:
        return []
    least = max(WORTH_SHOWING, CLEAR_SHARE * hits[0].score)
    return [hit for hit in hits if hit.score >= least]

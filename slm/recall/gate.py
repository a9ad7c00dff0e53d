"""Decide whether anything found is worth showing to an agent."""

from __future__ import annotations

from collections.abc import Sequence

from slm.recall.rank import Ranked

# Low on purpose: a short memory that shares no word with the question, and answers it, scores
# about 0.04; on both dev sets every question's best hit scores more than this.
WORTH_SHOWING = 0.035


def judge(ranked: Sequence[Ranked]) -> str:
    """Why nothing should be shown, or ""."""
    if not ranked:
        return "nothing found"
    if ranked[0].score < WORTH_SHOWING:
        return f"the best of {len(ranked)} scores {ranked[0].score:.2f}: not worth showing"
    return ""

"""Decide whether anything found is worth showing to an agent."""

from __future__ import annotations

from collections.abc import Sequence

from slm.recall.rank import Ranked

# Below this not one question in ten of the dev sets was answered by its best hit.
WORTH_SHOWING = 0.1


def judge(ranked: Sequence[Ranked]) -> str:
    """Why nothing should be shown, or ""."""
    if not ranked:
        return "nothing found"
    if ranked[0].score < WORTH_SHOWING:
        return f"the best of {len(ranked)} scores {ranked[0].score:.2f}: not worth showing"
    return ""

"""Decide whether anything found is worth showing to an agent."""

from __future__ import annotations

from collections.abc import Sequence

from slm.domain.question import Hit
from slm.recall.ranking.rank import Ranking

# What answers about one question in three is noise. Of questions asked where their answer is, 98%
# (commit -> session) and 88% (LoCoMo, names masked) are surer than this, of the same ones asked of
# another project 21% and 18%; in stores of one to five memories 84% and 12%.
WORTH_SHOWING = 0.35
# What is forgotten by a question should be what it is about, not whatever shares a word with it.
CLEAR_SHARE = 0.5


def judge(ranking: Ranking) -> str:
    """Why nothing should be shown, or ""."""
    if not len(ranking.order):
        return "nothing found"
    if ranking.answerable < WORTH_SHOWING:
        return (
            f"the best of {len(ranking.order)} answers with probability "
            f"{ranking.answerable:.2f}: not worth showing"
        )
    return ""


def clear_hits(hits: Sequence[Hit]) -> list[Hit]:
    """The hits worth showing that are at least half as good as the best, which comes first."""
    if not hits:
        return []
    least = max(WORTH_SHOWING, CLEAR_SHARE * hits[0].score)
    return [hit for hit in hits if hit.score >= least]

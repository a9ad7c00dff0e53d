"""Decide whether anything found is worth showing to an agent."""

from __future__ import annotations

from slm.domain.question import Answer, Hit
from slm.recall.ranking.rank import Ranking

# What answers fewer than three questions in ten is noise. Between two errors: lower shows more to
# questions whose answer is elsewhere, higher hides more of what answers (docs/decisions/0017).
WORTH_SHOWING = 0.3
# Who asks by name for somebody who speaks here asks about what is here, even if it was never said:
# half as sure is enough.
KNOWN_SHARE = 0.5
# Below it the fast way's answer is looked at again, wider: 8% of LoCoMo's questions, 3% of commit
# -> session. To look wider always would add .003 to LoCoMo's nDCG@10 (.014 to category 1) and take
# .002 from commits' MRR, at twice the time.
SURE = 0.5
# Why nothing is given where something answers.
ELSEWHERE = "what was found holds on other branches alone"
# What is forgotten by a question should be what it is about, not whatever shares a word with it.
CLEAR_SHARE = 0.5


def is_unsure(ranking: Ranking, hops: int) -> bool:
    """Whether a wider look may find what the fast way has not."""
    return hops > 1 or ranking.answerable < SURE


def is_worth_showing(ranking: Ranking) -> bool:
    """Whether an agent should be given anything."""
    if not len(ranking.order):
        return False
    return ranking.answerable >= _least(ranking)


def _least(ranking: Ranking) -> float:
    return WORTH_SHOWING * (KNOWN_SHARE if ranking.asks_for_somebody else 1)


def is_rest_worth_showing(ranking: Ranking, score: float) -> bool:
    """Whether what is left is worth it, where the best of it has this score."""
    first = float(ranking.scores[ranking.order[0]])
    return first > 0 and ranking.answerable * score / first >= _least(ranking)


def tell(ranking: Ranking, *, looked_wider: bool) -> str:
    """What was decided, and why."""
    way = ", after looking wider" if looked_wider else ""
    if not len(ranking.order):
        return f"nothing found{way}"
    sure = f"the best of {len(ranking.order)} answers with probability {ranking.answerable:.2f}"
    worth = "worth showing" if is_worth_showing(ranking) else "not worth showing"
    return f"{sure}{way}: {worth}"


def clear_hits(answer: Answer) -> list[Hit]:
    """The hits at least half as good as the best, where anything was worth showing."""
    if not answer.context and answer.reason != ELSEWHERE:
        return []
    least = CLEAR_SHARE * answer.hits[0].score
    return [hit for hit in answer.hits if hit.score >= least]

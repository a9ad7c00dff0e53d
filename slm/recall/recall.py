"""Answer a question: hear it, gather candidates, rank, judge, look wider, and fill the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from slm.domain.memory import Memory, MemoryId
from slm.domain.moved import Moved
from slm.domain.question import Hit, Question
from slm.recall import branching, budget, gate
from slm.recall.asked import Asked
from slm.recall.deliberate import look_wider
from slm.recall.gather import gather
from slm.recall.hearing import Source, hear
from slm.recall.pool import Pool
from slm.recall.ranking.habits import NONE, Habits
from slm.recall.ranking.rank import Ranker, Ranking, rank, why
from slm.store import memories
from slm.store.moved import stale

# Passages asked of each channel: on the dev sets 400 brought nothing that 200 had not.
DEPTH = 200
# Memories that may go into the context: so many, and one more for each turn of dialogue that the
# budget holds.
LEAST_SHOWN, MOST_SHOWN = 20, 200
TOKENS_A_TURN = 30


@dataclass(frozen=True, slots=True)
class Found:
    """What recall found, before anybody says how long it took."""

    hits: tuple[Hit, ...]
    context: str
    reason: str  # why the context is empty, or ""
    gate: str  # how sure it is that anything answers, and whether it looked wider
    given: tuple[MemoryId, ...] = ()  # what the context is made of


def recall(source: Source, ranker: Ranker, question: Question, habits: Habits = NONE) -> Found:
    """Find what answers `question`: quickly where that is sure, else with a wider look."""
    asked = hear(source, question)
    pool, ranking, decided = _ranked(source, ranker, question, habits, asked)
    is_shown = gate.is_worth_showing(ranking)
    depth = _depth(question.budget) if is_shown else 0
    best = ranking.order[: max(depth, question.limit)].tolist()
    whole = memories.by_rows(source.db, pool.memories[best].tolist())
    hits = _hits(pool, ranking, best[: question.limit], whole)
    if not is_shown:
        return Found(hits, "", decided, decided)
    worth = [place for place in best[:depth] if ranking.scores[place] >= question.least]
    # As of then it was no staler than the question wants it.
    moved = {} if question.as_of else stale(source.db, list(whole))
    found = _shown(pool, ranking, worth, whole, moved)
    shown = branching.allowed(source.db, question.place.branch, source.projects, found)
    if _is_lost(ranking, found, shown):
        return Found(hits, "", gate.ELSEWHERE, decided)
    context, given = budget.fit(shown, question.budget, asked.words)
    return Found(hits, context, _why_empty(context, worth, question), decided, given)


def _is_lost(
    ranking: Ranking, found: Mapping[int, budget.Shown], shown: Sequence[budget.Shown]
) -> bool:
    """Whether what answers holds on other branches alone."""
    if shown and shown[0] is next(iter(found.values())):
        return False
    return not shown or not gate.is_rest_worth_showing(ranking, shown[0].score)


def _ranked(
    source: Source, ranker: Ranker, question: Question, habits: Habits, asked: Asked
) -> tuple[Pool, Ranking, str]:
    """The candidates in order, and what was decided about them."""
    pool = gather(source.db, asked, DEPTH)
    ranking = rank(pool, ranker, habits)
    is_wide = not question.quick and gate.is_unsure(ranking, asked.understood.hops)
    if is_wide:

        def part(text: str) -> Asked:
            return hear(source, replace(question, text=text))

        pool = look_wider(source.db, asked, part, pool, ranking)
        ranking = rank(pool, ranker, habits)
    return pool, ranking, gate.tell(ranking, looked_wider=is_wide)


def _depth(budget_: int) -> int:
    """How many memories may go into the context, whatever the limit on hits."""
    return min(MOST_SHOWN, LEAST_SHOWN + budget_ // TOKENS_A_TURN)


def _hits(
    pool: Pool, ranking: Ranking, places: Sequence[int], whole: Mapping[int, Memory]
) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            whole[int(pool.memories[place])],
            pool.texts[place],
            round(float(ranking.scores[place]), 4),
            why(ranking, pool, place),
        )
        for place in places
    )


def _shown(
    pool: Pool,
    ranking: Ranking,
    places: Sequence[int],
    whole: Mapping[int, Memory],
    moved: Mapping[int, Moved],
) -> dict[int, budget.Shown]:
    """What may be given to an agent, by the memories' rows."""
    return {
        row: budget.Shown(
            whole[row],
            pool.texts[place],
            float(ranking.scores[place]),
            *pool.place(place),
            remark=moved[row].remark if row in moved else "",
        )
        for place in places
        for row in [int(pool.memories[place])]
    }


def _why_empty(context: str, worth: Sequence[int], question: Question) -> str:
    if context:
        return ""
    if not worth:
        return f"nothing found scores {question.least:g}"
    return f"nothing found fits into {question.budget} tokens"

"""Answer a question: hear it, gather candidates, rank, judge, look wider, and fill the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from slm.domain.memory import Memory
from slm.domain.moved import Moved
from slm.domain.question import Hit, Question
from slm.recall import budget, gate
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
    # As of then it was no staler than the question wants it.
    moved = {} if question.as_of else stale(source.db, list(whole))
    shown = _shown(pool, ranking, best[:depth], whole, moved)
    context = budget.fit(shown, question.budget, asked.words)
    return Found(hits, context, _too_small(context, question.budget), decided)


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
) -> list[budget.Shown]:
    rows = [int(pool.memories[place]) for place in places]
    return [
        budget.Shown(
            whole[row],
            pool.texts[place],
            float(ranking.scores[place]),
            *pool.place(place),
            remark=moved[row].remark if row in moved else "",
        )
        for row, place in zip(rows, places, strict=True)
    ]


def _too_small(context: str, budget_: int) -> str:
    return "" if context else f"nothing found fits into {budget_} tokens"

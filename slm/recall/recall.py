"""Answer a question: read it, gather candidates, rank, judge, and fill the budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slm.domain.question import Hit, Question
from slm.embed import Embedder
from slm.recall import budget, gate
from slm.recall.asked import (
    NO_TOKENS,
    Asked,
    content_words,
    mentions,
    telling_tokens,
)
from slm.recall.gather import gather
from slm.recall.pool import Pool
from slm.recall.ranking.habits import NONE, Habits
from slm.recall.ranking.rank import Ranker, Ranking, rank, why
from slm.recall.rarity import rarity
from slm.recall.understand import understand
from slm.store import filters, memories, vectors
from slm.store.database import Connection

# Passages asked of each channel: on the dev sets 400 brought nothing that 200 had not.
DEPTH = 200
# Memories that may go into the context, whatever the limit on hits: 2,000 tokens of short turns.
CONTEXT_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Found:
    """What recall found, before anybody says how long it took."""

    hits: tuple[Hit, ...]
    context: str
    reason: str  # why the context is empty, or ""


def recall(  # noqa: PLR0913, PLR0917  # what is asked, and all that the answer depends on
    db: Connection,
    embedder: Embedder | None,
    ranker: Ranker,
    question: Question,
    projects: Sequence[int] | None,
    now: datetime,
    habits: Habits = NONE,
) -> Found:
    """Find what answers `question`, asked `now`, in `projects` (None: all)."""
    asked = read(db, embedder, question, projects, now)
    pool = gather(db, asked, DEPTH)
    ranking = rank(pool, ranker, habits)
    shown = ranking.order[: max(question.limit, CONTEXT_DEPTH)].tolist()
    hits = _hits(db, pool, ranking, shown)
    reason = gate.judge(ranking)
    given = [
        budget.Shown(hit.memory, hit.passage, hit.score, *pool.place(index))
        for hit, index in zip(hits, shown, strict=True)
    ]
    context = "" if reason else budget.fit(given, question.budget, asked.words)
    return Found(hits[: question.limit], context, reason or _too_small(context, question.budget))


def read(
    db: Connection,
    embedder: Embedder | None,
    question: Question,
    projects: Sequence[int] | None,
    now: datetime,
) -> Asked:
    """The question as the channels want it; without vectors while most are still to be made."""
    words = content_words(question.text)
    rare = rarity(db, words)
    compares = embedder and vectors.are_of(db, embedder.fingerprint)
    # What has no vector yet would stand below whatever has one.
    if 2 * vectors.count_waiting(db) > rare.total:
        compares = False
    reading = embedder.read(question.text) if embedder and compares else None
    tokens = telling_tokens(question.text, reading, rare) if reading else NO_TOKENS
    return Asked(
        words,
        reading.vector if reading else None,
        filters.only(projects, kinds=question.kinds, since=question.since, as_of=question.as_of),
        understand(question.text, _present(question, now)),
        mentions(question.text),
        question.text,
        rare,
        tokens,
    )


def _present(question: Question, now: datetime) -> datetime:
    """What "yesterday" is told from: the moment as of which is asked, in the asker's zone."""
    try:
        return (question.as_of or now).astimezone()
    except (OverflowError, ValueError):  # the first and last day of the calendar
        return now


def _hits(db: Connection, pool: Pool, ranking: Ranking, places: Sequence[int]) -> tuple[Hit, ...]:
    whole = memories.by_rows(db, pool.memories[places].tolist())
    return tuple(
        Hit(
            whole[int(pool.memories[place])],
            pool.texts[place],
            round(float(ranking.scores[place]), 4),
            why(ranking, pool, place),
        )
        for place in places
    )


def _too_small(context: str, budget_: int) -> str:
    return "" if context else f"nothing found fits into {budget_} tokens"

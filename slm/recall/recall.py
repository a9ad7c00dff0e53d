"""Answer a question: ask every channel, rank, judge, and fill the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slm.domain.question import Hit, Question
from slm.embed import Embedder
from slm.recall import budget, gate
from slm.recall.asked import Asked, content_words, mentions
from slm.recall.channels import CHANNELS
from slm.recall.rank import Candidate, Ranked, rank
from slm.recall.understand import understand
from slm.store import filters, memories, passages, vectors
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


def recall(
    db: Connection,
    embedder: Embedder | None,
    question: Question,
    projects: Sequence[int] | None,
    now: datetime,
) -> Found:
    """Find what answers `question`, asked `now`, in `projects` (None: all)."""
    if embedder and not vectors.are_of(db, embedder.fingerprint):
        embedder = None  # the model is being changed just now
    asked = _read(embedder, question, projects, now)
    candidates = _candidates(db, asked)
    ranked = rank(candidates, question.text)
    shown = ranked[: max(question.limit, CONTEXT_DEPTH)]
    hits = _hits(db, shown)
    reason = gate.judge(ranked)
    places = {one.memory: (one.group, one.position) for one in candidates}
    given = [
        budget.Shown(hit.memory, hit.passage, one.score, *places[one.memory])
        for hit, one in zip(hits, shown, strict=True)
    ]
    context = "" if reason else budget.fit(given, question.budget, asked.words)
    return Found(hits[: question.limit], context, reason or _too_small(context, question.budget))


def _read(
    embedder: Embedder | None, question: Question, projects: Sequence[int] | None, now: datetime
) -> Asked:
    only = filters.only(projects, kinds=question.kinds, since=question.since, as_of=question.as_of)
    vector = embedder.encode(question.text) if embedder else None
    understood = understand(question.text, _present(question, now))
    words = content_words(question.text)
    return Asked(words, vector, only, understood, mentions(question.text))


def _present(question: Question, now: datetime) -> datetime:
    """What "yesterday" is told from: the moment as of which is asked, in the asker's zone."""
    try:
        return (question.as_of or now).astimezone()
    except (OverflowError, ValueError):  # the first and last day of the calendar
        return now


def _candidates(db: Connection, asked: Asked) -> list[Candidate]:
    channels = [channel for channel in CHANNELS if channel.can_answer(asked)]
    known = {channel.name: dict(channel.search(db, asked, DEPTH)) for channel in channels}
    found = dict.fromkeys(row for scores in known.values() for row in [*scores][:DEPTH])
    for channel in channels:
        scores = known[channel.name]
        scores |= channel.score(db, asked, [row for row in found if row not in scores])
    return [
        Candidate(
            passage,
            sketch.row,
            sketch.group,
            sketch.position,
            sketch.author,
            {name: scores.get(passage, 0.0) for name, scores in known.items()},
        )
        for passage, sketch in memories.sketches(db, list(found))
    ]


def _hits(db: Connection, shown: Sequence[Ranked]) -> tuple[Hit, ...]:
    whole = memories.by_rows(db, [one.memory for one in shown])
    best: Mapping[int, str] = passages.texts(db, [one.passage for one in shown])
    return tuple(
        Hit(whole[one.memory], best[one.passage], round(one.score, 4), one.why) for one in shown
    )


def _too_small(context: str, budget_: int) -> str:
    return "" if context else f"nothing found fits into {budget_} tokens"

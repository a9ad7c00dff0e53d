"""Hear a question: what it asks for, its words and how rare they are, its vectors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from slm.domain.question import Question
from slm.embed import Embedder
from slm.recall.asked import NO_TOKENS, Asked, content_words, mentions, telling_tokens
from slm.recall.rarity import rarity
from slm.recall.understand import understand
from slm.store import filters, vectors
from slm.store.database import Connection


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What a question is answered from."""

    db: Connection  # one snapshot
    embedder: Embedder | None
    projects: tuple[int, ...] | None  # None: all
    now: datetime


def hear(source: Source, question: Question) -> Asked:
    """The question as the channels want it; without vectors while most are still to be made."""
    db, embedder = source.db, source.embedder
    words = content_words(question.text)
    rare = rarity(db, words)
    # What has no vector yet would stand below whatever has one.
    are_made = 2 * vectors.count_waiting(db) <= rare.total
    if embedder and not (are_made and vectors.are_of(db, embedder.fingerprint)):
        embedder = None
    reading = embedder.read(question.text) if embedder else None
    return Asked(
        words,
        reading.vector if reading else None,
        filters.only(
            source.projects, kinds=question.kinds, since=question.since, as_of=question.as_of
        ),
        understand(question.text, _present(question, source.now)),
        mentions(question.text),
        question.text,
        rare,
        telling_tokens(question.text, reading, rare) if reading else NO_TOKENS,
    )


def _present(question: Question, now: datetime) -> datetime:
    """What "yesterday" is told from: the moment as of which is asked, in the asker's zone."""
    try:
        return (question.as_of or now).astimezone()
    except (OverflowError, ValueError):  # the first and last day of the calendar
        return now

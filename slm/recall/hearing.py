"""Hear a question: what it asks for, its words and how rare they are, its vectors."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from slm.domain.question import Question
from slm.embed import Embedder
from slm.recall.asked import NO_SENSE, Asked, Sense, content_words, mentions, telling_tokens
from slm.recall.rarity import Rarity, rarity
from slm.recall.understand import understand
from slm.store import filters, vectors
from slm.store.database import Connection

# As many as the daemon answers at once; further ones wait for a reader.
AT_ONCE = 4
_READERS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="slm-read")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What a question is answered from."""

    db: Connection  # one snapshot
    embedder: Embedder | None
    projects: tuple[int, ...] | None  # None: all
    now: datetime


def hear(source: Source, question: Question) -> Asked:
    """The question as the channels want it; without vectors while most are still to be made.

    One about a time alone has neither words nor vectors: the times are all that is looked for.
    The model begins to read, and may be waited for where its vectors are needed.
    """
    db, embedder = source.db, source.embedder
    understood = understand(question.text, _present(question, source.now))
    # Beside a time alone, its own words would only find who else speaks of weeks and days.
    words = () if understood.only_when else content_words(question.text)
    rare = rarity(db, words)
    # What has no vector yet would stand below whatever has one.
    are_made = 2 * vectors.count_waiting(db) <= rare.total
    is_known = are_made and embedder is not None and vectors.are_of(db, embedder.fingerprint)
    if understood.only_when or not is_known:
        embedder = None
    sense = _begin(embedder, question.text, rare) if embedder else lambda: NO_SENSE
    return Asked(
        words,
        filters.only(
            source.projects, kinds=question.kinds, since=question.since, as_of=question.as_of
        ),
        understood,
        mentions(question.text),
        question.text,
        rare,
        sense,
        question.present,
    )


def _begin(embedder: Embedder, text: str, rare: Rarity) -> Callable[[], Sense]:
    """Let the model read the text; gives what waits until it has."""

    def read() -> Sense:
        reading = embedder.read(text)
        return Sense(reading.vector, telling_tokens(text, reading, rare))

    return _READERS.submit(read).result


def _present(question: Question, now: datetime) -> datetime:
    """What "yesterday" is told from: the moment as of which is asked, in the asker's zone."""
    try:
        return (question.as_of or now).astimezone()
    except (OverflowError, ValueError):  # the first and last day of the calendar
        return now

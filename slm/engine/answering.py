"""Answer questions, and hold the last answers where that is wished for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from slm.domain.question import Answer, Question
from slm.embed import Embedder
from slm.engine import given, places
from slm.engine.learning import Learning
from slm.engine.meaning import Meaning
from slm.recall.hearing import Source
from slm.recall.lookaside import Lookaside
from slm.recall.ranking.habits import NONE
from slm.recall.ranking.rank import Ranker
from slm.recall.recall import Found, recall
from slm.recall.understand import Understood, understand
from slm.store.database import Connection
from slm.store.store import Store

# Of a memory beside its text: its origin, its scores.
HIT_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class _Key:
    """All that an answer depends on, apart from what is remembered.

    Not the words alone but the text as it stands: a question mark has a token and so a vector of
    its own, and a capital begins a name. To fold them would find 7 more repeats in 1,912 prompts.
    """

    question: Question
    projects: tuple[int, ...] | None
    understood: tuple[Understood, ...]  # it and its parts: what "yesterday" means by now
    model: str


class Answering:
    """What `recall` does, over one store and one ranker; for any thread."""

    def __init__(
        self,
        store: Store,
        meaning: Meaning,
        ranker: Ranker,
        learning: Learning,
        clock: Callable[[], datetime],
        *,
        keeps: bool,
    ) -> None:
        self._store = store
        self._meaning = meaning
        self._ranker = ranker
        self._learning = learning
        self._clock = clock
        self._lookaside: Lookaside[_Key, Found] | None = Lookaside() if keeps else None

    def answer(self, question: Question) -> Answer:
        """Find what answers a question; raises UsageError for one that nothing can answer."""
        given.require_answerable(question)
        started = time.perf_counter()
        embedder = self._meaning.embedder
        mark = self._store.changes  # before the snapshot: see Lookaside
        with self._store.reading() as db:
            scope = places.scope(db, question.place)
            question = replace(question, place=scope.place)
            found = self._found(db, embedder, question, scope.projects, mark)
            meant = places.suggestion(db, scope)
        if question.learn:
            self._learning.note(question, found.hits)
        took = round((time.perf_counter() - started) * 1000, 3)
        notice = "; ".join(filter(None, (self._meaning.notice, meant)))
        return Answer(
            found.hits, found.context, found.reason, notice, took, found.gate, found.given
        )

    def _found(
        self,
        db: Connection,
        embedder: Embedder | None,
        question: Question,
        projects: tuple[int, ...] | None,
        mark: int,
    ) -> Found:
        now = self._clock()
        source = Source(db, embedder, projects, now)
        habits = self._learning.habits(db) if question.learn else NONE
        if self._lookaside is None:
            return recall(source, self._ranker, question, habits)
        model = embedder.fingerprint if embedder else ""
        key = _Key(question, projects, tuple(_understood(question, now)), model)
        known = self._lookaside.find(key, mark)
        if known:
            return known
        found = recall(source, self._ranker, question, habits)
        self._lookaside.keep(key, mark, found, _size(found))
        return found


def _understood(question: Question, now: datetime) -> Iterator[Understood]:
    if not question.as_of:  # else it always means the same
        whole = understand(question.text, now.astimezone())
        yield whole
        yield from (understand(part, now.astimezone()) for part in whole.parts)


def _size(found: Found) -> int:
    texts = (len(hit.memory.text) + len(hit.passage) + HIT_BYTES for hit in found.hits)
    return len(found.context) + sum(texts)

"""Turn questions whose answers are known into the numbers that the ranker sees of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slm.domain.question import Question
from slm.embed import Embedder
from slm.eval.cases import Case
from slm.recall.asked import Asked
from slm.recall.channels import Follower
from slm.recall.gather import gather
from slm.recall.hearing import Source, hear
from slm.recall.pool import OWN, Numbers, Pool, own
from slm.recall.ranking.features import features
from slm.recall.recall import DEPTH
from slm.store import memories, projects
from slm.store.database import Connection
from slm.store.store import Store

# What the user holds everywhere is searched with every project.
EVERYWHERE = 0

IsGold = Callable[[Case, str, str], bool]  # case, source id, session


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question, its candidates as numbers, and which of them answer."""

    fold: str
    pool: Pool
    features: dict[str, Numbers]
    answers: NDArray[np.bool_]  # one a candidate
    is_answerable: bool  # False: asked where nothing answers

    def table(self, names: Sequence[str]) -> NDArray[np.float64]:
        """The candidates' features, a row each."""
        return np.stack([self.features[name] for name in names], axis=1).astype(np.float64)

    def thinned(self, kept: NDArray[np.int64]) -> Example:
        """The same question in a store that holds no more than these of its candidates."""
        pool = self.pool.part(kept)
        return replace(self, pool=pool, features=features(pool), answers=self.answers[kept])


def answered(
    database: Path,
    embedder: Embedder | None,
    cases: Iterable[Case],
    is_gold: IsGold,
    others: Sequence[Follower] = (),
) -> list[Example]:
    """Examples of questions asked where their answers are.

    The scores of `others`, ways of finding that are off, become features under their names.
    """
    return list(_examples(database, embedder, cases, is_gold, others))


def unanswered(database: Path, embedder: Embedder | None, cases: Iterable[Case]) -> list[Example]:
    """Examples of questions asked where nothing answers."""
    return list(_examples(database, embedder, cases, None, ()))


def _examples(
    database: Path,
    embedder: Embedder | None,
    cases: Iterable[Case],
    is_gold: IsGold | None,
    others: Sequence[Follower],
) -> Iterator[Example]:
    now = datetime.now(UTC)
    with closing(Store(database)) as store, store.reading() as db:
        known = {name: id_ for id_, name in projects.names(db).items()}
        for case in cases:
            scope = (known[case.project], EVERYWHERE)
            asked = hear(Source(db, embedder, scope, now), Question(case.query))
            pool = gather(db, asked, DEPTH)
            if not len(pool):
                continue
            origins = {
                row: memory.origin
                for row, memory in memories.by_rows(db, pool.memories.tolist()).items()
            }
            here = [origins[row] for row in pool.memories.tolist()]
            answers = np.array(
                [bool(is_gold and is_gold(case, one.source_id, one.session)) for one in here]
            )
            found = features(pool) | {one.name: _score(db, asked, pool, one) for one in others}
            yield Example(case.fold, pool, found, answers, is_gold is not None)


def _score(db: Connection, asked: Asked, pool: Pool, other: Follower) -> Numbers:
    """What a follower says of the candidates; those it would add are left out."""
    passages = pool.passages.tolist()
    mixed = own(pool.scores, pool.matches) / sum(OWN.values())
    found = dict(zip(passages, mixed.clip(0, 1).tolist(), strict=True))
    scores = other.follow(db, asked, found, 0)
    return np.array([scores.get(row, 0.0) for row in passages], np.float32)

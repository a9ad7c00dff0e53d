"""Look wider where the fast way is not sure: part by part, around the best hits, and deeper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from slm.recall.asked import Asked
from slm.recall.gather import gather
from slm.recall.pool import Pool
from slm.recall.ranking.rank import Ranking
from slm.store import entities
from slm.store.beside import beside
from slm.store.database import Connection

# Passages asked of each channel: three times those of the fast way.
DEPTH = 600
# Of each part of a question: a bridge that stands lower is hardly one.
PART_DEPTH = 50
# The best hits whose neighbours are looked at, raw as they were said, and how far.
AROUND = 20
REACH = 2


def look_wider(
    db: Connection, asked: Asked, read: Callable[[str], Asked], pool: Pool, ranking: Ranking
) -> Pool:
    """More candidates for the same question; `read` makes a part of it ready for the channels."""
    also = {*_of_parts(db, asked, read), *_around(db, asked, pool, ranking)}
    return gather(db, asked, DEPTH, also)


def _of_parts(db: Connection, asked: Asked, read: Callable[[str], Asked]) -> Iterator[int]:
    for part in asked.understood.parts:
        yield from gather(db, read(part), PART_DEPTH).passages.tolist()


def _around(db: Connection, asked: Asked, pool: Pool, ranking: Ranking) -> Iterator[int]:
    best = pool.memories[ranking.order[:AROUND]].tolist()
    near = beside(db, best, asked.only, REACH)
    yield from entities.first_passages(db, near).values()

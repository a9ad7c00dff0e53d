"""Write passages with the full text and the queue entry that go with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import apsw

from slm.domain.passage import Span
from slm.store import entities, fulltext, vectors
from slm.store.filters import PRESENT


def add(
    db: apsw.Connection, memory: int, project: int, about: str, text: str, spans: Sequence[Span]
) -> None:
    """Index a memory's passages: by keyword at once, by meaning when the queue comes to them."""
    rows, meant = [], []
    for span in spans:
        db.execute(
            "INSERT INTO passages (memory, start, stop, by_meaning) VALUES (?, ?, ?, ?)",
            (memory, span.start, span.stop, span.by_meaning),
        )
        row = db.last_insert_rowid()
        rows.append((row, project, about, text[span.start : span.stop]))
        if span.by_meaning:
            meant.append(row)
    fulltext.add(db, rows)
    vectors.queue(db, meant)


def remove(db: apsw.Connection, memory: int) -> None:
    """Take a memory's passages out of every index."""
    rows = [row for (row,) in db.execute("SELECT row FROM passages WHERE memory = ?", (memory,))]
    fulltext.remove(db, rows)
    vectors.remove(db, rows)
    db.execute("DELETE FROM passages WHERE memory = ?", (memory,))


def best_first(db: apsw.Connection, scores: Mapping[int, float], limit: int) -> dict[int, float]:
    """Order passages by their scores, so that the first `limit` are the same after a rebuild.

    Equal ones at that edge come as their memories were learned. Their rows do not tell: what is
    brought back after a forgetting gets new ones, until the next rebuild.
    """
    order = sorted(sorted(scores), key=scores.__getitem__, reverse=True)
    edge = {scores[row] for row in order[limit - 1 : limit]} & {
        scores[row] for row in order[limit : limit + 1]
    }
    if edge:
        tied = [row for row in order if scores[row] in edge]
        memories = entities.memories_of(db, tied)
        order.sort(key=lambda row: (-scores[row], memories.get(row, 0), row))
    return {row: scores[row] for row in order}


def count(db: apsw.Connection, memory: int | None = None) -> tuple[int, int]:
    """How many passages there are, of one memory or in all, and how many have their vector."""
    only = "" if memory is None else "WHERE passages.memory = :memory"
    row = db.execute(
        f"""
        SELECT count(*), count(vectors.passage)
        FROM passages
        LEFT JOIN vectors ON vectors.passage = passages.row
        {only}
        """,
        {} if memory is None else {"memory": memory},
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def clear(db: apsw.Connection) -> None:
    """Empty everything derived, to make it anew."""
    fulltext.clear(db)
    db.execute("DELETE FROM passages")
    vectors.clear(db)


def unindexed(db: apsw.Connection, after: int, limit: int) -> Iterator[int]:
    """Rows beyond `after` of memories that should have passages and have none, in order."""
    for (row,) in db.execute(
        f"""
        SELECT row
        FROM memories
        WHERE {PRESENT}
          AND row > ?
          AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.memory = memories.row)
        ORDER BY row
        LIMIT ?
        """,
        (after, limit),
    ):
        yield row

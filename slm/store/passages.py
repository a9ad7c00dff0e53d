"""Write passages with the full text and the queue entry that go with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import apsw

from slm.domain.passage import Span
from slm.store import entities, fulltext, vectors


def add(
    db: apsw.Connection, memory: int, project: int, about: str, text: str, spans: Sequence[Span]
) -> None:
    """Index a memory's passages: by keyword at once, by meaning when the queue comes to them."""
    rows = []
    for span in spans:
        db.execute(
            "INSERT INTO passages (memory, start, stop, by_meaning) VALUES (?, ?, ?, ?)",
            (memory, span.start, span.stop, span.by_meaning),
        )
        rows.append((db.last_insert_rowid(), project, about, text[span.start : span.stop]))
    fulltext.add(db, rows)
    vectors.queue(db, [row[0] for row in rows])


def remove(db: apsw.Connection, memory: int) -> None:
    """Take a memory's passages out of every index."""
    rows = [row for (row,) in db.execute("SELECT row FROM passages WHERE memory = ?", (memory,))]
    fulltext.remove(db, rows)
    vectors.remove(db, rows)
    db.execute("DELETE FROM passages WHERE memory = ?", (memory,))


def texts(db: apsw.Connection, rows: Sequence[int]) -> dict[int, str]:
    """Each passage's own words."""
    marks = ",".join("?" * len(rows))
    return dict(
        db.execute(
            f"""
            SELECT passages.row,
                   substr(memories.text, passages.start + 1, passages.stop - passages.start)
            FROM passages
            JOIN memories ON memories.row = passages.memory
            WHERE passages.row IN ({marks})
            """,
            tuple(rows),
        )
    )


def best_first(db: apsw.Connection, scores: Mapping[int, float], limit: int) -> dict[int, float]:
    """The `limit` best passages with their scores, equal ones as their memories were learned.

    Not by row: what is brought back after a forgetting gets new rows, until the next rebuild.
    """
    times = Counter(scores.values())
    tied = [passage for passage, score in scores.items() if times[score] > 1]
    memories = entities.memories_of(db, tied) if tied else {}
    order = sorted(scores, key=lambda row: (-scores[row], memories.get(row, 0), row))
    return {passage: scores[passage] for passage in order[:limit]}


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
        """
        SELECT row
        FROM memories
        WHERE state != 'forgotten'
          AND row > ?
          AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.memory = memories.row)
        ORDER BY row
        LIMIT ?
        """,
        (after, limit),
    ):
        yield row

"""Read and write vectors: bits find, a finer code orders, those of tokens compare by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import apsw

from slm.domain.passage import Embedded, Waiting
from slm.store import bits
from slm.store.moments import from_stored

# Passages whose vectors are made one after another, from the first to the last: two seconds' work.
# With 64 a file takes 126 bytes a passage more, with 512 it takes 29 less.
NEWEST = 256


def use_model(db: apsw.Connection, fingerprint: str, dimension: int) -> int:
    """Make `fingerprint` the model of all vectors; those of another go, and are queued anew."""
    known: int | None = db.execute(
        "SELECT id FROM models WHERE fingerprint = ?", (fingerprint,)
    ).get
    if known is not None:
        return known
    # A number of its own: a vector may come in that was begun with the model before.
    model: int = db.execute("SELECT coalesce(max(id), 0) + 1 FROM models").get
    clear(db)
    db.execute("DELETE FROM models")
    db.execute("INSERT INTO models VALUES (?, ?, ?)", (model, fingerprint, dimension))
    bits.make(db, dimension)
    return model


def are_of(db: apsw.Connection, fingerprint: str) -> bool:
    """Whether `fingerprint` is the model of all vectors, so that one of its own compares."""
    found: int = db.execute(
        "SELECT EXISTS (SELECT 1 FROM models WHERE fingerprint = ?)", (fingerprint,)
    ).get
    return bool(found)


def clear(db: apsw.Connection) -> None:
    """Drop every vector and queue every passage."""
    bits.drop(db)
    db.execute("DELETE FROM vectors")
    db.execute("DELETE FROM token_codes")
    db.execute("INSERT OR IGNORE INTO embed_queue SELECT row FROM passages WHERE by_meaning")
    dimension: int | None = db.execute("SELECT dimension FROM models").get
    if dimension is not None:
        bits.make(db, dimension)


def queue(db: apsw.Connection, rows: Iterable[int]) -> None:
    """Let passages wait for their vectors."""
    db.executemany("INSERT INTO embed_queue (passage) VALUES (?)", ((row,) for row in rows))


def waiting(db: apsw.Connection, limit: int) -> list[Waiting]:
    """Passages whose vectors are still to be made: of the newest that wait the oldest first.

    The newest are asked for next; but rows put in from last to first leave the file's pages half
    empty, and so do short runs of them.
    """
    found: list[Waiting] = []
    before = 2**63 - 1
    while len(found) < limit:
        newest: int | None = db.execute(
            "SELECT max(passage) FROM embed_queue WHERE passage < ?", (before,)
        ).get
        if newest is None:
            break
        first = newest // NEWEST * NEWEST
        found += _waiting_between(db, first, before, limit - len(found))
        before = first
    return found


def _waiting_between(db: apsw.Connection, first: int, before: int, limit: int) -> Iterator[Waiting]:
    for row, project, author, said_at, text in db.execute(
        """
        SELECT passages.row, memories.project, memories.author, memories.said_at,
               substr(memories.text, passages.start + 1, passages.stop - passages.start)
        FROM embed_queue
        JOIN passages ON passages.row = embed_queue.passage
        JOIN memories ON memories.row = passages.memory
        WHERE embed_queue.passage >= :first AND embed_queue.passage < :before
        ORDER BY embed_queue.passage
        LIMIT :limit
        """,
        {"first": first, "before": before, "limit": limit},
    ):
        yield Waiting(row, project, author, from_stored(said_at), text)


def count_waiting(db: apsw.Connection) -> int:
    """How many passages wait for their vectors."""
    count: int = db.execute("SELECT count(*) FROM embed_queue").get
    return count


def add(db: apsw.Connection, model: int, made: Iterable[Embedded]) -> None:
    """Keep what a model made of passages, and take them off the queue.

    A passage forgotten while its vector was made is left out, and so is every vector of a model
    that is no longer the one in use. One whose memory was moved meanwhile is where that is now.
    """
    if not db.execute("SELECT EXISTS (SELECT 1 FROM models WHERE id = ?)", (model,)).get:
        return
    for one in made:
        row = one.passage.row
        db.execute("DELETE FROM embed_queue WHERE passage = ?", (row,))
        if not db.changes():
            continue
        db.execute("INSERT INTO vectors VALUES (?, ?, ?)", (row, model, one.code))
        db.execute("INSERT INTO token_codes VALUES (?, ?)", (row, one.tokens))
        bits.add(db, row, _project(db, row), one.bits)


def _project(db: apsw.Connection, passage: int) -> int:
    project: int = db.execute(
        """
        SELECT project
        FROM passages
        JOIN memories ON memories.row = passages.memory
        WHERE passages.row = ?
        """,
        (passage,),
    ).get
    return project


def remove(db: apsw.Connection, rows: Sequence[int]) -> None:
    """Take passages out of every table of vectors, and the queue."""
    for row in rows:
        db.execute("DELETE FROM embed_queue WHERE passage = ?", (row,))
        db.execute("DELETE FROM vectors WHERE passage = ?", (row,))
        db.execute("DELETE FROM token_codes WHERE passage = ?", (row,))
    bits.remove(db, rows)


def codes(db: apsw.Connection, rows: Sequence[int]) -> list[tuple[int, bytes]]:
    """The finer codes of those of the passages that have one."""
    marks = ",".join("?" * len(rows))
    return list(
        db.execute(f"SELECT passage, code FROM vectors WHERE passage IN ({marks})", tuple(rows))
    )


def token_codes(db: apsw.Connection, rows: Sequence[int]) -> list[tuple[int, bytes]]:
    """The codes of the tokens of those of the passages that have a vector."""
    marks = ",".join("?" * len(rows))
    return list(
        db.execute(f"SELECT passage, code FROM token_codes WHERE passage IN ({marks})", tuple(rows))
    )

"""Read and write vectors: bits find, a finer code orders, those of tokens compare by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import apsw

from slm.domain.passage import Embedded, Waiting
from slm.store.filters import Filter
from slm.store.moments import from_stored

# A vec0 chunk is allotted whole: 1,024 would cost a project of one memory 49 kB, 256 costs 12.
CHUNK = 256


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
    _make_bits(db, dimension)
    return model


def are_of(db: apsw.Connection, fingerprint: str) -> bool:
    """Whether `fingerprint` is the model of all vectors, so that one of its own compares."""
    found: int = db.execute(
        "SELECT EXISTS (SELECT 1 FROM models WHERE fingerprint = ?)", (fingerprint,)
    ).get
    return bool(found)


def clear(db: apsw.Connection) -> None:
    """Drop every vector and queue every passage."""
    db.execute("DROP TABLE IF EXISTS bits")
    db.execute("DELETE FROM vectors")
    db.execute("DELETE FROM token_codes")
    db.execute("INSERT OR IGNORE INTO embed_queue SELECT row FROM passages WHERE by_meaning")
    dimension: int | None = db.execute("SELECT dimension FROM models").get
    if dimension is not None:
        _make_bits(db, dimension)


def _make_bits(db: apsw.Connection, dimension: int) -> None:
    db.execute("DROP TABLE IF EXISTS bits")
    db.execute(
        f"""
        CREATE VIRTUAL TABLE bits USING vec0 (
            passage INTEGER PRIMARY KEY,
            project INTEGER PARTITION KEY,
            code bit[{int(dimension)}],
            chunk_size = {CHUNK}
        )
        """
    )


def queue(db: apsw.Connection, rows: Iterable[int]) -> None:
    """Let those of the passages that are to have a vector wait for it."""
    db.executemany(
        "INSERT INTO embed_queue SELECT row FROM passages WHERE row = ? AND by_meaning",
        ((row,) for row in rows),
    )


def waiting(db: apsw.Connection, limit: int) -> list[Waiting]:
    """Passages whose vectors are still to be made, the newest first: they are asked for next."""
    return [
        Waiting(row, project, author, from_stored(said_at), text)
        for row, project, author, said_at, text in db.execute(
            """
            SELECT passages.row, memories.project, memories.author, memories.said_at,
                   substr(memories.text, passages.start + 1, passages.stop - passages.start)
            FROM embed_queue
            JOIN passages ON passages.row = embed_queue.passage
            JOIN memories ON memories.row = passages.memory
            ORDER BY embed_queue.passage DESC
            LIMIT ?
            """,
            (limit,),
        )
    ]


def count_waiting(db: apsw.Connection) -> int:
    """How many passages wait for their vectors."""
    count: int = db.execute("SELECT count(*) FROM embed_queue").get
    return count


def add(db: apsw.Connection, model: int, made: Iterable[Embedded]) -> None:
    """Keep what a model made of passages, and take them off the queue.

    A passage forgotten while its vector was made is left out, and so is every vector of a model
    that is no longer the one in use.
    """
    if not db.execute("SELECT EXISTS (SELECT 1 FROM models WHERE id = ?)", (model,)).get:
        return
    # The queue gives the newest first, but rows put in from last to first leave each page of the
    # file half empty: 2,480 bytes a passage for 1,360 of codes, in order 1,760.
    for one in sorted(made, key=lambda each: each.passage.row):
        row = one.passage.row
        db.execute("DELETE FROM embed_queue WHERE passage = ?", (row,))
        if not db.changes():
            continue
        db.execute("INSERT INTO vectors VALUES (?, ?, ?)", (row, model, one.code))
        db.execute("INSERT INTO token_codes VALUES (?, ?)", (row, one.tokens))
        db.execute(
            "INSERT INTO bits (passage, project, code) VALUES (?, ?, vec_bit(?))",
            (row, one.passage.project, one.bits),
        )


def remove(db: apsw.Connection, rows: Sequence[int]) -> None:
    """Take passages out of every table of vectors, and the queue."""
    has_bits = exist(db)
    for row in rows:
        db.execute("DELETE FROM embed_queue WHERE passage = ?", (row,))
        db.execute("DELETE FROM vectors WHERE passage = ?", (row,))
        db.execute("DELETE FROM token_codes WHERE passage = ?", (row,))
        if has_bits:
            db.execute("DELETE FROM bits WHERE passage = ?", (row,))


def exist(db: apsw.Connection) -> bool:
    """Whether any model was ever used here."""
    found: int = db.execute("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'bits')").get
    return bool(found)


def nearest(db: apsw.Connection, bits: bytes, only: Filter, limit: int) -> list[tuple[int, int]]:
    """Passages whose bits differ least from `bits`, with how many bits differ."""
    if not exist(db):
        return []
    if only.projects is None:
        return _scan(db, bits, None, only, limit)
    # `project IN (…)` would give `limit` a partition, unordered: ask each, then merge.
    found = [pair for one in only.projects for pair in _scan(db, bits, one, only, limit)]
    return sorted(found, key=lambda pair: (pair[1], pair[0]))[:limit]


def _scan(
    db: apsw.Connection, bits: bytes, project: int | None, only: Filter, limit: int
) -> list[tuple[int, int]]:
    clauses = ["code MATCH vec_bit(:bits)", "k = :limit"]
    if project is not None:
        clauses.append("project = :project")
    if only.conditions:
        clauses.append(f"passage IN ({only.passages})")
    query = f"SELECT passage, CAST(distance AS INTEGER) FROM bits WHERE {' AND '.join(clauses)}"
    return list(
        db.execute(query, {"bits": bits, "limit": limit, "project": project} | dict(only.values))
    )


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

"""Keep one bit a dimension of each vector in vec0's table, and find the nearest by them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import apsw
import numpy as np
from numpy.typing import NDArray

from slm.errors import StoreDamaged
from slm.store.filters import Filter

# A vec0 chunk is allotted whole: 1,024 would cost a project of one memory 49 kB, 256 costs 12.
CHUNK = 256
# Chunks compared in one step: 400 kB of codes, which stay in the processor's cache.
_AT_ONCE = 32
# Of the nearest, so many times those asked for are tried against a filter before all that it
# allows are looked up: most filters allow more than a quarter.
_TRIED = 4
# As near as the last, beyond those asked for. More is one text, learned again and again.
MOST_TIED = 2_000

# Stands where a chunk has a place to spare.
_EMPTY = 0

Rows = NDArray[np.int64]
Distances = NDArray[np.uint16]


def make(db: apsw.Connection, dimension: int) -> None:
    """Make the table anew for vectors of a dimension."""
    drop(db)
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


def drop(db: apsw.Connection) -> None:
    """Remove the table with all that is in it."""
    db.execute("DROP TABLE IF EXISTS bits")


def exist(db: apsw.Connection) -> bool:
    """Whether any model was ever used here."""
    found: int = db.execute("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'bits')").get
    return bool(found)


def add(db: apsw.Connection, passage: int, project: int, code: bytes) -> None:
    """Keep a passage's bits."""
    db.execute(
        "INSERT INTO bits (passage, project, code) VALUES (?, ?, vec_bit(?))",
        (passage, project, code),
    )


def remove(db: apsw.Connection, passages: Iterable[int]) -> None:
    """Take passages out, if there is a table to take them from."""
    if exist(db):
        db.executemany("DELETE FROM bits WHERE passage = ?", ((row,) for row in passages))


def move(db: apsw.Connection, passages: Sequence[int], project: int) -> None:
    """Move passages to another project's partition, which vec0 cannot change in place."""
    if not exist(db):
        return
    marks = ",".join("?" * len(passages))
    query = f"SELECT passage, code FROM bits WHERE passage IN ({marks})"
    found = list(db.execute(query, tuple(passages)))
    remove(db, [passage for passage, _ in found])
    for passage, code in found:
        add(db, passage, project, code)


def nearest(db: apsw.Connection, code: bytes, only: Filter, limit: int) -> list[tuple[int, int]]:
    """At least `limit` passages that differ least from `code`, with how many bits differ.

    With the farthest come all that are as far: which of them stand first in the table depends on
    when their vectors were made, and the same question would have another answer after a rebuild.
    """
    if not exist(db):
        return []
    rows, distances = _all(db, code, only.projects)
    near = _within(distances, limit * _TRIED if only.conditions else limit)
    near = near[rows[near] != _EMPTY]
    if only.conditions:
        near = _allowed(db, rows, near, only)
        if len(near) < min(limit, int(np.count_nonzero(rows))):
            near = np.flatnonzero(np.isin(rows, _every_allowed(db, only)))
        near = near[_within(distances[near], limit)]
    near = near[np.lexsort((rows[near], distances[near]))][: limit + MOST_TIED]
    return list(zip(rows[near].tolist(), distances[near].tolist(), strict=True))


def _all(
    db: apsw.Connection, code: bytes, projects: Sequence[int] | None
) -> tuple[Rows, Distances]:
    """Every passage of the projects, with how many bits differ; _EMPTY ones, farthest, between.

    Read from vec0's own tables, whose search takes ten times as long (docs/decisions/0013).
    """
    where = _in_projects("partition00", projects)
    chunks = list(db.execute(f"SELECT chunk_id, validity, rowids FROM bits_chunks WHERE {where}"))
    if not chunks:
        return np.zeros(0, np.int64), np.zeros(0, np.uint16)
    ids, validity, rowids = zip(*chunks, strict=True)
    rows = np.frombuffer(bytearray().join(rowids), np.int64)
    try:
        distances = _distances(db, ids, len(rows) // len(ids), code)
    except (apsw.SQLError, ValueError) as exc:  # a chunk without its vectors, or with too few
        raise StoreDamaged(
            f"the index of vectors is damaged: {exc}", "mem doctor --rebuild makes it anew"
        ) from exc
    is_empty = np.unpackbits(~np.frombuffer(b"".join(validity), np.uint8), bitorder="little")
    empty = np.flatnonzero(is_empty.view(np.bool_))
    rows[empty], distances[empty] = _EMPTY, 8 * len(code) + 1
    return rows, distances


def _distances(db: apsw.Connection, chunks: Sequence[int], size: int, asked: bytes) -> Distances:
    """How many bits differ at each of the chunks' `size` places, also where nothing is held."""
    width = next(width for width in (8, 4, 2, 1) if len(asked) % width == 0)
    word = np.dtype(f"u{width}")
    numbers = np.frombuffer(asked, word)
    distances = np.zeros(len(chunks) * size, np.uint16)
    codes = np.empty((_AT_ONCE, size, len(numbers)), word)
    # By SELECT each code would be copied twice more, in twice the time.
    with db.blob_open("main", "bits_vector_chunks00", "vectors", chunks[0], False) as blob:
        for start in range(0, len(chunks), _AT_ONCE):
            some = chunks[start : start + _AT_ONCE]
            for chunk, place in zip(some, codes, strict=False):
                blob.reopen(chunk)
                blob.read_into(place)
            table = codes[: len(some)].reshape(-1, len(numbers))
            found = distances[start * size :][: len(table)]
            # Column by column: a row has too few words to be a loop of its own.
            for column, number in enumerate(numbers):
                found += np.bitwise_count(table[:, column] ^ number)
    return distances


def _within(distances: Distances, limit: int) -> NDArray[np.intp]:
    """Where the `limit` least distances stand, with all that equal the last of them."""
    reached = np.cumsum(np.bincount(distances))
    return np.flatnonzero(distances <= np.searchsorted(reached, limit))


def _allowed(
    db: apsw.Connection, rows: Rows, places: NDArray[np.intp], only: Filter
) -> NDArray[np.intp]:
    """Those of the places whose passage the filter allows, looked up one by one."""
    query = f"""
        SELECT passages.row
        FROM json_each(:rows)
        CROSS JOIN passages ON passages.row = json_each.value
        CROSS JOIN memories ON memories.row = passages.memory
        WHERE {" AND ".join(only.conditions)}
    """
    values = {"rows": json.dumps(rows[places].tolist()), **only.values}
    allowed = [row for (row,) in db.execute(query, values)]
    return places[np.isin(rows[places], allowed)]


def _every_allowed(db: apsw.Connection, only: Filter) -> list[int]:
    bounds = _in_projects("memories.project", only.projects)
    query = f"""
        SELECT passages.row
        FROM memories
        CROSS JOIN passages ON passages.memory = memories.row
        WHERE {" AND ".join([bounds, *only.conditions])}
    """
    return [row for (row,) in db.execute(query, dict(only.values))]


def _in_projects(column: str, projects: Sequence[int] | None) -> str:
    return "TRUE" if projects is None else f"{column} IN ({','.join(map(str, projects))})"

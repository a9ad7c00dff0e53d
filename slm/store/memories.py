"""Read and write memories: the truth that every index is derived from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

import apsw
import msgspec

from slm.domain.memory import Kind, Memory, MemoryId, Origin, State
from slm.store.filters import PRESENT
from slm.store.moments import from_stored, to_stored


# Hundreds are made for a question, each in an eighth of the time that a frozen dataclass takes.
class Sketch(msgspec.Struct, frozen=True):
    """A memory as ranking sees it."""

    row: int
    group: int  # its session or document; what stands alone has a group of its own
    position: int  # in its group
    author: str
    in_session: bool  # said to somebody, not written down alone
    said_at: int  # milliseconds since 1970, UTC
    text: str  # of the passage alone


_COLUMNS = """
    memories.row, memories.id, memories.text, memories.kind,
    origins.agent, origins.session, memories.author, origins.path, memories.source_id,
    projects.name, memories.branch, memories.said_at, memories.learned_at, memories.state,
    memories.tags, memories.trust, memories.strength, memories.uses, memories.replaced_by,
    memories.valid_to,
    (
        SELECT json_group_array(evidence ORDER BY position)
        FROM derivations
        WHERE derivations.memory = memories.row
    )
"""
_FROM = """
    FROM memories
    JOIN origins ON origins.id = memories.origin
    JOIN projects ON projects.id = memories.project
"""


def insert(db: apsw.Connection, memory: Memory, project: int) -> int:
    """Add a memory that is not there yet, and return its row."""
    db.execute(
        """
        INSERT INTO memories (
            id, text, text_hash, kind, project, branch, origin, author, source_id,
            position, said_at, learned_at, tags, trust, strength, uses, state
        ) VALUES (
            :id, :text, :text_hash, :kind, :project, :branch, :origin, :author, :source_id,
            (SELECT coalesce(max(position), 0) + 1 FROM memories WHERE origin = :origin),
            :said_at, :learned_at, :tags, :trust, :strength, :uses, :state
        )
        """,
        {
            "id": memory.id,
            "text": memory.text,
            "text_hash": text_hash(memory.text),
            "kind": memory.kind,
            "project": project,
            "branch": memory.branch,
            "origin": _origin(db, memory.origin),
            "author": memory.origin.author,
            "source_id": memory.origin.source_id,
            "said_at": to_stored(memory.said_at),
            "learned_at": to_stored(memory.learned_at),
            "tags": json.dumps(memory.tags, ensure_ascii=False),
            "trust": memory.trust,
            "strength": memory.strength,
            "uses": memory.uses,
            "state": memory.state,
        },
    )
    return db.last_insert_rowid()


def _origin(db: apsw.Connection, origin: Origin) -> int:
    key = (origin.agent, origin.session, origin.path)
    known: int | None = db.execute(
        "SELECT id FROM origins WHERE agent = ? AND session = ? AND path = ?", key
    ).get
    if known is not None:
        return known
    db.execute("INSERT INTO origins (agent, session, path) VALUES (?, ?, ?)", key)
    return db.last_insert_rowid()


def standing(db: apsw.Connection, id_: MemoryId) -> State | None:
    """The state of a memory, None if never known; a tombstone counts as FORGOTTEN."""
    state: str | None = db.execute(
        """
        SELECT state FROM memories WHERE id = :id
        UNION ALL
        SELECT 'forgotten' FROM tombstones WHERE id = :id
        LIMIT 1
        """,
        {"id": id_},
    ).get
    return None if state is None else State(state)


def standing_of(db: apsw.Connection, ids: Sequence[MemoryId]) -> dict[MemoryId, State]:
    """The states of those that were ever known; a tombstone counts as FORGOTTEN."""
    asked = json.dumps(ids)
    return {
        MemoryId(id_): State(state)
        for id_, state in db.execute(
            """
            SELECT id, 'forgotten' FROM tombstones WHERE id IN (SELECT value FROM json_each(:ids))
            UNION ALL
            SELECT id, state FROM memories WHERE id IN (SELECT value FROM json_each(:ids))
            """,
            {"ids": asked},
        )
    }


def same_text(db: apsw.Connection, text: str, project: int) -> MemoryId | None:
    """A current memory of the project that was given, not read, with just this text."""
    found: str | None = db.execute(
        f"""
        SELECT memories.id
        FROM memories
        JOIN origins ON origins.id = memories.origin
        WHERE text_hash = ? AND text = ? AND project = ? AND session = '' AND path = ''
          AND {PRESENT}
        """,
        (text_hash(text), text, project),
    ).get
    return None if found is None else MemoryId(found)


def branch(db: apsw.Connection, id_: MemoryId) -> str:
    """The branch that a memory belongs to, "" for all of its project."""
    return str(db.execute("SELECT branch FROM memories WHERE id = ?", (id_,)).get)


def hold_everywhere(db: apsw.Connection, id_: MemoryId) -> None:
    """Let a memory be of its whole project, whatever branch it was made on."""
    db.execute("UPDATE memories SET branch = '' WHERE id = ?", (id_,))


def by_rows(db: apsw.Connection, rows: Sequence[int]) -> dict[int, Memory]:
    """Memories by their row, in order."""
    # As one value: a long session has more rows than a statement may have marks (32,766).
    return dict(
        _select(
            db,
            "WHERE memories.row IN (SELECT value FROM json_each(?)) ORDER BY memories.row",
            (json.dumps(list(rows)),),
        )
    )


def rows(db: apsw.Connection, ids: Sequence[MemoryId]) -> dict[MemoryId, int]:
    """The rows of those of the memories that there are, whatever their state."""
    query = "SELECT id, row FROM memories WHERE id IN (SELECT value FROM json_each(?)) ORDER BY row"
    return {MemoryId(id_): row for id_, row in db.execute(query, (json.dumps(list(ids)),))}


def by_prefix(db: apsw.Connection, prefix: str, limit: int = 9) -> dict[int, Memory]:
    """Memories whose id begins with `prefix`."""
    return dict(
        _select(
            db,
            "WHERE memories.id >= ? AND memories.id < ? ORDER BY memories.id LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        )
    )


def of_session(db: apsw.Connection, session: str) -> dict[int, Memory]:
    """A session's memories in order, the forgotten too."""
    return dict(_select(db, "WHERE origins.session = ? ORDER BY memories.row", (session,)))


def newest(
    db: apsw.Connection,
    projects: Sequence[int] | None,
    *,
    kinds: Sequence[Kind] = (),
    state: State | None = None,
    session: str = "",
    limit: int = 20,
) -> tuple[list[Memory], int]:
    """The newest memories in `projects` (None: all), and how many there are in all."""
    clauses = ["TRUE"]
    values: list[int | str] = []
    if projects is not None:
        clauses.append(f"memories.project IN ({_marks(projects)})")
        values += [*projects]
    if kinds:
        clauses.append(f"memories.kind IN ({_marks(kinds)})")
        values += [*kinds]
    if session:
        # Or its beginning: lines for agents and people show eight characters of it.
        clauses.append("origins.session >= ? AND origins.session < ?")
        values += [session, session + "\U0010ffff"]
    clauses.append("memories.state = ?" if state else PRESENT)
    values += [state] if state else []
    where = f"WHERE {' AND '.join(clauses)}"
    total: int = db.execute(f"SELECT count(*) {_FROM} {where}", tuple(values)).get
    order = f"{where} ORDER BY said_at DESC, memories.row DESC LIMIT ?"
    return [memory for _, memory in _select(db, order, (*values, limit))], total


def sketches(db: apsw.Connection, passages: Sequence[int]) -> list[tuple[int, Sketch]]:
    """For each passage, what ranking needs to know of its memory."""
    return [
        (passage, Sketch(row, group, position, author, bool(in_session), said_at, text))
        for passage, row, group, position, author, in_session, said_at, text in db.execute(
            f"""
            SELECT passages.row, memories.row,
                   CASE WHEN session != '' OR kind = 'resource' THEN origin ELSE -memories.row END,
                   position, author, session != '', said_at,
                   substr(text, start + 1, stop - start)
            FROM passages
            JOIN memories ON memories.row = passages.memory
            JOIN origins ON origins.id = memories.origin
            WHERE passages.row IN ({_marks(passages)})
            """,
            tuple(passages),
        )
    ]


def count(db: apsw.Connection) -> tuple[int, int]:
    """How many memories there are, and how many forgotten ones that can still be brought back."""
    row = db.execute(
        f"SELECT count(*) FILTER (WHERE {PRESENT}), count(forgotten_at) FROM memories"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def _select(
    db: apsw.Connection, rest: str, values: tuple[Any, ...]
) -> Iterable[tuple[int, Memory]]:
    for row in db.execute(f"SELECT {_COLUMNS} {_FROM} {rest}", values):
        yield row[0], _memory(row)


_tags = msgspec.json.Decoder(tuple[str, ...]).decode
_ids = msgspec.json.Decoder(tuple[MemoryId, ...]).decode


def _memory(row: tuple[Any, ...]) -> Memory:
    return Memory(
        id=MemoryId(row[1]),
        text=row[2],
        kind=Kind(row[3]),
        origin=Origin(agent=row[4], session=row[5], author=row[6], path=row[7], source_id=row[8]),
        project=row[9],
        branch=row[10],
        said_at=from_stored(row[11]),
        learned_at=from_stored(row[12]),
        state=State(row[13]),
        tags=_tags(row[14]),
        trust=row[15],
        strength=row[16],
        uses=row[17],
        replaced_by=row[18],
        derived_from=_ids(row[20]),
        valid_to=None if row[19] is None else from_stored(row[19]),
    )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def text_hash(text: str) -> int:
    """A signed 64-bit hash of the text, its spaces folded."""
    folded = " ".join(text.split()).encode()
    return int.from_bytes(hashlib.blake2b(folded, digest_size=8).digest(), signed=True)

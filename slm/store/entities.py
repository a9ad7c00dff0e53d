"""Read and write the graph of who and what the memories are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw

from slm.domain.entity import Entity, EntityKind, aliases
from slm.store.filters import PRESENT, Filter


@dataclass(frozen=True, slots=True)
class ToRead:
    """A memory whose entities are still to be looked for."""

    memory: int
    project: int
    text: str
    author: str


@dataclass(frozen=True, slots=True)
class Known:
    """An entity some memory mentions."""

    id: int
    entity: Entity


def write(db: apsw.Connection, memory: int, project: int, found: Sequence[Entity]) -> None:
    """Keep what a memory mentions; one that mentions nothing is known to have been read."""
    for one in found:
        db.execute(
            "INSERT OR IGNORE INTO mentions (entity, project, memory) VALUES (?, ?, ?)",
            (_id(db, one), project, memory),
        )
    db.execute(
        """
        INSERT INTO entity_counts (memory, count) VALUES (:memory, :count)
        ON CONFLICT (memory) DO UPDATE SET count = :count
        """,
        {"memory": memory, "count": len(found)},
    )


def put_off(db: apsw.Connection, memory: int) -> None:
    """Know that what a memory mentions is still to be read."""
    # An INSERT OR REPLACE took 45 µs here, this takes 1: thousands are put off at once.
    db.execute(
        """
        INSERT INTO entity_counts (memory, count) VALUES (?, NULL)
        ON CONFLICT (memory) DO UPDATE SET count = NULL
        """,
        (memory,),
    )


def _id(db: apsw.Connection, one: Entity) -> int:
    known: int | None = db.execute(
        "SELECT id FROM entities WHERE name = ? AND kind = ?", (one.name, one.kind)
    ).get
    if known is not None:
        return known
    db.execute("INSERT INTO entities (name, kind) VALUES (?, ?)", (one.name, one.kind))
    id_ = db.last_insert_rowid()
    db.executemany(
        "INSERT INTO aliases (name, entity) VALUES (?, ?)", ((name, id_) for name in aliases(one))
    )
    return id_


def remove(db: apsw.Connection, memory: int) -> None:
    """Take a memory out of the graph, and with it what no other one mentions."""
    ids = [id_ for (id_,) in db.execute("SELECT entity FROM mentions WHERE memory = ?", (memory,))]
    db.execute("DELETE FROM mentions WHERE memory = ?", (memory,))
    db.execute("DELETE FROM entity_counts WHERE memory = ?", (memory,))
    db.executemany(
        """
        DELETE FROM entities
        WHERE id = :id AND NOT EXISTS (SELECT 1 FROM mentions WHERE entity = :id)
        """,
        ({"id": id_} for id_ in ids),
    )


def clear(db: apsw.Connection) -> None:
    """Empty the graph and let every memory wait to be read again."""
    for table in ("mentions", "aliases", "entities", "entity_counts"):
        db.execute(f"DELETE FROM {table}")
    db.execute(f"INSERT INTO entity_counts (memory) SELECT row FROM memories WHERE {PRESENT}")


def waiting(db: apsw.Connection, limit: int) -> list[ToRead]:
    """Memories still to be read, the newest first: they are asked for next."""
    return [
        ToRead(*row)
        for row in db.execute(
            """
            SELECT memories.row, project, text, author
            FROM entity_counts
            JOIN memories ON memories.row = entity_counts.memory
            WHERE count IS NULL
            ORDER BY memory DESC
            LIMIT ?
            """,
            (limit,),
        )
    ]


def count_waiting(db: apsw.Connection) -> int:
    """How many memories are still to be read."""
    count: int = db.execute("SELECT count(*) FROM entity_counts WHERE count IS NULL").get
    return count


def add_read(db: apsw.Connection, read: Iterable[tuple[ToRead, Sequence[Entity]]]) -> None:
    """Keep what was found in memories that waited; one forgotten meanwhile is left out.

    One that was moved meanwhile is read for the project it is in now.
    """
    for one, found in read:
        project: int | None = db.execute(
            """
            SELECT project
            FROM entity_counts
            JOIN memories ON memories.row = entity_counts.memory
            WHERE memory = ? AND count IS NULL
            """,
            (one.memory,),
        ).get
        if project is not None:
            write(db, one.memory, project, found)


def called(db: apsw.Connection, name: str, limit: int) -> list[Known]:
    """The entities of any kind with this folded name, or that go by it as well, by name.

    Not by id: a rebuild gives others, and a limit would leave out others.
    """
    return [
        Known(id_, Entity(EntityKind(kind), own))
        for id_, kind, own in db.execute(
            """
            SELECT id, kind, name FROM entities WHERE name = :name
            UNION
            SELECT id, kind, entities.name
            FROM aliases
            JOIN entities ON entities.id = aliases.entity
            WHERE aliases.name = :name
            ORDER BY name, kind
            LIMIT :limit
            """,
            {"name": name, "limit": limit},
        )
    ]


def mentioning(db: apsw.Connection, entity: int, only: Filter, limit: int) -> list[int]:
    """Memories that mention the entity, of each project the one learned last first.

    Without conditions no more rows are read than are given back.
    """
    memories = "JOIN memories ON memories.row = mentions.memory" if only.conditions else ""
    clauses = ["entity = :entity", *_in_projects(only, "mentions."), *only.conditions]
    return _column(
        db,
        f"""
        SELECT mentions.memory
        FROM mentions
        {memories}
        WHERE {" AND ".join(clauses)}
        ORDER BY mentions.project DESC, mentions.memory DESC
        LIMIT :limit
        """,
        {"entity": entity, "limit": limit, **only.values},
    )


def count_mentioning(db: apsw.Connection, entity: int, only: Filter, limit: int) -> int:
    """How many memories of the projects mention the entity, counted up to `limit`."""
    clauses = ["entity = :entity", *_in_projects(only)]
    count: int = db.execute(
        f"""
        SELECT count(*)
        FROM (SELECT 1 FROM mentions WHERE {" AND ".join(clauses)} LIMIT :limit)
        """,
        {"entity": entity, "limit": limit},
    ).get
    return count


def count_memories(db: apsw.Connection, only: Filter, limit: int) -> int:
    """How many memories there are in the projects, counted up to `limit`."""
    where = " AND ".join(["TRUE", *_in_projects(only)])
    count: int = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM memories WHERE {where} LIMIT :limit)",
        {"limit": limit},
    ).get
    return count


def mentioned(db: apsw.Connection, memories: Iterable[int]) -> list[tuple[int, int]]:
    """What the memories mention, as (memory, entity)."""
    return list(
        db.execute(
            """
            SELECT memory, entity
            FROM mentions
            WHERE memory IN (SELECT value FROM json_each(?))
            ORDER BY memory, entity
            """,
            (json.dumps(list(memories)),),
        )
    )


def allowed(db: apsw.Connection, memories: Sequence[int], only: Filter) -> set[int]:
    """Those of the memories that meet the conditions; their projects are not looked at."""
    if not only.conditions:
        return set(memories)
    query = f"""
        SELECT row FROM memories
        WHERE row IN (SELECT value FROM json_each(:rows)) AND {" AND ".join(only.conditions)}
    """
    return set(_column(db, query, {"rows": json.dumps(list(memories)), **only.values}))


def first_passages(db: apsw.Connection, memories: Sequence[int]) -> dict[int, int]:
    """The first passage of each of the memories that have one."""
    return dict(
        db.execute(
            """
            SELECT memory, min(row)
            FROM passages
            WHERE memory IN (SELECT value FROM json_each(?))
            GROUP BY memory
            """,
            (json.dumps(list(memories)),),
        )
    )


def memories_of(db: apsw.Connection, passages: Sequence[int]) -> dict[int, int]:
    """The memory of each of the passages."""
    return dict(
        db.execute(
            """
            SELECT row, memory FROM passages WHERE row IN (SELECT value FROM json_each(?))
            """,
            (json.dumps(list(passages)),),
        )
    )


def _in_projects(only: Filter, table: str = "") -> list[str]:
    if only.projects is None:
        return []
    return [f"{table}project IN ({','.join(map(str, only.projects))})"]


def _column(db: apsw.Connection, query: str, values: dict[str, int | str]) -> list[int]:
    return [value for (value,) in db.execute(query, values)]


DISAGREEMENTS = {
    "memories never read for entities": f"""
        SELECT count(*) FROM memories
        WHERE {PRESENT} AND row NOT IN (SELECT memory FROM entity_counts)
    """,
    "memories with other mentions than were found": """
        SELECT count(*) FROM entity_counts
        WHERE count != (SELECT count(*) FROM mentions WHERE mentions.memory = entity_counts.memory)
    """,
    "mentions of forgotten memories, or of another project's": f"""
        SELECT count(*) FROM mentions
        JOIN memories ON memories.row = mentions.memory
        WHERE NOT {PRESENT} OR memories.project != mentions.project
    """,
    "entities nobody mentions": """
        SELECT count(*) FROM entities WHERE id NOT IN (SELECT entity FROM mentions)
    """,
}

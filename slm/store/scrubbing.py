"""Read all that is kept as text, and write it again without what is not to be kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import apsw

from slm.domain.memory import Memory
from slm.store.memories import text_hash


@dataclass(frozen=True, slots=True)
class Label:
    """A text that is no memory's own: it names a project, a log or a session."""

    place: str  # one of LABELS
    text: str


# Table and column, and what is done with a row whose text is to change: from :old to :new.
# A cursor goes, so that its log is read again: what is known already is not stored twice.
_TIDY: dict[str, tuple[str, ...]] = {
    "project_keys.key": (
        "UPDATE OR IGNORE project_keys SET key = :new WHERE key = :old",
        "DELETE FROM project_keys WHERE key = :old",
    ),
    "project_aliases.name": (
        "UPDATE OR IGNORE project_aliases SET name = :new WHERE name = :old",
        "DELETE FROM project_aliases WHERE name = :old",
    ),
    # What repositories and folders are called is needed as it is, or not at all.
    **{
        f"repositories.{column}": (f"DELETE FROM repositories WHERE {column} = :old",)
        for column in ("path", "mark", "main", "tips")
    },
    **{
        f"branches.{column}": (f"DELETE FROM branches WHERE {column} = :old",)
        for column in ("name", "tip", "present", "holds")
    },
    **{
        f"files.{column}": (f"DELETE FROM files WHERE {column} = :old",)
        for column in ("root", "path", "name")
    },
    **{
        f"pieces.{column}": (f"DELETE FROM pieces WHERE {column} = :old",)
        for column in ("name", "symbol")
    },
    "watches.path": ("DELETE FROM watches WHERE path = :old",),
    "unread.path": ("DELETE FROM unread WHERE path = :old",),
    "unread.reason": ("DELETE FROM unread WHERE reason = :old",),
    "shown.session": ("DELETE FROM shown WHERE session = :old",),
    "cursors.path": ("DELETE FROM cursors WHERE path = :old",),
    "cursors.format": ("DELETE FROM cursors WHERE format = :old",),
    "derivations.evidence": (
        "UPDATE OR IGNORE derivations SET evidence = :new WHERE evidence = :old",
        "DELETE FROM derivations WHERE evidence = :old",
    ),
    "acts.act": ("DELETE FROM acts WHERE act = :old",),
    "acts.moved": ("DELETE FROM acts WHERE moved = :old",),
    "memories.replaced_by": ("UPDATE memories SET replaced_by = :new WHERE replaced_by = :old",),
    "origins.agent": (),
    "origins.session": (),
    "origins.path": (),
    "projects.name": (),
}
LABELS = tuple(_TIDY)


def memories_after(
    db: apsw.Connection, row: int, most: int, characters: int
) -> tuple[list[int], int]:
    """The next memories, the forgotten too: at most `most`, and of so many characters together.

    With them comes how many there are still after these.
    """
    rows: list[int] = []
    query = "SELECT row, length(text) FROM memories WHERE row > ? ORDER BY row LIMIT ?"
    for found, length in db.execute(query, (row, most)):
        characters -= length
        if rows and characters < 0:
            break
        rows.append(found)
    last = rows[-1] if rows else row
    left: int = db.execute("SELECT count(*) FROM memories WHERE row > ?", (last,)).get
    return rows, left


def rewrite(db: apsw.Connection, row: int, memory: Memory) -> None:
    """Write what a memory says and is labelled with; what is derived from it is the caller's."""
    db.execute(
        """
        UPDATE memories
        SET text = :text, text_hash = :hash, branch = :branch, author = :author,
            source_id = :source_id, tags = :tags
        WHERE row = :row
        """,
        {
            "row": row,
            "text": memory.text,
            "hash": text_hash(memory.text),
            "branch": memory.branch,
            "author": memory.origin.author,
            "source_id": memory.origin.source_id,
            "tags": json.dumps(memory.tags, ensure_ascii=False),
        },
    )


def labels(db: apsw.Connection) -> list[Label]:
    """Every label there is, each once a place."""
    found = []
    for place in LABELS:
        table, _, column = place.partition(".")
        query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} != ''"  # no null either
        found += [Label(place, text) for (text,) in db.execute(query)]
    return found


def relabel(db: apsw.Connection, label: Label, new: str) -> None:
    """Change a label wherever it stands; what it is a key of stays together."""
    if label.place == "projects.name":
        _rename(db, label.text, new)
    elif label.place.startswith("origins."):
        _change_origins(db, label.place.removeprefix("origins."), label.text, new)
    for statement in _TIDY[label.place]:
        db.execute(statement, {"old": label.text, "new": new})


def _rename(db: apsw.Connection, old: str, new: str) -> None:
    """Give a project the new name, numbered where another project has that."""
    taken = {name for (name,) in db.execute("SELECT name FROM projects WHERE name != ?", (old,))}
    free = next(name for name in _numbered(new, len(taken)) if name not in taken)
    db.execute("UPDATE projects SET name = ? WHERE name = ?", (free, old))


def _numbered(name: str, most: int) -> Iterable[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, most + 3))


def _change_origins(db: apsw.Connection, column: str, old: str, new: str) -> None:
    query = f"SELECT id, agent, session, path FROM origins WHERE {column} = ?"
    for id_, agent, session, path in list(db.execute(query, (old,))):
        names = {"agent": agent, "session": session, "path": path, column: new}
        into: int | None = db.execute(
            """
            SELECT id FROM origins
            WHERE agent = :agent AND session = :session AND path = :path AND id != :id
            """,
            {**names, "id": id_},
        ).get
        if into is None:
            db.execute(f"UPDATE origins SET {column} = ? WHERE id = ?", (new, id_))
        else:
            _join(db, id_, into)


def _join(db: apsw.Connection, origin: int, into: int) -> None:
    """Let one origin's memories follow another's, which is called the same now."""
    last: int = db.execute(
        "SELECT coalesce(max(position), 0) FROM memories WHERE origin = ?", (into,)
    ).get
    db.execute(
        "UPDATE memories SET origin = ?, position = position + ? WHERE origin = ?",
        (into, last, origin),
    )
    db.execute("DELETE FROM origins WHERE id = ?", (origin,))


def names(db: apsw.Connection) -> list[str]:
    """Every name in the graph of entities."""
    return [
        name for (name,) in db.execute("SELECT name FROM entities UNION SELECT name FROM aliases")
    ]


def mentioning(db: apsw.Connection, named: Iterable[str]) -> list[int]:
    """The memories that mention an entity which goes by one of the names."""
    return [
        row
        for (row,) in db.execute(
            """
            SELECT DISTINCT memory
            FROM mentions
            WHERE entity IN (
                SELECT id FROM entities WHERE name IN (SELECT value FROM json_each(:names))
                UNION
                SELECT entity FROM aliases WHERE name IN (SELECT value FROM json_each(:names))
            )
            ORDER BY memory
            """,
            {"names": json.dumps(list(named))},
        )
    ]


def drop_orphans(db: apsw.Connection) -> None:
    """Remove what is derived from nothing that is kept any more."""
    db.execute("DELETE FROM entities WHERE id NOT IN (SELECT entity FROM mentions)")
    db.execute(
        """
        DELETE FROM words
        WHERE rowid IN (SELECT id FROM words_docsize WHERE id NOT IN (SELECT row FROM passages))
        """
    )
    db.execute("DELETE FROM origins WHERE id NOT IN (SELECT origin FROM memories)")

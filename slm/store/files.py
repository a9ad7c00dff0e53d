"""Read and write which files of projects were read, how they looked then, and what they hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from slm.domain.file import Address, Stamp
from slm.domain.memory import MemoryId


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was last read. Moments are milliseconds since 1970."""

    id: int
    address: Address
    format: str
    stamp: Stamp
    first_read_at: int
    read_at: int
    changed_at: int
    gone_at: int | None
    pieces: int  # how many memories it holds


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One piece that a file holds."""

    name: str
    memory: int


_COLUMNS = """
    id, project, root, path, format, size, modified, inode, hash,
    first_read_at, read_at, changed_at, gone_at,
    (SELECT count(DISTINCT memory) FROM pieces WHERE file = files.id AND until IS NULL)
"""


def exist(db: apsw.Connection) -> bool:
    """Whether any project's file was ever read."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM files)").get)


def knows_root(db: apsw.Connection, root: str) -> bool:
    """Whether any file of a root was read and is there."""
    return bool(
        db.execute(
            "SELECT EXISTS (SELECT 1 FROM files WHERE root = ? AND gone_at IS NULL)", (root,)
        ).get
    )


def find(db: apsw.Connection, address: Address) -> KnownFile | None:
    """One file, if it was ever read."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM files WHERE project = ? AND root = ? AND path = ?",
        (address.project, address.root, address.path),
    ).fetchone()
    return _known(row) if row else None


def below(db: apsw.Connection, project: int, root: str, folder: str = "") -> dict[str, KnownFile]:
    """The files below a folder of a root ("": all of it) by their paths, the gone ones too."""
    prefix = f"{folder}/" if folder else ""
    rows = db.execute(
        f"""
        SELECT {_COLUMNS} FROM files
        WHERE project = ? AND root = ? AND path >= ? AND path < ?
        ORDER BY path
        """,
        (project, root, prefix, prefix + "\U0010ffff"),
    )
    return {one.address.path: one for one in map(_known, rows)}


def _known(row: tuple[Any, ...]) -> KnownFile:
    id_, project, root, path, format_, size, modified, inode, hash_, *moments, pieces = row
    address, stamp = Address(project, root, path), Stamp(size, modified, inode, hash_)
    first, read, changed, gone = moments
    return KnownFile(id_, address, format_, stamp, first, read, changed, gone, pieces)


def save(db: apsw.Connection, address: Address, format_: str, stamp: Stamp, at: int) -> int:
    """Keep how a file looks at `at` (milliseconds), and return its row's id.

    It changed when its own clock says so, where that lies between two looks at it.
    """
    return int(
        db.execute(
            """
            INSERT INTO files (
                project, root, path, name, format, size, modified, inode, hash,
                first_read_at, read_at, changed_at
            ) VALUES (
                :project, :root, :path, :name, :format, :size, :modified, :inode, :hash,
                :at, :at, min(:changed, :at)
            )
            ON CONFLICT DO UPDATE SET
                changed_at = CASE
                    WHEN hash = excluded.hash AND gone_at IS NULL THEN changed_at
                    WHEN :changed > read_at AND :changed <= :at THEN :changed
                    ELSE :at
                END,
                format = excluded.format, size = excluded.size, modified = excluded.modified,
                inode = excluded.inode, hash = excluded.hash, read_at = :at, gone_at = NULL
            RETURNING id
            """,
            {
                "project": address.project,
                "root": address.root,
                "path": address.path,
                "name": address.path.rpartition("/")[2],
                "format": format_,
                "size": stamp.size,
                "modified": stamp.modified,
                "inode": stamp.inode,
                "hash": stamp.hash,
                "changed": stamp.modified // 1_000_000,
                "at": at,
            },
        ).get
    )


def end(db: apsw.Connection, file: int, at: int) -> None:
    """Keep that a file is gone since `at` (milliseconds)."""
    db.execute("UPDATE files SET gone_at = ? WHERE id = ? AND gone_at IS NULL", (at, file))


def held(db: apsw.Connection, file: int) -> set[Held]:
    """What a file holds."""
    return {
        Held(*row)
        for row in db.execute(
            "SELECT name, memory FROM pieces WHERE file = ? AND until IS NULL", (file,)
        )
    }


def hold(db: apsw.Connection, file: int, one: Held, symbol: str, at: int) -> None:
    """Keep that a file holds a piece, from `at` (milliseconds) on if it never did before."""
    db.execute(
        """
        INSERT INTO pieces (file, name, memory, symbol, since) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET until = NULL, symbol = excluded.symbol
        """,
        (file, one.name, one.memory, symbol, at),
    )


def let_go(db: apsw.Connection, file: int, one: Held, at: int) -> None:
    """Keep that a file holds a piece no longer."""
    db.execute(
        "UPDATE pieces SET until = ? WHERE file = ? AND name = ? AND memory = ? AND until IS NULL",
        (at, file, one.name, one.memory),
    )


def unheld(db: apsw.Connection, memories: Sequence[int]) -> list[int]:
    """Those of the memories that no file of any root holds."""
    return [
        row
        for (row,) in db.execute(
            """
            SELECT value FROM json_each(?)
            WHERE NOT EXISTS (
                SELECT 1 FROM pieces WHERE pieces.memory = value AND until IS NULL
            )
            """,
            (json.dumps(list(memories)),),
        )
    ]


def never_linked(db: apsw.Connection, address: Address) -> list[tuple[str, int]]:
    """Pieces of a path, as (name, memory), read by a release that kept no table of files."""
    return list(
        db.execute(
            """
            SELECT source_id, row
            FROM origins
            JOIN memories ON memories.origin = origins.id
            WHERE agent = 'markdown' AND session = '' AND path = ? AND project = ?
              AND kind = 'resource' AND state != 'superseded'
              AND row NOT IN (SELECT memory FROM pieces)
            """,
            (address.path, address.project),
        )
    )


def remembered(db: apsw.Connection, ids: Sequence[MemoryId]) -> set[MemoryId]:
    """Those of the memories that need only be held: there, and not superseded."""
    return {
        MemoryId(id_)
        for (id_,) in db.execute(
            """
            SELECT id FROM memories
            WHERE id IN (SELECT value FROM json_each(?)) AND state != 'superseded'
            """,
            (json.dumps(list(ids)),),
        )
    }


def adopt(db: apsw.Connection, project: int, into: int) -> None:
    """Let a project's files be another's; of one that both know, the other's stays."""
    db.execute("UPDATE OR IGNORE files SET project = ? WHERE project = ?", (into, project))
    db.execute("DELETE FROM files WHERE project = ?", (project,))

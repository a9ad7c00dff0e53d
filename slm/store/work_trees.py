"""Read and write which work trees pieces of files were read in."""

from __future__ import annotations

import json
from collections.abc import Mapping

import apsw

from slm.domain.file import Address


def roots(db: apsw.Connection) -> list[tuple[int, str]]:
    """The folders that files are named from, each with its project; a look at one row of each."""
    return list(
        db.execute(
            """
            WITH RECURSIVE each (root) AS (
                SELECT min(root) FROM files
                UNION ALL
                SELECT (SELECT min(root) FROM files WHERE files.root > each.root) FROM each
                WHERE root IS NOT NULL
            )
            SELECT (SELECT project FROM files WHERE files.root = each.root LIMIT 1), root
            FROM each
            WHERE root IS NOT NULL
            """
        )
    )


def in_file(db: apsw.Connection, address: Address) -> list[int]:
    """The memories that a file holds or held."""
    query = """
        SELECT DISTINCT memory
        FROM files
        JOIN pieces ON pieces.file = files.id
        WHERE root = ? AND path = ? AND project = ?
    """
    values = (address.root, address.path, address.project)
    return [row for (row,) in db.execute(query, values)]


def in_root(db: apsw.Connection, root: str) -> list[int]:
    """The memories that the files of a root hold."""
    query = """
        SELECT DISTINCT memory
        FROM files
        JOIN pieces ON pieces.file = files.id
        WHERE root = ? AND until IS NULL
    """
    return [row for (row,) in db.execute(query, (root,))]


def put_on_branches(db: apsw.Connection, memories: list[int], branches: Mapping[str, str]) -> None:
    """Let pieces be of the branch of the work tree that alone holds them.

    `branches` are those of the roots that have one; what any other root holds is the project's.
    """
    db.execute(
        """
        WITH held AS (
            SELECT
                pieces.memory,
                CASE WHEN max(label.value IS NULL) THEN '' ELSE min(label.value) END AS branch
            FROM pieces
            JOIN files ON files.id = pieces.file
            LEFT JOIN json_each(:branches) AS label ON label.key = files.root
            WHERE pieces.memory IN (SELECT value FROM json_each(:memories)) AND until IS NULL
            GROUP BY pieces.memory
        )
        UPDATE memories SET branch = held.branch
        FROM held
        WHERE memories.row = held.memory AND memories.branch != held.branch
        """,
        {"branches": json.dumps(dict(branches)), "memories": json.dumps(memories)},
    )

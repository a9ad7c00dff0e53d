"""Read and write where remembered commits stand: on which branch, or nowhere any more."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import apsw

from slm.domain import ids
from slm.domain.commit import GIT
from slm.domain.memory import MemoryId, State


@dataclass(frozen=True, slots=True)
class Known:
    """A commit that is remembered."""

    row: int
    branch: str
    state: State


_KNOWN = """
    SELECT source_id, memories.row, branch, state
    FROM origins
    JOIN memories ON memories.origin = origins.id
"""


def of_project(db: apsw.Connection, project: int) -> dict[str, Known]:
    """All that are remembered of a project, by their hashes."""
    return _known(db.execute(f"{_KNOWN} WHERE agent = ? AND project = ?", (GIT, project)))


def of_branches(db: apsw.Connection, project: int) -> dict[str, Known]:
    """A project's commits that are some branch's alone, or were made again, by their hashes."""
    where = "WHERE agent = ? AND project = ? AND (branch != '' OR state = 'superseded')"
    return _known(db.execute(f"{_KNOWN} {where}", (GIT, project)))


def find(db: apsw.Connection, project: int, hashes: Collection[str]) -> dict[str, Known]:
    """Those of a project's commits that are remembered, by their hashes."""
    asked = json.dumps([ids.logged(GIT, "", hash_) for hash_ in hashes])
    where = "WHERE project = ? AND memories.id IN (SELECT value FROM json_each(?))"
    return _known(db.execute(f"{_KNOWN} {where}", (project, asked)))


def _known(rows: Iterable[tuple[Any, ...]]) -> dict[str, Known]:
    return {hash_: Known(row, branch, State(state)) for hash_, row, branch, state in rows}


def put_on(db: apsw.Connection, row: int, branch: str) -> None:
    """Let a commit be a branch's, "" for the project's."""
    db.execute("UPDATE memories SET branch = ? WHERE row = ?", (branch, row))


def made_again(db: apsw.Connection, row: int, lost: Collection[int]) -> MemoryId | None:
    """The commit that a rewritten one became: by the same author, of the same moment and subject.

    None of the `lost` ones is.
    """
    found: str | None = db.execute(
        """
        SELECT new.id
        FROM memories AS old
        JOIN memories AS new ON new.project = old.project AND new.said_at = old.said_at
        JOIN origins ON origins.id = new.origin
        WHERE old.row = :row AND new.row != old.row AND agent = :git
          AND new.author = old.author
          AND substr(new.text, 1, instr(new.text || char(10), char(10)) - 1)
            = substr(old.text, 1, instr(old.text || char(10), char(10)) - 1)
          AND new.state NOT IN ('forgotten', 'superseded')
          AND new.row NOT IN (SELECT value FROM json_each(:lost))
        ORDER BY new.row DESC
        LIMIT 1
        """,
        {"row": row, "git": GIT, "lost": json.dumps([*lost])},
    ).get
    return None if found is None else MemoryId(found)

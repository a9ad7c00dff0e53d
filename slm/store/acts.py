"""Read and write what was done with the memories that answers had shown."""

from __future__ import annotations

import json
from collections.abc import Iterable

import apsw

from slm.domain.use import Act, Use


def add(db: apsw.Connection, uses: Iterable[Use], at: int) -> None:
    """Keep acts (`at`: milliseconds), but for those done before for the same question."""
    db.executemany(
        """
        INSERT OR IGNORE INTO acts (memory, question, act, at, moved)
        SELECT row, :question, :act, :at, :moved
        FROM memories
        WHERE row = :memory            -- it may have been purged meanwhile
        """,
        (
            {
                "memory": use.memory,
                "question": use.question,
                "act": str(use.act),
                "at": at,
                "moved": json.dumps(dict(use.moved)),
            }
            for use in uses
        ),
    )


def latest(db: apsw.Connection, most: int) -> list[Use]:
    """The last acts, oldest first."""
    rows = db.execute(
        "SELECT memory, question, act, moved FROM acts ORDER BY row DESC LIMIT ?", (most,)
    ).fetchall()
    return [
        Use(memory, question, Act(act), json.loads(moved))
        for memory, question, act, moved in reversed(rows)
    ]


def mark(db: apsw.Connection) -> tuple[int, int]:
    """The same as long as the acts are: how many there are, and the last, of rows never reused."""
    count: int = db.execute("SELECT count(*) FROM acts").get
    last: int | None = db.execute("SELECT max(row) FROM acts").get
    return count, last or 0


def take_back(db: apsw.Connection, memories: Iterable[int], act: Act) -> None:
    """Let it be as if this was never done with these memories."""
    db.executemany(
        "DELETE FROM acts WHERE memory = ? AND act = ?", ((row, str(act)) for row in memories)
    )


def clear(db: apsw.Connection) -> int:
    """Take back every act; returns how many there were."""
    count, _ = mark(db)
    db.execute("DELETE FROM acts")
    return count

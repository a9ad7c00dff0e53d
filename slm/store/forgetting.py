"""Take memories out of every index, bring them back, or erase them for good."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from slm.store import entities, episodes, fulltext, passages


def unindex(db: apsw.Connection, row: int) -> None:
    """Take a memory out of every index; what it says and is stays in its row."""
    passages.remove(db, row)
    entities.remove(db, row)


def forget(db: apsw.Connection, rows: Sequence[int], at: int) -> None:
    """Hide memories, to be undone together by their moment `at` (milliseconds)."""
    episodes.outdate(db, rows)
    for row in rows:
        unindex(db, row)
        db.execute(
            "UPDATE memories SET state = 'forgotten', forgotten_at = ? WHERE row = ?", (at, row)
        )


def last_forgotten(db: apsw.Connection) -> list[int]:
    """The memories that the latest forgetting took."""
    return [
        row
        for (row,) in db.execute(
            """
            SELECT row FROM memories
            WHERE forgotten_at = (SELECT max(forgotten_at) FROM memories)
            ORDER BY row
            """
        )
    ]


def forgotten_at(db: apsw.Connection, row: int) -> int | None:
    """The moment (milliseconds) a memory was forgotten, if it was."""
    moment: int | None = db.execute("SELECT forgotten_at FROM memories WHERE row = ?", (row,)).get
    return moment


def bring_back(db: apsw.Connection, rows: Sequence[int]) -> None:
    """Let forgotten memories be as they were; passages are the caller's to add.

    A piece of a file that says otherwise by now is superseded.
    """
    episodes.outdate(db, rows)
    db.executemany(
        """
        UPDATE memories
        SET forgotten_at = NULL,
            state = CASE
                WHEN valid_to IS NOT NULL AND row IN (SELECT memory FROM pieces) THEN 'superseded'
                ELSE 'active'
            END
        WHERE row = ?
        """,
        ((row,) for row in rows),
    )


def forgotten_before(db: apsw.Connection, moment: int) -> list[int]:
    """Memories forgotten before `moment` (milliseconds): no longer to be undone."""
    return [
        row for (row,) in db.execute("SELECT row FROM memories WHERE forgotten_at < ?", (moment,))
    ]


def purge(db: apsw.Connection, rows: Sequence[int], at: int) -> None:
    """Erase memories, leaving a tombstone each; `Store.settle` then empties the journal."""
    episodes.outdate(db, rows)
    for row in rows:
        unindex(db, row)
        db.execute(
            "INSERT OR IGNORE INTO tombstones SELECT id, ? FROM memories WHERE row = ?", (at, row)
        )
        db.execute("DELETE FROM memories WHERE row = ?", (row,))
    db.execute("DELETE FROM origins WHERE id NOT IN (SELECT origin FROM memories)")
    # A contentless table keeps the words of what was deleted until it is rewritten.
    fulltext.optimize(db)

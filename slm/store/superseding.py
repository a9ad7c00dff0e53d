"""Take pieces of earlier versions out of every index, say what stands for them, and revive them."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from slm.domain.memory import MemoryId
from slm.store.forgetting import unindex


def supersede(db: apsw.Connection, row: int, at: int, by: MemoryId | None) -> None:
    """End a memory at `at` (milliseconds); one that was forgotten stays so, and ends as well."""
    unindex(db, row)
    db.execute(
        """
        UPDATE memories
        SET state = CASE state WHEN 'forgotten' THEN state ELSE 'superseded' END,
            valid_to = :at, replaced_by = :by
        WHERE row = :row
        """,
        {"row": row, "at": at, "by": by},
    )


def revive(db: apsw.Connection, row: int) -> None:
    """Let a superseded memory hold again; its passages are the caller's to add."""
    db.execute(
        """
        UPDATE memories SET state = 'active', valid_to = NULL, replaced_by = NULL WHERE row = ?
        """,
        (row,),
    )


def revive_forgotten(db: apsw.Connection, rows: Sequence[int]) -> None:
    """Let those of the memories that are forgotten hold again, once they are brought back."""
    db.executemany(
        """
        UPDATE memories SET valid_to = NULL, replaced_by = NULL
        WHERE row = ? AND state = 'forgotten' AND valid_to IS NOT NULL
        """,
        ((row,) for row in rows),
    )


def same_text_elsewhere(db: apsw.Connection, row: int) -> MemoryId | None:
    """A piece of the same project with the same text that some file holds."""
    found: str | None = db.execute(
        """
        SELECT other.id
        FROM memories AS one
        JOIN memories AS other ON other.text_hash = one.text_hash
        WHERE one.row = ? AND other.row != one.row
          AND other.project = one.project AND other.text = one.text
          AND other.state NOT IN ('forgotten', 'superseded')
          AND other.row IN (SELECT memory FROM pieces WHERE until IS NULL)
        ORDER BY other.row DESC
        LIMIT 1
        """,
        (row,),
    ).get
    return None if found is None else MemoryId(found)


def stand_for(db: apsw.Connection, rows: Sequence[int]) -> None:
    """Let new pieces replace those of the same text that nothing replaces: what was moved here.

    So a renamed file is followed whichever of its two names is looked at first.
    """
    db.executemany(
        """
        UPDATE memories AS old SET replaced_by = new.id
        FROM memories AS new
        WHERE new.row = ? AND old.text_hash = new.text_hash AND old.row != new.row
          AND old.project = new.project AND old.text = new.text
          AND old.state = 'superseded' AND old.replaced_by IS NULL
        """,
        ((row,) for row in rows),
    )

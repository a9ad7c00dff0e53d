"""Move memories from one project to another, with all that is derived from them."""

from __future__ import annotations

from slm.lifecycle.remember import about
from slm.store import memories, moving
from slm.store.database import Connection


def move_some(db: Connection, from_: int, into: int, limit: int) -> int:
    """Move up to `limit` memories; returns how many there were."""
    rows = moving.rows(db, from_, limit)
    for row, memory in memories.by_rows(db, rows).items():
        moving.move(db, row, into, about(memory), memory.text)
    return len(rows)

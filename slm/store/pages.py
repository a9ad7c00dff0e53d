"""Read memories a page at a time, in the order in which they were learned."""

from __future__ import annotations

import json
from collections.abc import Sequence

import apsw

from slm.domain.memory import Memory
from slm.store import memories
from slm.store.filters import PRESENT

# Escaped for JSON a character takes at most six bytes: a page fits into a frame (wire/frames.py).
PAGE_CHARACTERS = 4_000_000
PAGE_MEMORIES = 2_000


def page(
    db: apsw.Connection,
    projects: Sequence[int] | None,
    after: int,
    *,
    most: int = PAGE_MEMORIES,
    characters: int = PAGE_CHARACTERS,
) -> tuple[list[Memory], int]:
    """The next memories of `projects` (None: all), and after which the next page begins, or 0."""
    chosen: list[int] = []
    room = characters
    for row, length in _lengths(db, projects, after, most + 1):
        room -= length
        if chosen and (room < 0 or len(chosen) == most):
            return [*memories.by_rows(db, chosen).values()], chosen[-1]
        chosen.append(row)
    return [*memories.by_rows(db, chosen).values()], 0


def _lengths(
    db: apsw.Connection, projects: Sequence[int] | None, after: int, limit: int
) -> list[tuple[int, int]]:
    return list(
        db.execute(
            f"""
            SELECT row, length(text)
            FROM memories
            WHERE row > :after
              AND {PRESENT}
              AND (:everywhere OR project IN (SELECT value FROM json_each(:projects)))
            ORDER BY row
            LIMIT :limit
            """,
            {
                "after": after,
                "everywhere": projects is None,
                "projects": json.dumps(list(projects or ())),
                "limit": limit,
            },
        )
    )

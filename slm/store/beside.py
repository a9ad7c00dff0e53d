"""Read which memories stand beside others in their session or document."""

from __future__ import annotations

import json
from collections.abc import Sequence

import apsw

from slm.store.filters import PRESENT, Filter

# What was typed by hand shares an origin, and nothing else.
_BELONGS = "(origins.session != '' OR {}.kind = 'resource')"


def places(db: apsw.Connection, memories: Sequence[int]) -> list[tuple[int, int, int]]:
    """Where the memories stand, as (memory, session or document, position), in that order.

    Those that belong to neither are left out.
    """
    return list(
        db.execute(
            f"""
            SELECT memories.row, origin, position
            FROM memories
            JOIN origins ON origins.id = memories.origin
            WHERE memories.row IN (SELECT value FROM json_each(?))
              AND {_BELONGS.format("memories")}
            ORDER BY origin, position
            """,
            (json.dumps(list(memories)),),
        )
    )


def beside(db: apsw.Connection, memories: Sequence[int], only: Filter, reach: int) -> list[int]:
    """The memories at most `reach` places from any of these, themselves not, as learned."""
    belong = [_BELONGS.format(table) for table in ("known", "memories")]
    clauses = [f"memories.{PRESENT}", *belong, *only.conditions]
    if only.projects is not None:
        clauses.append(f"memories.project IN ({','.join(map(str, only.projects))})")
    return [
        row
        for (row,) in db.execute(
            f"""
            SELECT DISTINCT memories.row
            FROM memories AS known
            JOIN origins ON origins.id = known.origin
            JOIN memories
              ON memories.origin = known.origin
             AND memories.position BETWEEN known.position - :reach AND known.position + :reach
            WHERE known.row IN (SELECT value FROM json_each(:rows))
              AND memories.row NOT IN (SELECT value FROM json_each(:rows))
              AND {" AND ".join(clauses)}
            ORDER BY memories.row
            """,
            {"rows": json.dumps(list(memories)), "reach": reach, **only.values},
        )
    ]

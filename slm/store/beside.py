"""Read which memories stand beside others in their session or document."""

from __future__ import annotations

import json
from collections.abc import Sequence

import apsw

from slm.store.filters import Filter


def beside(db: apsw.Connection, memories: Sequence[int], only: Filter, reach: int) -> list[int]:
    """The memories at most `reach` places from any of these, themselves not, as learned."""
    clauses = ["memories.state != 'forgotten'", *only.conditions]
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
              -- What was typed by hand shares an origin, and nothing else.
              AND (origins.session != '' OR known.kind = 'resource')
              AND {" AND ".join(clauses)}
            ORDER BY memories.row
            """,
            {"rows": json.dumps(list(memories)), "reach": reach, **only.values},
        )
    ]

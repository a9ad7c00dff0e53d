"""Read and write which memories a conclusion rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import apsw

from slm.domain.memory import MemoryId
from slm.store.filters import PRESENT, Filter


def add(db: apsw.Connection, id_: MemoryId, evidence: Iterable[MemoryId]) -> None:
    """Let a memory rest on these too, after those it rests on already; never on itself."""
    db.executemany(
        """
        INSERT OR IGNORE INTO derivations (memory, evidence, position)
        SELECT row, :evidence, 1 + coalesce(
            (SELECT max(position) FROM derivations WHERE derivations.memory = memories.row), 0
        )
        FROM memories
        WHERE id = :id AND id != :evidence
        """,
        ({"id": id_, "evidence": one} for one in evidence),
    )


def exist(db: apsw.Connection) -> bool:
    """Whether any memory rests on others."""
    found: int = db.execute("SELECT EXISTS (SELECT 1 FROM derivations)").get
    return bool(found)


def evidence_of(
    db: apsw.Connection, memories: Sequence[int], only: Filter, most: int
) -> list[tuple[int, int]]:
    """What the memories rest on, as (memory, evidence) in the order it was named.

    Of each memory the first `most`; what is forgotten, not there or beyond the bounds is left out.
    """
    clauses = [PRESENT, *only.conditions]
    if only.projects is not None:
        clauses.append(f"memories.project IN ({','.join(map(str, only.projects))})")
    return list(
        db.execute(
            f"""
            SELECT memory, row
            FROM (
                SELECT derivations.memory, memories.row, derivations.position,
                       row_number() OVER (
                           PARTITION BY derivations.memory ORDER BY derivations.position
                       ) AS place
                FROM derivations
                JOIN memories ON memories.id = derivations.evidence
                WHERE derivations.memory IN (SELECT value FROM json_each(:memories))
                  AND {" AND ".join(clauses)}
            )
            WHERE place <= :most
            ORDER BY memory, position
            """,
            {"memories": json.dumps(list(memories)), "most": most, **only.values},
        )
    )

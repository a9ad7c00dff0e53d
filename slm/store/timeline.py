"""Read passages by when they were said, outwards from a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import apsw

from slm.store.filters import Filter
from slm.store.moments import from_stored, to_stored


def around(
    db: apsw.Connection,
    middle: datetime,
    bounds: tuple[datetime, datetime],
    only: Filter,
    limit: int,
) -> dict[int, datetime]:
    """Passages between two moments, the latter left out, with when each was said.

    Of each side of `middle`, the `limit` nearest.
    """
    first, last = map(to_stored, bounds)
    centre = min(max(to_stored(middle), first), last)
    projects = _projects(db, only)
    found: dict[int, datetime] = {}
    for way in ((first, centre, "DESC"), (centre, last, "ASC")):
        side = [pair for one in projects for pair in _walk(db, only, one, limit, way)]
        side.sort(key=lambda pair: (abs(pair[1] - centre), pair[0]))
        found |= {passage: from_stored(moment) for passage, moment in side[:limit]}
    return found


def _walk(
    db: apsw.Connection, only: Filter, project: int, limit: int, way: tuple[int, int, str]
) -> list[tuple[int, int]]:
    """Step along the index from one end, so that a year costs no more than the passages taken."""
    start, stop, order = way
    conditions = "".join(f" AND {condition}" for condition in only.conditions)
    # CROSS: in this order, whatever the planner thinks of the filter.
    return list(
        db.execute(
            f"""
            SELECT passages.row, memories.said_at
            FROM memories INDEXED BY memories_by_time
            CROSS JOIN passages ON passages.memory = memories.row
            WHERE memories.project = :project
              AND memories.said_at >= :start
              AND memories.said_at < :stop
              {conditions}
            ORDER BY memories.said_at {order}, memories.row {order}, passages.row {order}
            LIMIT :limit
            """,
            {"project": project, "start": start, "stop": stop, "limit": limit} | dict(only.values),
        )
    )


def said_at(db: apsw.Connection, passages: Sequence[int]) -> dict[int, datetime]:
    """When the memory of each passage was said."""
    marks = ",".join("?" * len(passages))
    return {
        passage: from_stored(moment)
        for passage, moment in db.execute(
            f"""
            SELECT passages.row, memories.said_at
            FROM passages
            JOIN memories ON memories.row = passages.memory
            WHERE passages.row IN ({marks})
            """,
            tuple(passages),
        )
    }


def ends(db: apsw.Connection, only: Filter) -> tuple[datetime, datetime] | None:
    """When the first and the last memory of the filter's projects was said, forgotten ones too."""
    moments: list[int] = []
    for project in _projects(db, only):
        for end in ("min", "max"):  # one at a time: SQLite then reads one row of the index
            moment: int | None = db.execute(
                f"SELECT {end}(said_at) FROM memories WHERE project = ?", (project,)
            ).get
            moments += [] if moment is None else [moment]
    return (from_stored(min(moments)), from_stored(max(moments))) if moments else None


def _projects(db: apsw.Connection, only: Filter) -> list[int]:
    if only.projects is not None:
        return list(only.projects)
    return [project for (project,) in db.execute("SELECT id FROM projects ORDER BY id")]

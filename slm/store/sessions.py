"""Read which sessions there are, and what was said in one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import apsw

from slm.domain.episode import Session
from slm.domain.memory import MemoryId
from slm.store.episodes import IS_TURN
from slm.store.moments import from_stored

TITLE = "title"  # the tag of a summary that names its session


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn of a session."""

    origin: int
    position: int
    id: MemoryId
    author: str
    said_at: datetime
    text: str  # its beginning


def newest(
    db: apsw.Connection, projects: Sequence[int] | None, limit: int
) -> tuple[list[Session], int]:
    """The sessions with turns in `projects` (None: all) that ended last, and how many in all."""
    clause, values = "", dict[str, str]()
    if projects is not None:
        clause = "AND project IN (SELECT value FROM json_each(:projects))"
        values = {"projects": json.dumps(list(projects))}
    found = _sessions(db, clause, values)
    return [_session(db, row) for row in found[:limit]], len(found)


def by_prefix(db: apsw.Connection, prefix: str) -> list[Session]:
    """The sessions whose ids begin so; where one is just that, it alone."""
    found = _sessions(
        db,
        "AND session >= :first AND session < :last",
        {"first": prefix, "last": prefix + "\U0010ffff"},
    )
    exact = [row for row in found if row[1] == prefix]
    return [_session(db, row) for row in exact or found]


def ends(db: apsw.Connection, session: Session) -> list[int]:
    """The rows of a session's first prompt and of its last answer, as far as it has them."""
    key = {"agent": session.agent, "session": session.session}
    rows = [
        db.execute(
            f"""
            SELECT memories.row
            FROM memories
            JOIN origins ON origins.id = memories.origin
            WHERE agent = :agent AND session = :session AND author = :author AND {IS_TURN}
            ORDER BY said_at {order}, memories.row {order}
            LIMIT 1
            """,
            key | {"author": author},
        ).get
        for author, order in (("user", "ASC"), ("assistant", "DESC"))
    ]
    return [row for row in rows if row is not None]


_Found = tuple[str, str, int, int, int]


def _sessions(db: apsw.Connection, clause: str, values: dict[str, str]) -> list[_Found]:
    """Agent, session, its last moment, the project it was in then, and how many turns it has."""
    return list(
        db.execute(
            f"""
            SELECT agent, session, max(said_at) AS last, project, count(*)
            FROM memories
            JOIN origins ON origins.id = memories.origin
            WHERE session != '' AND {IS_TURN} {clause}
            GROUP BY agent, session
            ORDER BY last DESC, agent, session
            """,
            values,
        )
    )


def _session(db: apsw.Connection, found: _Found) -> Session:
    agent, session, last, project, turns = found
    key = (agent, session)
    return Session(
        agent=agent,
        session=session,
        project=db.execute("SELECT name FROM projects WHERE id = ?", (project,)).get,
        began_at=from_stored(_first(db, key)),
        ended_at=from_stored(last),
        turns=turns,
        episodes=_count_episodes(db, key),
        title=_title(db, key),
    )


def _first(db: apsw.Connection, key: tuple[str, str]) -> int:
    """Its first moment; apart, since of two extremes SQLite takes a bare column from either."""
    return int(
        db.execute(
            f"""
            SELECT min(said_at)
            FROM memories
            JOIN origins ON origins.id = memories.origin
            WHERE agent = ? AND session = ? AND {IS_TURN}
            """,
            key,
        ).get
    )


def _count_episodes(db: apsw.Connection, key: tuple[str, str]) -> int:
    """At least one for each log of it that has turns."""
    return int(
        db.execute(
            f"""
            SELECT coalesce(sum(max(1, (
                SELECT count(*) FROM episodes WHERE origin = origins.id
            ))), 0)
            FROM origins
            WHERE agent = ? AND session = ?
              AND EXISTS (SELECT 1 FROM memories WHERE origin = origins.id AND {IS_TURN})
            """,
            key,
        ).get
    )


def _title(db: apsw.Connection, key: tuple[str, str]) -> str:
    found: str | None = db.execute(
        """
        SELECT text
        FROM memories
        JOIN origins ON origins.id = memories.origin
        WHERE agent = ? AND session = ? AND kind = 'summary' AND state != 'forgotten'
          AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)
        ORDER BY memories.row DESC
        LIMIT 1
        """,
        (*key, TITLE),
    ).get
    return found or ""


def spoken(db: apsw.Connection, agent: str, session: str, characters: int) -> list[Spoken]:
    """A session's turns in order, log by log, each with so much of its text."""
    return [
        Spoken(origin, position, MemoryId(id_), author, from_stored(said_at), text)
        for origin, position, id_, author, said_at, text in db.execute(
            f"""
            SELECT origin, position, memories.id, author, said_at, substr(text, 1, :characters)
            FROM memories
            JOIN origins ON origins.id = memories.origin
            WHERE agent = :agent AND session = :session AND {IS_TURN}
            ORDER BY origin, position
            """,
            {"agent": agent, "session": session, "characters": characters},
        )
    ]

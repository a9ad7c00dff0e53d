"""Remember what was shown to agents, so that a session is told nothing twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import apsw

from slm.domain.question import Present
from slm.store.moments import to_stored


def of_session(db: apsw.Connection, session: str) -> list[str]:
    """The ids of what a session was shown and still has before it."""
    return [id_ for (id_,) in db.execute("SELECT memory FROM shown WHERE session = ?", (session,))]


def add(db: apsw.Connection, shown: Iterable[tuple[str, str, int]]) -> None:
    """Note sessions, memories' ids and moments (milliseconds)."""
    db.executemany("INSERT OR REPLACE INTO shown (session, memory, at) VALUES (?, ?, ?)", shown)


def forget_session(db: apsw.Connection, session: str) -> None:
    """A session begins anew, or was compacted: what it was shown is no longer before it."""
    db.execute("DELETE FROM shown WHERE session = ?", (session,))


def expire(db: apsw.Connection, before: int) -> None:
    """Drop what was shown before a moment (milliseconds): those sessions are over."""
    db.execute("DELETE FROM shown WHERE at < ?", (before,))


def present(db: apsw.Connection, rows: Sequence[int], known: Present) -> set[int]:
    """Which of these rows the asker has before them already."""
    since = to_stored(known.since) if known.since else None
    return {
        row
        for (row,) in db.execute(
            """
            SELECT memories.row
            FROM memories
            JOIN origins ON origins.id = memories.origin
            WHERE memories.row IN (SELECT value FROM json_each(?))
              AND (
                  memories.id IN (SELECT value FROM json_each(?))
                  OR session != '' AND session = ? AND said_at >= coalesce(?, said_at)
              )
            """,
            (json.dumps(list(rows)), json.dumps(known.ids), known.session, since),
        )
    }

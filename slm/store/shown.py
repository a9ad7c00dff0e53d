"""Remember what was shown to agents, so that a session is told nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

import apsw


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

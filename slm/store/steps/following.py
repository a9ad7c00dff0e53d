"""Keep what is followed, and what agents were shown."""

from __future__ import annotations

# What is followed, and what of it could not be read.
FOLLOWING = (
    """
    CREATE TABLE watches (
        path TEXT PRIMARY KEY,
        holds TEXT NOT NULL,           -- 'logs' or 'project'
        asker TEXT NOT NULL,           -- who wanted it followed (domain/watch.py)
        refused INTEGER NOT NULL       -- 1: the user took it out; logs do not bring it back
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE unread (
        path TEXT NOT NULL,
        reason TEXT NOT NULL,
        format TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (path, reason)
    ) STRICT, WITHOUT ROWID
    """,
)

# What agents were shown.
SHOWN = (
    """
    CREATE TABLE shown (
        session TEXT NOT NULL,
        memory TEXT NOT NULL,          -- its id: what is erased meanwhile was shown all the same
        at INTEGER NOT NULL,
        PRIMARY KEY (session, memory)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX shown_by_time ON shown (at)",
)

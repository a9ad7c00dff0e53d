"""Keep where the episodes of sessions begin."""

from __future__ import annotations

# Where the episodes of each session begin; derived from its turns, their words and vectors.
EPISODES = (
    """
    CREATE TABLE episodes (
        origin INTEGER NOT NULL REFERENCES origins (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,     -- of its first turn; it ends where the next one begins
        strength REAL NOT NULL,
        channel TEXT NOT NULL,         -- what showed it (domain/episode.py)
        PRIMARY KEY (origin, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE cuts (                -- how far each session has been cut
        origin INTEGER PRIMARY KEY REFERENCES origins (id) ON DELETE CASCADE,
        model INTEGER NOT NULL,        -- whose vectors were looked at; 0: there were none
        read_to INTEGER NOT NULL,      -- the last position that was there
        decided INTEGER NOT NULL       -- up to this position nothing that comes changes a border
    ) STRICT
    """,
)

"""Hold the schema as steps: append, never edit; `user_version` counts those taken."""

from __future__ import annotations

from slm.store.steps.files import FILES
from slm.store.steps.following import FOLLOWING, SHOWN
from slm.store.steps.graph import ACTS, DERIVATIONS, ENTITIES, TOKEN_CODES
from slm.store.steps.memory import MEMORY
from slm.store.steps.places import BRANCHES
from slm.store.steps.sessions import EPISODES

# What is followed, and what of it could not be read.
_FOLLOWING = (
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

# A step is a tuple of statements, run in order in one transaction with its version.
# Times are integers: milliseconds since 1970, UTC.
STEPS: tuple[tuple[str, ...], ...] = (
    MEMORY,
    (*TOKEN_CODES, *ENTITIES),
    DERIVATIONS,
    ACTS,
    FOLLOWING,
    SHOWN,
    BRANCHES,
    EPISODES,
    FILES,
)

SCHEMA_VERSION = len(STEPS)

"""Hold the schema as steps: append, never edit; `user_version` counts those taken."""

from __future__ import annotations

from slm.store.steps.files import FILES
from slm.store.steps.following import FOLLOWING, SHOWN
from slm.store.steps.graph import ACTS, DERIVATIONS, ENTITIES, TOKEN_CODES
from slm.store.steps.memory import MEMORY
from slm.store.steps.places import BRANCHES
from slm.store.steps.sessions import EPISODES

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

"""Read memories that wait for it for whom and what they are about, a small batch at a time."""

from __future__ import annotations

from slm.domain.entities import of_memory
from slm.store import entities
from slm.store.store import Store

# A tenth of a second's work at most: what is added meanwhile waits no longer for its turn.
BATCH = 200


def read_some(store: Store) -> int:
    """Find the entities of a batch and keep them; returns how many memories were read."""
    with store.reading() as db:
        batch = entities.waiting(db, BATCH)
    if batch:
        read = [(one, of_memory(one.text, one.author)) for one in batch]
        store.write(lambda db: entities.add_read(db, read))
    return len(batch)

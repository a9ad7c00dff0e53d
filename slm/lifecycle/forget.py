"""Forget memories so that it can be undone for a while, or for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from slm.domain.memory import Memory, State
from slm.errors import UnknownName, UsageError
from slm.lifecycle.remember import index_again
from slm.store import forgetting, memories
from slm.store.database import Connection
from slm.store.moments import to_stored

UNDO_DAYS = 30
# Shorter beginnings of an id are too easily mistyped for a thing that takes memories away.
SHORTEST_PREFIX = 4


def find(db: Connection, prefix: str) -> tuple[int, Memory]:
    """The one memory whose id begins so; raises UnknownName or UsageError."""
    wanted = prefix.strip().lower()
    if len(wanted) < SHORTEST_PREFIX:
        raise UsageError(
            f"{prefix!r} is too short for an id", f"give at least {SHORTEST_PREFIX} characters"
        )
    found = memories.by_prefix(db, wanted)
    if not found:
        raise UnknownName(f"no memory has the id {prefix!r}", "mem list shows ids")
    if len(found) > 1:
        ids = ", ".join(memory.id for memory in found.values())
        raise UsageError(f"several memories have an id that begins {prefix!r}: {ids}", "give more")
    return next(iter(found.items()))


def named(db: Connection, prefixes: Iterable[str]) -> dict[int, Memory]:
    """The memories whose ids begin so, by their rows; raises as `find` does."""
    return dict(find(db, prefix) for prefix in prefixes)


def forget(db: Connection, rows: Sequence[int], now: datetime) -> None:
    """Hide memories; one undo brings them back together."""
    forgetting.forget(db, rows, to_stored(now))


def purge(db: Connection, rows: Sequence[int], now: datetime) -> None:
    """Erase memories for good; a tombstone keeps a re-import from bringing them back."""
    forgetting.purge(db, rows, to_stored(now))


def purge_expired(db: Connection, now: datetime) -> int:
    """Erase what was forgotten so long ago that nobody may undo it; returns how many."""
    rows = forgetting.forgotten_before(db, to_stored(now - timedelta(days=UNDO_DAYS)))
    if rows:
        purge(db, rows, now)
    return len(rows)


def bring_back(db: Connection, rows: Iterable[int]) -> list[Memory]:
    """Undo a forgetting; memories that are not forgotten stay as they are."""
    found = memories.by_rows(db, list(rows))
    hidden = [row for row, memory in found.items() if memory.state is State.FORGOTTEN]
    forgetting.bring_back(db, hidden)
    index_again(db, hidden)
    return list(memories.by_rows(db, hidden).values())

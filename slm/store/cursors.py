"""Remember how far each log has been read."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import apsw


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one log has been read, and how to tell whether it is still the same file."""

    path: str
    format: str
    inode: int
    size: int
    modified: int  # nanoseconds
    read_to: int  # bytes, at the end of a line


def save(db: apsw.Connection, cursor: Cursor) -> None:
    """Set the cursor of one log; in the transaction of the memories read up to it."""
    db.execute("INSERT OR REPLACE INTO cursors VALUES (?, ?, ?, ?, ?, ?)", astuple(cursor))


def load(db: apsw.Connection, path: str) -> Cursor | None:
    """The cursor of one log, if it was ever read."""
    row = db.execute(
        "SELECT path, format, inode, size, modified, read_to FROM cursors WHERE path = ?", (path,)
    ).fetchone()
    return Cursor(*row) if row else None

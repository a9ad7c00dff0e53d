"""Remember how far each log has been read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import apsw

from slm.domain.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one log has been read, and how to tell whether it is as it was then."""

    path: str
    format: str
    stamp: Stamp
    read_to: int  # bytes, at the end of a line


def save(db: apsw.Connection, cursor: Cursor) -> None:
    """Set the cursor of one log; in the transaction of the memories read up to it."""
    stamp = cursor.stamp
    db.execute(
        """
        INSERT OR REPLACE INTO cursors (path, format, inode, size, modified, read_to)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        (cursor.path, cursor.format, stamp.inode, stamp.size, stamp.modified, cursor.read_to),
    )


def every(db: apsw.Connection) -> Iterator[Cursor]:
    """The cursors of all logs that were ever read and are still there."""
    for path, format_, inode, size, modified, read_to in db.execute(
        "SELECT path, format, inode, size, modified, read_to FROM cursors ORDER BY path"
    ):
        yield Cursor(path, format_, Stamp(inode, size, modified), read_to)


def remove(db: apsw.Connection, paths: Iterable[str]) -> None:
    """Drop the cursors of logs that are gone; what was read of them stays."""
    db.executemany("DELETE FROM cursors WHERE path = ?", ((path,) for path in paths))

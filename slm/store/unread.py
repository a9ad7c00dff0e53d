"""Remember what in logs and files could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import apsw


def add(db: apsw.Connection, counts: Mapping[tuple[str, str, str], int]) -> None:
    """Add to what could not be read, by path, reason and format."""
    db.executemany(
        """
        INSERT INTO unread (path, reason, format, count) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = count + excluded.count
        """,
        [(*key, count) for key, count in counts.items()],
    )


def remove(db: apsw.Connection, paths: Iterable[str]) -> None:
    """Drop what was said of files: they are gone, or read from their beginning once more."""
    db.executemany("DELETE FROM unread WHERE path = ?", [(path,) for path in paths])


def totals(db: apsw.Connection) -> list[tuple[str, str, int, int]]:
    """Format, reason, how often and in how many files, the most frequent first."""
    return [
        (format_, reason, count, files)
        for format_, reason, count, files in db.execute(
            """
            SELECT format, reason, sum(count) AS total, count(*)
            FROM unread
            GROUP BY format, reason
            ORDER BY total DESC, format, reason
            """
        )
    ]

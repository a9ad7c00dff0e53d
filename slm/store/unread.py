"""Remember what in logs and files could not be read."""

from __future__ import annotations

from collections.abc import Mapping

import apsw


def replace(db: apsw.Connection, path: str, format_: str, reasons: Mapping[str, int]) -> None:
    """Say what could not be read of a file that was read from its beginning, by reason."""
    remove(db, path)
    add(db, path, format_, reasons)


def add(db: apsw.Connection, path: str, format_: str, reasons: Mapping[str, int]) -> None:
    """Add what could not be read of what came since."""
    db.executemany(
        """
        INSERT INTO unread (path, reason, format, count) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = count + excluded.count
        """,
        [(path, reason, format_, count) for reason, count in reasons.items()],
    )


def remove(db: apsw.Connection, path: str) -> None:
    """Forget about a file."""
    db.execute("DELETE FROM unread WHERE path = ?", (path,))


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

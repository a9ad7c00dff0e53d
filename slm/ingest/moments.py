"""Read the times that logs write."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime


def moment(written: str | None) -> datetime | None:
    """Read an ISO 8601 time; one without a zone is local time; None for what is no time."""
    if not written:
        return None
    try:
        time = datetime.fromisoformat(written)
        if not MINYEAR < time.year < MAXYEAR:
            time.astimezone(UTC)  # fails at the ends of the calendar: better here than in the store
        return time if time.tzinfo else time.astimezone()
    except (ValueError, OverflowError, OSError):
        return None

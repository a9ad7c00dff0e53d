"""Turn moments into the integers they are stored as, and back."""

from __future__ import annotations

from datetime import UTC, datetime


def to_stored(moment: datetime) -> int:
    """Milliseconds since 1970, UTC."""
    return round(moment.timestamp() * 1000)


def from_stored(milliseconds: int) -> datetime:
    """The aware moment that `to_stored` was given, to the millisecond."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)

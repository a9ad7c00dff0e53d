"""Read a moment as people write it."""

from __future__ import annotations

from datetime import datetime, timedelta

from slm.errors import UsageError

AGO = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def moment(option: str, text: str) -> str:
    """ISO 8601 with its offset, from a date, a time, or an age such as 7d; raises UsageError."""
    try:
        return _read(text).isoformat()
    except (ValueError, OverflowError) as exc:
        raise UsageError(
            f"{option}: {text!r} is not a time", "as in 2026-05-04, 2026-05-04T17:30 or 7d (ago)"
        ) from exc


def _read(text: str) -> datetime:
    unit = AGO.get(text[-1:])
    if unit and text[:-1].isdecimal():
        return datetime.now().astimezone() - int(text[:-1]) * unit
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.astimezone()

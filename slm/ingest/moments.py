"""Read the times that logs write."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime

# As JSON may hold a time: ISO 8601, or how long it was since 1970.
Written = str | int | float
# Of seconds, the year 5138; of milliseconds, March 1973: what is more counts smaller parts.
_MOST_SECONDS = 1e11
# "20260131" is a date; what has more digits and nothing else counts from 1970.
_DATE_DIGITS = 8


def moment(written: Written | None) -> datetime | None:
    """Read ISO 8601, or seconds, milli-, micro- or nanoseconds since 1970; None for no time.

    A time without a zone is local time.
    """
    if not written:
        return None
    try:
        if isinstance(written, str) and ("-" in written or not _counts(written)):
            time = datetime.fromisoformat(written)
        else:
            time = _since_1970(float(written))
        if not MINYEAR < time.year < MAXYEAR:
            time.astimezone(UTC)  # fails at the ends of the calendar: better here than in the store
        return time if time.tzinfo else time.astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _counts(written: str) -> bool:
    digits = written.replace(".", "", 1)
    return digits.isdecimal() and len(digits) > _DATE_DIGITS


def _since_1970(count: float) -> datetime:
    for _ in range(3):
        if abs(count) >= _MOST_SECONDS:
            count /= 1000
    return datetime.fromtimestamp(count, UTC)

"""Read dates that are told from today: yesterday, last week, three days ago."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from slm.recall.dates.absolute import Reader, Written
from slm.recall.dates.period import (
    DAY,
    Period,
    days,
    in_year,
    midnight,
    month_later,
    months,
    week,
    weekend,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 5, "half a": 0.5,
    "half an": 0.5,
}  # fmt: skip
UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": DAY,
    "night": DAY,
    "week": 7 * DAY,
    "fortnight": 14 * DAY,
    "month": 30.44 * DAY,  # the mean month and year of the Gregorian calendar
    "year": 365.2425 * DAY,
    "decade": 3652.425 * DAY,
}
# Parts of a day, in hours from its midnight; the night lasts until the next morning.
PARTS = {"morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (18, 30)}

_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
_UNIT = rf"(?P<unit>{'|'.join(UNITS)})s?"
_PART = rf"(?P<part>{'|'.join(PARTS)})"


def _ago(one: Written) -> Sequence[Period]:
    """A day ago is that day; two weeks ago lies within half a week of it."""
    unit = UNITS[one.match["unit"].lower()]
    then = one.now - _count(one.match["count"]) * unit
    if unit == DAY:
        return [days(then)]
    if unit < DAY:
        return [Period(then - unit / 2, then + unit / 2)]
    return [Period(midnight(then - unit / 2), midnight(then + unit / 2) + DAY)]


def _trailing(one: Written) -> Sequence[Period]:
    """The last three days: until now, today with them."""
    unit = UNITS[one.match["unit"].lower()]
    start = one.now - _count(one.match["count"] or "one") * unit
    return [Period(start if unit < DAY else midnight(start), one.now)]


def _day(one: Written) -> Sequence[Period]:
    named, part = one.match["named"].lower(), one.match["part"]
    day = one.now - DAY if named in {"yesterday", "last"} else one.now
    return [_part(day, part.lower()) if part else days(day)]


def _tonight(one: Written) -> Sequence[Period]:
    return [_part(one.now, "night")]


def _weekday(one: Written) -> Sequence[Period]:
    """The latest one; `last` is not today's."""
    wanted = WEEKDAYS.index(one.match["weekday"][:3].lower())
    back = (one.now.weekday() - wanted) % 7
    if not back and re.search(r"\b(?:last|past)\s+$", one.before):
        back = 7
    day, part = one.now - back * DAY, one.match["part"]
    return [_part(day, part.lower()) if part else days(day)]


def _named_weekday(one: Written) -> Sequence[Period]:
    """A weekday's short name, or one without a word that makes a date of it, is another word."""
    return _weekday(one) if _WEEKDAY_LEADS.search(one.before) else []


def _short_weekday(one: Written) -> Sequence[Period]:
    is_word = one.match["weekday"].lower() in {"sat", "sun"}
    leads = r"\blast\s+$" if is_word else r"\b(?:last|this|since|on)\s+$"
    return _weekday(one) if re.search(leads, one.before) else []


def _calendar(one: Written) -> Sequence[Period]:
    """This week is the one from Monday, last week the one before; the same of longer units."""
    steps = 0 if one.match["which"].lower() in {"this", "current"} else 1
    return [around(one.match["unit"].lower(), one.now, -steps)]


def _before_last(one: Written) -> Sequence[Period]:
    return [around(one.match["unit"].lower(), one.now, -2)]


def around(unit: str, moment: datetime, steps: int) -> Period:
    """The day, week, weekend, month, quarter or year around a moment, or so many of them on."""
    if unit == "day":
        return days(moment + steps * DAY)
    if unit == "week":
        return week(moment + steps * 7 * DAY)
    if unit == "weekend":
        return weekend(moment + steps * 7 * DAY)
    if unit == "month":
        return months(month_later(moment, steps))
    if unit == "quarter":
        return months(month_later(moment, -((moment.month - 1) % 3) + 3 * steps), 3)
    return months(in_year(midnight(moment), moment.year + steps).replace(month=1, day=1), 12)


def _part(day: datetime, part: str) -> Period:
    start, stop = PARTS[part]
    first = midnight(day)
    return Period(first + timedelta(hours=start), first + timedelta(hours=stop))


def _count(written: str) -> float:
    word = " ".join(written.lower().split())
    return COUNTS[word] if word in COUNTS else int(word)


def _rule(pattern: str, reader: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), reader


_WEEKDAY_LEADS = re.compile(
    r"\b(?:last|past|this|on|since|before|after|until|till|by|from|between|and|to)\s+$"
)

RULES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    _rule(rf"\b{_COUNT}\s+{_UNIT}\s+(?:ago|back)\b", _ago),
    _rule(rf"\b(?:last|past|previous)\s+{_COUNT}\s+{_UNIT}\b", _trailing),
    _rule(
        r"\b(?:(?:in|over|within|during|for)\s+the\s+(?:last|past)|past)\s+(?P<count>)"
        rf"{_UNIT}\b(?!\s+of\b)",
        _trailing,
    ),
    _rule(rf"\b(?P<named>yesterday|today)\b(?:\s+{_PART}\b)?", _day),
    _rule(r"\b(?P<named>this)\s+(?P<part>morning|afternoon|evening)\b", _day),
    _rule(r"\b(?P<named>last)\s+(?P<part>night|evening)\b", _day),
    _rule(r"\btonight\b", _tonight),
    _rule(
        rf"\b(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?:\s+{_PART}\b)?",
        _named_weekday,
    ),
    _rule(r"\b(?P<weekday>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b(?P<part>)", _short_weekday),
    _rule(
        r"\b(?P<which>last|this|previous|current)\s+(?P<unit>weekend|week|month|quarter|year)\b",
        _calendar,
    ),
    _rule(r"\bthe\s+(?P<unit>weekend|week|month|year)\s+before\s+last\b", _before_last),
)

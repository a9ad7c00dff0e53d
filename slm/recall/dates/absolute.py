"""Read dates that stand in a calendar: days, months, seasons, quarters, years."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from slm.recall.dates.period import Period, days, in_year, midnight, months

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Months in which a season begins, north of the equator, where most who type English live.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# Nothing was said to a computer before; what looks like an earlier year is a number.
FIRST_YEAR = 1970
LAST_YEAR = 2100

_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w/-]|\.\w)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO_DAY = r"(?:\s*(?:-|\u2013|to|and|until|through)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
# Not part of a path, a version, a file's name or a longer number.
_ALONE = r"(?<![\w./:#@$-])"

_ANY_MONTH = f"(?:{'|'.join(MONTHS)})"

# What must stand before a month, a year or a quarter that stands alone. "May", "march" and a
# number are no dates without it; after "of", "by" and "from", April and June may be people.
_WHEN = r"in|during|since|before|after|until|till|through|throughout|early|mid|late|last|between"
_LEADS = re.compile(rf"\b(?:{_WHEN}|by|from|of|to|and|or|this|year|around|past)[\s-]+$")
_FIRM_LEADS = re.compile(rf"\b(?:{_WHEN}|(?:end|start|beginning|middle|month|half|week) of)[\s-]+$")
_RANGE_LEADS = re.compile(rf"\b{_ANY_MONTH}[a-z]*\.?\s*(?:-|\u2013|to|and|until|till|through)\s*$")
_PEOPLE_TOO = frozenset({"jan", "april", "may", "june", "august"})
_VERBS_TOO = frozenset({"may", "march", "mar"})  # as typed: with a capital it is a name
_DAY_LEADS = re.compile(r"\b(?:on|since|before|after|until|till|by|from|between|and|to)\s+$")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
# "in 2024 bytes" is no year.
_UNITS = (
    r"(?!\s*(?:%|[km]?b\b|[kmg]ib\b|m?s\b|px\b|bytes|lines|rows|tokens|tests|items|requests"
    r"|records|files|times|entries|messages|users|seconds|iterations|characters|steps|points))"
)


class Written(NamedTuple):
    """A phrase that may be a date, and what it takes to read it."""

    match: re.Match[str]
    before: str  # a few words in lower case, up to the phrase
    now: datetime


Reader = Callable[[Written], Sequence[Period]]


def _numeric(one: Written) -> Sequence[Period]:
    """`5/7/2023` is read both ways where both are dates."""
    first, mark, second, year = one.match.groups()
    orders = [(int(first), int(second))] + [(int(second), int(first))] * (mark == "/")
    return [_day(one.now, int(year), month, day) for day, month in orders if month <= 12]


def _iso(one: Written) -> Sequence[Period]:
    year, month, day = one.match.group("year", "month", "day")
    if day:
        return [_day(one.now, int(year), int(month), int(day))]
    return [months(_first(one.now, int(year), int(month)))]


def _day_of_month(one: Written) -> Sequence[Period]:
    """`7 May 2023`, `3-5 May`, `May 7th, 2023`; of any year where none is named."""
    named, year, first, last = one.match.group("month", "year", "day", "last")
    is_clear = year or _ORDINAL.search(one.match[0]) or _DAY_LEADS.search(one.before)
    if named in _VERBS_TOO and not is_clear:
        return []  # "it may 3 times fail", "only 3 may be used"
    month = _number(named)
    some_year = int(year) if year else _latest_year(one.now, month, int(first))
    start = _day(one.now, some_year, month, int(first))
    stop = _day(one.now, some_year, month, int(last)) if last else start
    return [Period(start.start, stop.stop, every_year=not year)]


def _month_of_year(one: Written) -> Sequence[Period]:
    return [months(_first(one.now, int(one.match["year"]), _number(one.match["month"])))]


def _month(one: Written) -> Sequence[Period]:
    """A month alone, where it can be nothing else."""
    if not (one.match["range"] or _RANGE_LEADS.search(one.before) or _is_month(one)):
        return []
    month = _number(one.match["month"])
    year = _latest_year(one.now, month, 1)
    told = re.search(r"\b(?P<told>last|this|past)\s+$", one.before)
    if told and told["told"] != "this" and month == one.now.month:
        year -= 1
    return [replace(months(_first(one.now, year, month)), every_year=not told)]


def _is_month(one: Written) -> bool:
    named = one.match["month"].rstrip(".")
    if one.before.endswith("this "):
        return named not in _VERBS_TOO  # "this may break"
    leads = _FIRM_LEADS if named.lower() in _PEOPLE_TOO else _LEADS
    return bool(leads.search(one.before))


def _season(one: Written) -> Sequence[Period]:
    """A season of a year, the last one, or that of any year; `Spring` alone is a framework."""
    named, year = one.match["season"].lower(), one.match["year"]
    month = SEASONS[named]
    if year:
        return [months(_first(one.now, int(year), month), 3)]
    lead = re.search(
        r"\b(last|this|past|(?:in|during|over|since|before|after)(?: the)?) $", one.before
    )
    if not lead or (named in {"spring", "fall"} and lead[1] in {"in", "since", "before", "after"}):
        return []
    latest = months(_first(one.now, _latest_year(one.now, month, 1), month), 3)
    assert latest.start
    assert latest.stop
    if lead[1] in {"last", "past"} and latest.stop > one.now:
        latest = months(in_year(latest.start, latest.start.year - 1), 3)
    return [replace(latest, every_year=lead[1] not in {"last", "past", "this"})]


def _quarter(one: Written) -> Sequence[Period]:
    month, year = int(one.match["quarter"]) * 3 - 2, one.match["year"]
    if not year and not _LEADS.search(one.before):
        return []
    some_year = int(year) if year else _latest_year(one.now, month, 1)
    return [replace(months(_first(one.now, some_year, month), 3), every_year=not year)]


def _year(one: Written) -> Sequence[Period]:
    year = int(one.match["year"])
    if not _LEADS.search(one.before) or not FIRST_YEAR <= year <= one.now.year + 1:
        return []
    return [months(_first(one.now, year, 1), 12)]


def _number(month: str) -> int:
    return MONTHS.index(month[:3].lower()) + 1


def _first(now: datetime, year: int, month: int) -> datetime:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    return midnight(now).replace(year=year, month=month, day=1)


def _day(now: datetime, year: int, month: int, day: int) -> Period:
    return days(_first(now, year, month).replace(day=day))


def _latest_year(now: datetime, month: int, day: int) -> int:
    """The last year in which that day had come by now."""
    for year in range(now.year, now.year - 9, -1):  # 29 February may be away for eight years
        try:
            if midnight(now).replace(year=year, month=month, day=day) <= now:
                return year
        except ValueError:
            continue
    raise ValueError(day)


def _rule(pattern: str, reader: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), reader


# Where two find the same words, the one that takes more of them is right.
RULES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    _rule(
        rf"{_ALONE}(?P<year>(?:19|20)\d\d)([-/])(?P<month>\d\d?)(?:\2(?P<day>\d\d?))?"
        r"(?:[T ]\d\d:\d\d[\w:.,+-]*)?(?![\w/-]|\.\w)",
        _iso,
    ),
    _rule(rf"{_ALONE}(\d\d?)([./])(\d\d?)\2((?:19|20)\d\d)(?![\w/-]|\.\w)", _numeric),
    _rule(
        rf"{_ALONE}{_DAY}{_TO_DAY}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+(?:of\s+)?{_YEAR})?", _day_of_month
    ),
    _rule(
        rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}{_TO_DAY}(?![\w:%]|\.\d)(?:,?\s+{_YEAR})?",
        _day_of_month,
    ),
    _rule(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}", _month_of_year),
    _rule(
        rf"\b{_MONTH}(?!\w|-(?!{_ANY_MONTH}))"
        rf"(?:(?=\s*(?:-|\u2013|to|until|till|through)\s*(?P<range>{_ANY_MONTH})))?",
        _month,
    ),
    _rule(rf"\b(?P<season>spring|summer|autumn|fall|winter)\b(?:(?:\s+of)?,?\s+{_YEAR})?", _season),
    _rule(rf"\bq(?P<quarter>[1-4])\b(?:(?:\s+of)?,?\s+{_YEAR})?", _quarter),
    _rule(rf"{_ALONE}{_YEAR}{_UNITS}", _year),
)

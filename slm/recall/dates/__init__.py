"""Find the stretches of time that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from slm.recall.dates import absolute, relative
from slm.recall.dates.period import DAY, Period, days, in_year, week, weekend

RULES = absolute.RULES + relative.RULES
# A question names one or two; a log pasted into one has a time in every line.
MOST_PERIODS = 4
MOST_A_RULE = 16  # readings of each rule, before it is known which of them are the same words
# How far back the words may stand that say what part of a date is meant, or which side of it.
REACH = 40

# Without one of these no rule finds anything: most questions are read no further.
_MAYBE = re.compile(
    r"[12]\d\d\d|\bq[1-4]\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun"
    r"|yesterday|today|tonight|spring|summer|autumn|fall|winter|ago\b|back\b)"
    r"|\b(?:minute|hour|day|night|week|fortnight|month|quarter|year|decade|morning|afternoon"
    r"|evening)",
    re.IGNORECASE | re.ASCII,
)
THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PART = re.compile(
    r"\b(?P<part>early|mid|late|(?P<third>beginning|start|middle|end)\s+of(?:\s+the)?"
    r"|(?P<half>first|second)\s+half\s+of|(?P<week>first|last)\s+week\s+of)[\s-]+(?:in\s+)?$"
)
_TOLD = re.compile(r"\b(?:last|this|past)\s+$")
_BESIDE = re.compile(
    r"\b(?:the\s+)?(?P<what>day|week|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"\s+(?P<side>before|after|of)\s+$"
)
_SIDE = re.compile(
    r"\b(?:(?P<later>ever\s+since|since|after)|(?P<earlier>before|prior\s+to)"
    r"|(?P<at_most>until|till|up\s+to|by|no\s+later\s+than))(?:\s+the)?\s+$"
)
_RANGE = re.compile(r"\s*(?:and|to|until|till|through|thru|-|\u2013)\s*(?:the\s+)?$")
_BETWEEN = re.compile(r"\b(?:between|from)(?:\s+the)?\s+$")


class _Found(NamedTuple):
    start: int  # where it stands in the text
    stop: int
    period: Period


def find(text: str, now: datetime) -> tuple[Period, ...]:
    """The periods that `text` names, in order, seen from `now` and in its zone."""
    if not _MAYBE.search(text):
        return ()
    placed = [_sided(one, text) for one in _joined(_apart(_read(text, now)), text)]
    told = (replace(one.period, phrase=text[one.start : one.stop]) for one in placed)
    return tuple(dict.fromkeys(told))[:MOST_PERIODS]


def _read(text: str, now: datetime) -> list[_Found]:
    found = []
    for pattern, reader in RULES:
        for match in islice(pattern.finditer(text), MOST_A_RULE):
            before = _before(text, match.start())
            try:
                periods = reader(absolute.Written(match, before, now))
                found += [
                    _narrowed(_Found(match.start(), match.end(), period), before)
                    for period in periods
                ]
            except (ValueError, OverflowError):  # 31 June, a million years ago: no date
                continue
    return found


def _before(text: str, start: int) -> str:
    return text[max(0, start - REACH) : start].lower()


def _narrowed(one: _Found, before: str) -> _Found:
    """`early May`, `the end of 2023`, `the week of 3 March`, `the day before yesterday`."""
    part = _PART.search(before)
    if part and one.period.length > 7 * DAY:
        return _Found(one.start - len(part[0]), one.stop, _part(one.period, part))
    beside = _BESIDE.search(before)
    if beside and one.period.length == DAY and one.period.start:
        period = replace(_beside(one.period.start, beside), every_year=one.period.every_year)
        return _Found(one.start - len(beside[0]), one.stop, period)
    told = _TOLD.search(before)
    return one._replace(start=one.start - len(told[0])) if told else one


def _part(period: Period, part: re.Match[str]) -> Period:
    assert period.start
    whole = period.length
    if part["week"]:
        share, offset = 7 * DAY, whole - 7 * DAY if part["week"] == "last" else 0 * DAY
    elif part["half"]:
        share, offset = whole / 2, whole / 2 if part["half"] == "second" else 0 * DAY
    else:
        share, offset = whole / 3, THIRDS[part["third"] or part["part"]] * whole / 3
    start = period.start + offset
    return Period(start, start + share, period.every_year)


def _beside(day: datetime, beside: re.Match[str]) -> Period:
    """A day, week or weekday next to a day, on the side that is named."""
    what, side = beside["what"], beside["side"]
    sign = {"before": -1, "after": 1, "of": 0}[side]
    if what == "week":
        return week(day + sign * 7 * DAY)
    if what == "weekend":
        return weekend(day + (sign * 7 * DAY if sign < 0 or day.weekday() > 4 else 0 * DAY))
    if what == "day":
        return days(day + sign * DAY)
    ahead = relative.WEEKDAYS.index(what[:3]) - day.weekday()
    if side == "before":
        return days(day - (-ahead % 7 or 7) * DAY)
    return days(day + (ahead % 7 or 7 * sign) * DAY)


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """Of readings of the same words, the one that takes most of them; in order of the text."""
    chosen: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.stop, one.start)):
        same = any(one[:2] == other[:2] for other in chosen)  # both readings of 5/7/2023
        if same or all(one.stop <= other.start or one.start >= other.stop for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)


def _joined(found: Sequence[_Found], text: str) -> list[_Found]:
    """Two that are the ends of one: `between March and 3 May 2023`, `May to July`."""
    joined: list[_Found] = []
    for one in found:
        first = joined[-1] if joined and _is_range(text, joined[-1], one) else None
        period = _from_to(first.period, one.period) if first else None
        if first and period:
            joined[-1] = _Found(first.start, one.stop, period)
        else:
            joined.append(one)
    return joined


def _is_range(text: str, first: _Found, last: _Found) -> bool:
    link = _RANGE.match(text[first.stop : last.start].lower())
    if first.stop > last.start or not link:
        return False
    return "and" not in link[0] or bool(_BETWEEN.search(_before(text, first.start)))


def _from_to(first: Period, last: Period) -> Period | None:
    """The year that is named beside one of them holds for both; None where they end backwards."""
    start, stop = first.start, last.stop
    assert start
    assert stop
    if first.every_year:
        start = in_year(start, stop.year)
        if start >= stop:
            start = in_year(start, start.year - 1)
    elif last.every_year:
        stop = in_year(stop, start.year)
        if stop <= start:
            stop = in_year(stop, stop.year + 1)
    return Period(start, stop, first.every_year and last.every_year) if start < stop else None


def _sided(one: _Found, text: str) -> _Found:
    """`since`, `before`, `until`: all that lies on one side of it, of a yearly one the latest."""
    side = _SIDE.search(_before(text, one.start))
    if not side:
        return one
    start, stop = one.period.start, one.period.stop
    if side["later"]:
        start, stop = stop if side["later"] == "after" else start, None
    elif side["earlier"]:
        start, stop = None, start
    else:
        start = None
    return _Found(one.start - len(side[0]), one.stop, Period(start, stop))

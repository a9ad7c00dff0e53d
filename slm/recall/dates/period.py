"""Hold a stretch of time that a question names, and step through the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, datetime, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` until before `stop`, both aware; None where it is open."""

    start: datetime | None
    stop: datetime | None
    every_year: bool = False  # no year was named: this one stands for the same days of any year
    phrase: str = ""  # as it was typed, with the words that belong to it: "since early May"

    @property
    def length(self) -> timedelta:
        """How long it lasts; nothing where it is open: then only its one end is known."""
        if self.start is None or self.stop is None:
            return timedelta(0)
        return self.stop - self.start

    def in_years(self, years: Iterable[int]) -> Iterator[Period]:
        """Itself; a yearly one in each of `years`, by the year in which it begins."""
        if not self.every_year or self.start is None or self.stop is None:
            yield self
            return
        for year in years:
            later = year - self.start.year
            yield replace(
                self,
                start=in_year(self.start, year),
                stop=in_year(self.stop, self.stop.year + later),
                every_year=False,
            )


def in_year(moment: datetime, year: int) -> datetime:
    """The same day of another year; of 29 February, in most years the day before."""
    year = min(max(year, MINYEAR + 1), MAXYEAR - 1)  # a period may end in the next
    try:
        return moment.replace(year=year)
    except ValueError:
        return moment.replace(year=year, day=28)


def midnight(moment: datetime) -> datetime:
    """The beginning of a moment's day, in the moment's own zone."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def month_later(first: datetime, months: int) -> datetime:
    """The first of the month so many months after the month of `first`; negative: before."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return midnight(first).replace(year=year, month=month + 1, day=1)


def days(first: datetime, count: int = 1) -> Period:
    """So many whole days from the one that `first` is in."""
    start = midnight(first)
    return Period(start, start + count * DAY)


def months(first: datetime, count: int = 1) -> Period:
    """So many whole months from the one that `first` is in."""
    return Period(month_later(first, 0), month_later(first, count))


def week(moment: datetime) -> Period:
    """The week from Monday to Sunday around a moment."""
    return days(moment - moment.weekday() * DAY, 7)


def weekend(moment: datetime) -> Period:
    """Saturday and Sunday of a moment's week."""
    return days(moment + (5 - moment.weekday()) * DAY, 2)

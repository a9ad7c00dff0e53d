"""Find passages by when they were said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from slm.recall.asked import Asked
from slm.recall.dates.period import DAY, Period
from slm.store import timeline
from slm.store.database import Connection

# What happened on a day is told that day and in the days after; who asks of a year is off by
# months. So the width of the bell follows what was named: thirty days for all, as others have it,
# would make the whole month equal to the day, and forget half the year.
LEAST_SIGMA = timedelta(days=3)
# Beyond the span, where a score would be less than this, nothing is looked for.
LEAST_SCORE = 0.05
# Of a month without a year, how many years back are looked at.
MOST_YEARS = 30
DIGITS = 6  # as of other channels: a score is the same wherever it was computed
EVER = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


class Temporal:
    """1 inside the times that the question names, falling off outside as a bell."""

    name = "temporal"

    def can_answer(self, asked: Asked) -> bool:
        """Only where the question names a time."""
        return bool(asked.understood.spans)

    def search(self, db: Connection, asked: Asked, limit: int) -> Mapping[int, float]:
        """The passages said inside, nearest to the middle first, then those around."""
        periods = _of_stored_years(db, asked)
        found: dict[int, datetime] = {}
        for one in periods:
            found |= timeline.around(db, _middle(one), _reach(one), asked.only, limit)
        scores = {passage: _score(periods, said) for passage, said in found.items()}
        near = {passage: _distance(periods, said) for passage, said in found.items()}
        order = sorted(scores, key=lambda passage: (-scores[passage], near[passage], passage))
        return {passage: scores[passage] for passage in order}

    def score(self, db: Connection, asked: Asked, passages: Sequence[int]) -> Mapping[int, float]:
        """The same of passages found by something else."""
        if not asked.understood.spans or not passages:
            return {}
        periods = _of_stored_years(db, asked)
        said = timeline.said_at(db, passages)
        return {passage: _score(periods, moment) for passage, moment in said.items()}


def _of_stored_years(db: Connection, asked: Asked) -> list[Period]:
    """The spans; of a yearly one, those of all years in which anything was said."""
    spans = asked.understood.spans
    if not any(span.every_year for span in spans):
        return list(spans)
    ends = timeline.ends(db, asked.only)
    if ends is None:
        return []
    first, last = ends[0].year - 1, ends[1].year + 1
    years = range(max(first, last - MOST_YEARS), last + 1)
    return [one for span in spans for one in span.in_years(years)]


def _sigma(period: Period) -> timedelta:
    return max(LEAST_SIGMA, period.length / 2)


def _reach(period: Period) -> tuple[datetime, datetime]:
    """From when until when a score is worth having."""
    reach = _sigma(period) * math.sqrt(-2 * math.log(LEAST_SCORE))
    return _moved(period.start, -reach, EVER[0]), _moved(period.stop, reach, EVER[1])


def _moved(moment: datetime | None, by: timedelta, end: datetime) -> datetime:
    try:
        return end if moment is None else moment + by
    except OverflowError:  # at the ends of the calendar
        return end


def _middle(period: Period) -> datetime:
    """Where its middle is; of an open one, its newest: that is what "since May" is about."""
    if period.stop is None:
        return EVER[1]
    return period.stop if period.start is None else period.start + period.length / 2


def _score(periods: Iterable[Period], said: datetime) -> float:
    """1 inside any, a bell over the days from the nearest."""
    best = 0.0
    for one in periods:
        away = one.days_from(said)
        if not away:
            return 1.0
        best = max(best, math.exp(-((away * DAY / _sigma(one)) ** 2) / 2))
    return round(best, DIGITS)


def _distance(periods: Iterable[Period], said: datetime) -> timedelta:
    return min(abs(_middle(one) - said) for one in periods)

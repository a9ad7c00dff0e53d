"""Find passages by when they were said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from slm.recall.asked import Asked
from slm.recall.dates.period import Period
from slm.store import timeline
from slm.store.database import Connection
from slm.store.filters import Filter

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
        if not periods:
            return {}
        # A share of each year's May; where that is not enough, as much of each as there is.
        for share in dict.fromkeys((-(-limit // len(periods)), limit)):
            found = _around(db, periods, asked.only, share)
            scores = _scores(periods, [*found.values()])
            if np.count_nonzero(scores == 1) >= limit:
                break
        rows = np.array([*found], np.int64)
        order = np.lexsort((rows, _distances(periods, [*found.values()]), -scores))
        return {int(rows[place]): float(scores[place]) for place in order}

    def score(self, db: Connection, asked: Asked, passages: Sequence[int]) -> Mapping[int, float]:
        """The same of passages found by something else."""
        periods = _of_stored_years(db, asked)
        if not periods or not passages:
            return {}
        said = timeline.said_at(db, passages)
        return dict(zip(said, _scores(periods, [*said.values()]).tolist(), strict=True))


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


def _around(
    db: Connection, periods: Iterable[Period], only: Filter, limit: int
) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for one in periods:
        found |= timeline.around(db, _middle(one), _reach(one), only, limit)
    return found


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


def _scores(periods: Sequence[Period], said: Sequence[datetime]) -> NDArray[np.float64]:
    """1 inside any of the periods, a bell over the time from the nearest."""
    start = _stamps(one.start or EVER[0] for one in periods)
    stop = _stamps(one.stop or EVER[1] for one in periods)
    sigma = np.array([_sigma(one).total_seconds() for one in periods])
    moments = _stamps(said)[:, None]
    is_inside = ((start <= moments) & (moments < stop)).any(axis=1)
    away = np.maximum(start - moments, moments - stop).clip(min=0.0)
    bells = np.exp(-((away / sigma) ** 2) / 2).max(axis=1, initial=0.0)
    just_outside = 1 - 10.0**-DIGITS
    scores: NDArray[np.float64] = np.where(
        is_inside, 1.0, np.minimum(np.round(bells, DIGITS), just_outside)
    )
    return scores


def _distances(periods: Iterable[Period], said: Iterable[datetime]) -> NDArray[np.float64]:
    """How far each moment is from the nearest period's middle."""
    middles, moments = _stamps(map(_middle, periods)), _stamps(said)[:, None]
    nearest: NDArray[np.float64] = np.abs(moments - middles).min(axis=1)
    return nearest


def _stamps(moments: Iterable[datetime]) -> NDArray[np.float64]:
    return np.array([moment.timestamp() for moment in moments])

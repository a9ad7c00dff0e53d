"""The dates that people type become the stretches of time they mean, and other words do not."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm.recall import dates
from slm.recall.dates.period import days

# A Wednesday.
NOW = datetime(2026, 3, 4, 15, 30, tzinfo=timezone(timedelta(hours=1)))


def written(moment):
    if moment is None:
        return "…"
    return f"{moment:%Y-%m-%d %H:%M}".removesuffix(" 00:00")


def told(text, now=NOW):
    """Each period as 'start to stop', with '*' where it comes every year."""
    return [
        f"{written(one.start)} to {written(one.stop)}{'*' * one.every_year}"
        for one in dates.find(text, now)
    ]


CALENDAR = {
    "on 7 May 2023": "2023-05-07 to 2023-05-08",
    "On May 7th, 2023, what did Ana bake?": "2023-05-07 to 2023-05-08",
    "the 7th of May, 2023": "2023-05-07 to 2023-05-08",
    "1 February, 2023": "2023-02-01 to 2023-02-02",
    "may 7 2024": "2024-05-07 to 2024-05-08",
    "what broke on 2024-02-01?": "2024-02-01 to 2024-02-02",
    "2024-02-01T10:11:12Z ERROR the pump stalled": "2024-02-01 to 2024-02-02",
    "the audit of 2024/02": "2024-02-01 to 2024-03-01",
    "the invoice of 07.05.2023": "2023-05-07 to 2023-05-08",
    "the invoice of 25/7/2023": "2023-07-25 to 2023-07-26",
    "in May 2023": "2023-05-01 to 2023-06-01",
    "December of 2023": "2023-12-01 to 2024-01-01",
    "Which oven did Ben buy in sept 2022": "2022-09-01 to 2022-10-01",
    "summer 2021": "2021-06-01 to 2021-09-01",
    "the winter of 2021": "2021-12-01 to 2022-03-01",
    "Q3 2023": "2023-07-01 to 2023-10-01",
    "how often did it rain in 2023?": "2023-01-01 to 2024-01-01",
    "early May 2023": "2023-05-01 to 2023-05-11 08:00",
    "the beginning of November 2022": "2022-11-01 to 2022-11-11",
    "mid-April 2022": "2022-04-11 to 2022-04-21",
    "the end of 2023": "2023-09-01 08:00 to 2024-01-01",
    "first half of September 2022": "2022-09-01 to 2022-09-16",
    "second half of September 2022": "2022-09-16 to 2022-10-01",
    "the last week of May 2023": "2023-05-25 to 2023-06-01",
    "the week of 3 March 2026": "2026-03-02 to 2026-03-09",
    "the day before 7 May 2023": "2023-05-06 to 2023-05-07",
    "the Sunday before October 25, 2022": "2022-10-23 to 2022-10-24",
    "the Sunday before October 23, 2022": "2022-10-16 to 2022-10-17",
    "the Monday after 23 October 2022": "2022-10-24 to 2022-10-25",
    "the weekend before 17 July 2023": "2023-07-15 to 2023-07-17",
    "the weekend after 17 July 2023": "2023-07-22 to 2023-07-24",
    "as of 27 March, 2022": "2022-03-27 to 2022-03-28",
}
FROM_TODAY = {
    "what did we do today": "2026-03-04 to 2026-03-05",
    "what broke yesterday?": "2026-03-03 to 2026-03-04",
    "yesterday morning": "2026-03-03 05:00 to 2026-03-03 12:00",
    "last night": "2026-03-03 18:00 to 2026-03-04 06:00",
    "this morning": "2026-03-04 05:00 to 2026-03-04 12:00",
    "tonight": "2026-03-04 18:00 to 2026-03-05 06:00",
    "the day before yesterday": "2026-03-02 to 2026-03-03",
    "what did I change last week": "2026-02-23 to 2026-03-02",
    "this week": "2026-03-02 to 2026-03-09",
    "the week before last": "2026-02-16 to 2026-02-23",
    "last weekend": "2026-02-28 to 2026-03-02",
    "last month": "2026-02-01 to 2026-03-01",
    "the end of last month": "2026-02-19 16:00 to 2026-03-01",
    "last quarter": "2025-10-01 to 2026-01-01",
    "Where did they camp last year?": "2025-01-01 to 2026-01-01",
    "in the last week": "2026-02-25 to 2026-03-04 15:30",
    "the past month": "2026-02-02 to 2026-03-04 15:30",
    "the last 3 days": "2026-03-01 to 2026-03-04 15:30",
    "the last few hours": "2026-03-04 12:30 to 2026-03-04 15:30",
    "3 days ago": "2026-03-01 to 2026-03-02",
    "two weeks ago": "2026-02-15 to 2026-02-23",
    "a couple of months back": "2025-12-18 to 2026-01-18",
    "half an hour ago": "2026-03-04 14:30 to 2026-03-04 15:30",
    "4 years ago": "2021-09-03 to 2022-09-04",
    "on Friday": "2026-02-27 to 2026-02-28",
    "last wed": "2026-02-25 to 2026-02-26",
    "this Wednesday": "2026-03-04 to 2026-03-05",
    "what did Ana bake on Monday evening": "2026-03-02 17:00 to 2026-03-03",
    "last May": "2025-05-01 to 2025-06-01",
    "last March": "2025-03-01 to 2025-04-01",
    "last summer": "2025-06-01 to 2025-09-01",
    "last winter": "2025-12-01 to 2026-03-01",
}
ONE_SIDED = {
    "since March": "2026-03-01 to …",
    "since 2021": "2021-01-01 to …",
    "since last week": "2026-02-23 to …",
    "after 7 May 2023": "2023-05-08 to …",
    "before 2024-02-01": "… to 2024-02-01",
    "tournaments won by July 10, 2022": "… to 2022-07-11",
    "until last Tuesday": "… to 2026-03-04",
    "up to the end of May 2023": "… to 2023-06-01",
}
RANGES = {
    "between 3 and 5 May 2023": "2023-05-03 to 2023-05-06",
    "May 3-5, 2024": "2024-05-03 to 2024-05-06",
    "between March and 3 May 2023": "2023-03-01 to 2023-05-04",
    "between 2024-02-01 and 2024-02-09": "2024-02-01 to 2024-02-10",
    "from 2021 to 2023": "2021-01-01 to 2024-01-01",
    "from November 2022 to February": "2022-11-01 to 2023-03-01",
    "between last Monday and Wednesday": "2026-03-02 to 2026-03-05",
    "from May to July": "2025-05-01 to 2025-08-01*",
    "from November to February": "2025-11-01 to 2026-03-01*",
    "in May \u2013 June": "2025-05-01 to 2025-07-01*",
    "in may-june": "2025-05-01 to 2025-07-01*",
}
EVERY_YEAR = {
    "What did Ana paint in May?": "2025-05-01 to 2025-06-01*",
    "when did it snow in march": "2026-03-01 to 2026-04-01*",
    "on 3 March": "2026-03-03 to 2026-03-04*",
    "on 5 March": "2025-03-05 to 2025-03-06*",
    "29 February": "2024-02-29 to 2024-03-01*",
    "during the summer": "2025-06-01 to 2025-09-01*",
    "in the fall": "2025-09-01 to 2025-12-01*",
    "in Q1": "2026-01-01 to 2026-04-01*",
    "first week of June": "2025-06-01 to 2025-06-08*",
}


@pytest.mark.parametrize(
    ("text", "period"), (CALENDAR | FROM_TODAY | ONE_SIDED | RANGES | EVERY_YEAR).items()
)
def test_what_people_type_is_read(text, period):
    assert told(text) == [period]


@pytest.mark.parametrize(
    "text",
    [
        "may I march with the second sun?",
        "it may 3 times fail",
        "only 3 may be wrong",
        "this may break in production",
        "which of them may",
        "the march on the castle",
        "a letter from April, by June, of May",
        "Spring Boot since spring 5",
        "configured in Spring",
        "if prices fall",
        "cut bread on sun servers, the cat sat on mats",
        "docs/2024-02-01/plan.md",
        "2024-02-01.log and v2024.02.01",
        "CVE-2024-1234",
        "buffers in 2024 bytes",
        "after 2000 rows, in 2048 steps",
        "port 2024",
        "32 January 2023x",
        "99999 years ago",
        "long ago, back and forth, second to none",
        "how many days does it take a week?",
        "what will we do tomorrow, and what next week?",
    ],
)
def test_plain_words_are_no_dates(text):
    assert told(text) == []


def test_a_date_that_can_be_read_two_ways_is_both():
    assert told("on 5/7/2023") == ["2023-07-05 to 2023-07-06", "2023-05-07 to 2023-05-08"]


def test_two_dates_are_two_periods_in_the_order_of_the_text():
    assert told("what changed between us in May 2023 and what yesterday?") == [
        "2023-05-01 to 2023-06-01",
        "2026-03-03 to 2026-03-04",
    ]


def test_of_two_years_one_word_holds_for_both():
    assert told("in 2023 or 2024") == ["2023-01-01 to 2024-01-01", "2024-01-01 to 2025-01-01"]


def test_the_phrase_is_kept_as_typed():
    phrases = [one.phrase for one in dates.find("Since Early May 2023, or LAST Week?", NOW)]

    assert phrases == ["Since Early May 2023", "LAST Week"]


def test_a_pasted_log_has_no_more_dates_than_are_worth_asking_for():
    log = "\n".join(f"2024-02-{day:02} 10:00:00 the pump stalled" for day in range(1, 29))

    assert len(dates.find(log, NOW)) == dates.MOST_PERIODS


WORDS = re.findall(
    r"\S+",
    "may March 3 5th 2023 2024-02-30 31 Feb. last this past week weekend month year of the since"
    " before after until between and to from ago two half a early end Sunday mon morning Q3 summer"
    " yesterday today by 07.05.2023 5/7/2023 29 days 9999 hours \u2013 Dec \u0130 \u017fept in on",
)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.datetimes())
@settings(deadline=None, max_examples=300)
def test_no_words_at_no_time_are_too_much(text, now):
    for one in dates.find(text, now.replace(tzinfo=UTC)):
        assert one.phrase in text
        assert one.start or one.stop
        if one.start and one.stop:
            assert one.start < one.stop
        assert not one.every_year or (one.start and one.stop)


@given(st.text(), st.datetimes(timezones=st.timezones()))
@settings(deadline=None, max_examples=100)
def test_no_text_fails(text, now):
    dates.find(text, now)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%d %b %Y"]),
)
@settings(deadline=None)
def test_any_day_written_in_any_way_is_that_day(day, form):
    (found,) = dates.find(f"What did Ana say on {day.strftime(form)}?", NOW)

    assert (found.start, found.stop) == (
        days(day.replace(tzinfo=NOW.tzinfo)).start,
        days(day.replace(tzinfo=NOW.tzinfo)).stop,
    )


def years(text, *some):
    (yearly,) = dates.find(text, NOW)
    assert yearly.every_year
    return [f"{written(one.start)} to {written(one.stop)}" for one in yearly.in_years(some)]


def test_a_yearly_period_is_there_in_every_year():
    assert years("from December 30 to January 2", 1999, 2030) == [
        "1999-12-30 to 2000-01-03",
        "2030-12-30 to 2031-01-03",
    ]
    assert years("in May", 2020) == ["2020-05-01 to 2020-06-01"]


def test_the_29th_of_february_is_the_28th_where_there_is_none():
    assert years("on 29 February", 2023, 2028) == [
        "2023-02-28 to 2023-03-01",
        "2028-02-29 to 2028-03-01",
    ]


def test_a_period_of_one_year_is_there_once():
    (may,) = dates.find("in May 2023", NOW)

    assert [*may.in_years(range(2000, 2026))] == [may]


def test_an_open_period_has_no_length():
    (since,) = dates.find("since May 2023", NOW)
    (month,) = dates.find("in May 2023", NOW)

    assert (since.length, month.length) == (timedelta(0), timedelta(days=31))

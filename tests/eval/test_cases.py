"""Folds keep a week together, and share questions out evenly."""

from collections import Counter
from datetime import date, timedelta

from slm.eval.cases import number_fold, week_fold


def test_a_week_from_monday_to_sunday_is_in_one_fold():
    monday = date(2026, 2, 16)

    assert len({week_fold(monday + timedelta(days=day)) for day in range(7)}) == 1
    assert week_fold(monday) != week_fold(monday - timedelta(days=1))


def test_four_weeks_on_the_fold_is_the_same_even_past_new_year():
    friday = date(2026, 12, 18)

    assert week_fold(friday) == week_fold(friday + timedelta(weeks=4))
    assert len({week_fold(friday + timedelta(weeks=week)) for week in range(4)}) == 4


def test_numbers_fill_the_folds_evenly():
    assert Counter(map(number_fold, range(8))) == {"0": 2, "1": 2, "2": 2, "3": 2}

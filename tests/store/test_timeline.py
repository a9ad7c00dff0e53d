"""Passages are read outwards from a moment, and no further than asked."""

from datetime import UTC, datetime, timedelta

from made import NOON, draft, keep

from slm.store import filters, timeline

HOUR = timedelta(hours=1)
ALWAYS = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def hours(count, name):
    return [draft(f"{name} {n}", said_at=NOON + n * HOUR) for n in range(count)]


def around(store, middle, bounds=ALWAYS, only=filters.only(None), limit=100):  # noqa: B008
    with store.reading() as db:
        return timeline.around(db, middle, bounds, only, limit)


def test_the_nearest_on_each_side_are_read(store):
    keep(store, *hours(20, "loaf"), project="bakery")
    found = around(store, NOON + 10.4 * HOUR, limit=3)

    assert {passage: (said - NOON) / HOUR for passage, said in found.items()} == {
        11: 10, 10: 9, 9: 8, 12: 11, 13: 12, 14: 13,
    }  # fmt: skip


def test_of_several_projects_the_nearest_of_all_are_read(store):
    keep(store, *hours(6, "loaf"), project="bakery")
    keep(store, *hours(6, "lesson"), project="school")

    assert set(around(store, NOON + 2.5 * HOUR, limit=2)) == {3, 9, 4, 10}
    assert set(around(store, NOON + 2.5 * HOUR, only=filters.only([2]), limit=2)) == {9, 8, 10, 11}


def test_the_first_bound_is_inside_and_the_last_is_not(store):
    keep(store, *hours(6, "loaf"))

    assert set(around(store, NOON, (NOON + HOUR, NOON + 3 * HOUR))) == {2, 3}


def test_when_passages_were_said_is_told_of_those_there_are(store):
    keep(store, *hours(3, "loaf"))
    with store.reading() as db:
        assert timeline.said_at(db, [3, 1, 99]) == {1: NOON, 3: NOON + 2 * HOUR}


def test_the_ends_are_those_of_the_projects_searched(store):
    keep(store, *hours(3, "loaf"), project="bakery")
    keep(store, *hours(9, "lesson"), project="school")
    with store.reading() as db:
        assert timeline.ends(db, filters.only([1])) == (NOON, NOON + 2 * HOUR)
        assert timeline.ends(db, filters.only(None)) == (NOON, NOON + 8 * HOUR)
        assert timeline.ends(db, filters.only([0])) is None

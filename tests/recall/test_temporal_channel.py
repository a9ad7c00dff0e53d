"""Passages are found by when they were said, as the question names it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import draft, keep

from slm.domain.memory import Kind
from slm.recall.asked import Asked, content_words
from slm.recall.channels.temporal import LEAST_SCORE, Temporal
from slm.recall.understand import understand
from slm.store import filters, forgetting
from slm.store.store import Store

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
EVERYWHERE = filters.only(None)
CHANNEL = Temporal()


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def asked(text, only=EVERYWHERE):
    return Asked(content_words(text), only, understand(text, NOW))


def found(store, text, only=EVERYWHERE, limit=500):
    """What is found, in order, as (text, score)."""
    with store.reading() as db:
        scores = CHANNEL.search(db, asked(text, only), limit)
        rows = dict(
            db.execute(
                "SELECT passages.row, text FROM passages JOIN memories ON memories.row = memory"
            )
        )
    return [(rows[passage], score) for passage, score in scores.items()]


def inside(store, text, only=EVERYWHERE):
    return [said for said, score in found(store, text, only) if score == 1]


@pytest.fixture(scope="module")
def bakery(tmp_path_factory):
    """A loaf a day for four years, at noon; in 2025 a lesson each Monday of a second project."""
    store = Store(tmp_path_factory.mktemp("bakery") / "memory.db")
    first = at("2022-03-01T12:00")
    days = [first + timedelta(days=number) for number in range(4 * 365)]
    loaves = [draft(f"loaf of {day:%Y-%m-%d}", said_at=day) for day in days]
    keep(store, *loaves, project="bakery")
    mondays = [at("2025-01-06T09:00") + timedelta(weeks=number) for number in range(52)]
    lessons = [draft(f"lesson of {day:%Y-%m-%d}", said_at=day, kind=Kind.LESSON) for day in mondays]
    keep(store, *lessons, project="school")
    yield store
    store.close()


def test_it_answers_only_where_a_time_is_named():
    assert CHANNEL.can_answer(asked("what did we bake last week?"))
    assert not CHANNEL.can_answer(asked("what may we bake?"))


def test_without_a_time_nothing_is_found_or_scored(bakery):
    with bakery.reading() as db:
        assert CHANNEL.search(db, asked("what may we bake?"), 10) == {}
        assert CHANNEL.score(db, asked("what may we bake?"), [1, 2]) == {}


def test_what_was_said_on_the_day_comes_first_then_the_days_around(bakery):
    (day, best), *others = found(bakery, "what did we bake on 7 May 2023?")

    assert (day, best) == ("loaf of 2023-05-07", 1)
    assert {said for said, _ in others[:2]} == {"loaf of 2023-05-06", "loaf of 2023-05-08"}
    assert others[0][1] == pytest.approx(0.986, abs=0.001)  # half a day away, three days wide
    assert 14 <= len(others) <= 16
    assert all(LEAST_SCORE <= score < 1 for _, score in others)


def test_of_a_month_the_middle_comes_first_and_all_of_it_before_the_rest(bakery):
    names = [said for said, _ in found(bakery, "what did we bake in May 2023?")]

    assert names[0] in {"loaf of 2023-05-16", "loaf of 2023-05-17"}
    assert sorted(names[:31]) == [f"loaf of 2023-05-{day:02}" for day in range(1, 32)]


def test_the_longer_the_span_the_wider_the_bell(bakery):
    month = dict(found(bakery, "May 2023"))
    year = dict(found(bakery, "in 2023", limit=2_000))

    assert month["loaf of 2023-06-15"] == pytest.approx(0.65, abs=0.01)
    assert year["loaf of 2024-01-15"] > 0.99


def test_a_month_without_a_year_is_that_of_every_year(bakery):
    assert sorted(inside(bakery, "what did we bake in May?", filters.only([1]))) == [
        f"loaf of {year}-05-{day:02}" for year in (2022, 2023, 2024, 2025) for day in range(1, 32)
    ]


def test_since_is_all_after_it_the_newest_first(bakery):
    names = inside(bakery, "since 20 February 2026")

    assert names == [f"loaf of 2026-02-{day}" for day in (27, 26, 25, 24, 23, 22, 21, 20)]


def test_before_is_all_before_it_the_newest_first(bakery):
    names = inside(bakery, "before 4 March 2022")

    assert names == [f"loaf of 2022-03-{day:02}" for day in (3, 2, 1)]


def test_two_times_are_both_looked_for(bakery):
    names = inside(bakery, "is the loaf of 7 May 2023 like the one of 9 June 2024?")

    assert sorted(names) == ["loaf of 2023-05-07", "loaf of 2024-06-09"]


def test_a_search_keeps_to_its_bounds(bakery):
    school = filters.only([2])
    early = filters.only([1, 2], as_of=at("2025-05-10"))
    lessons = filters.only(None, kinds=[Kind.LESSON], since=at("2025-05-10"))

    assert inside(bakery, "on 5 May 2025", school) == ["lesson of 2025-05-05"]
    assert sorted(inside(bakery, "in May 2025", early))[-2:] == [
        "loaf of 2025-05-08",
        "loaf of 2025-05-09",
    ]
    assert sorted(inside(bakery, "in May 2025", lessons)) == [
        "lesson of 2025-05-12",
        "lesson of 2025-05-19",
        "lesson of 2025-05-26",
    ]


def test_what_was_forgotten_is_not_found(store):
    gone, _ = keep(store, draft("rye", said_at=NOW), draft("oats", said_at=NOW))
    store.write(lambda db: forgetting.forget(db, [gone], 1))

    assert inside(store, "today") == ["oats"]


def test_every_passage_of_a_memory_was_said_when_it_was(store):
    keep(store, draft("Rye. " + "It was the seal of the lid. " * 120, said_at=NOW))

    assert len(inside(store, "today")) > 1


def test_an_empty_store_has_nothing(store):
    with store.reading() as db:
        for text in ("in May", "today", "since 2021"):
            assert CHANNEL.search(db, asked(text), 10) == {}


QUESTIONS = (
    "today", "in May", "on 29 February", "since 2023", "before March 2023", "summer 2022",
    "between 3 and 5 May", "in 2023 or in 2025", "until last week", "on 5/7/2023", "in winter",
)  # fmt: skip


@given(st.sampled_from(QUESTIONS), st.integers(1, 60))
@settings(deadline=None, max_examples=60)
def test_the_best_are_found_with_the_score_they_have_anyway(bakery, text, limit):
    with bakery.reading() as db:
        search = CHANNEL.search(db, asked(text), limit)
        every = [row for (row,) in db.execute("SELECT row FROM passages")]
        scores = CHANNEL.score(db, asked(text), every)

    values = [*search.values()]
    assert values == sorted(values, reverse=True)
    assert all(0 <= score <= 1 for score in scores.values())
    assert {row: scores[row] for row in search} == dict(search)
    best = sorted((score for score in scores.values() if score >= LEAST_SCORE), reverse=True)
    assert values[:limit] == best[:limit]


def test_it_walks_the_index_and_sorts_no_year(bakery):
    plans = []
    with bakery.reading() as db:
        db.exec_trace = lambda cursor, sql, bindings: plans.append((sql, bindings)) or True
        CHANNEL.search(db, asked("in 2023", filters.only([1])), 5)
        db.exec_trace = None
        for sql, bindings in plans:
            steps = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", bindings))
            assert "INDEX memories_by_time (project=? AND said_at>? AND said_at<?)" in steps
            assert "FOR ORDER BY" not in steps  # at most the last term, a memory's own passages

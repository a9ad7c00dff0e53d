"""A memory comes back as it was written, under any way to ask for it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from made import NOON, draft, keep, passage_texts, row_of

from slm.domain.memory import Kind, Memory, MemoryId, Origin, State
from slm.store import forgetting, memories, projects
from slm.store.moments import from_stored, to_stored

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
moments = st.datetimes(
    datetime(1980, 1, 1),
    datetime(2200, 1, 1),
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000))
written = st.builds(
    Memory,
    id=st.integers(0, 2**64 - 1).map(lambda number: MemoryId(f"{number:016x}")),
    text=words,
    kind=st.sampled_from(Kind),
    origin=st.builds(Origin, agent=words, session=words, author=words, path=words, source_id=words),
    project=st.just(""),
    branch=words,
    said_at=moments,
    learned_at=moments,
    state=st.sampled_from(State),
    tags=st.lists(words, max_size=3).map(tuple),
    trust=st.floats(0, 1),
    strength=st.floats(0, 1e6),
    uses=st.integers(0, 10**9),
)


@given(moments)
def test_a_moment_comes_back_to_the_millisecond(moment):
    assert from_stored(to_stored(moment)) == moment


@given(st.lists(written, max_size=4, unique_by=lambda memory: memory.id))
@settings(deadline=None, max_examples=60)
def test_memories_come_back_as_they_were_written(shared_store, many):
    def work(db):
        rows = [memories.insert(db, memory, projects.USER) for memory in many]
        found = memories.by_rows(db, rows)
        db.execute("DELETE FROM memories")
        return [found[row] for row in rows]

    assert shared_store.write(work) == many


def test_an_id_is_found_by_its_beginning(store):
    keep(store, *(draft(name, name) for name in ("abc1", "abc2", "abd3", "b000")))
    with store.reading() as db:
        found = {
            prefix: [memory.id for memory in memories.by_prefix(db, prefix).values()]
            for prefix in ("abc", "abc1", "b", "c", "abc11")
        }

    assert found == {
        "abc": ["abc1", "abc2"], "abc1": ["abc1"], "b": ["b000"], "c": [], "abc11": [],
    }  # fmt: skip


def test_marks_of_other_languages_in_a_beginning_find_nothing(store):
    keep(store, draft("one", "abc1"))
    with store.reading() as db:
        for prefix in ("%", "_", "abc*", "' OR 1", "é"):
            assert memories.by_prefix(db, prefix) == {}


def test_the_standing_of_an_id_knows_tombstones(store):
    active, hidden, gone = keep(store, draft("a"), draft("b"), draft("c"))
    store.write(lambda db: forgetting.forget(db, [hidden], 1))
    store.write(lambda db: forgetting.purge(db, [gone], 2))
    with store.reading() as db:
        standing = [memories.standing(db, MemoryId(f"id-{name}")) for name in "abcd"]

    assert standing == [State.ACTIVE, State.FORGOTTEN, State.FORGOTTEN, None]
    assert active


def test_the_same_words_are_known_only_in_their_project_and_when_typed_by_hand(store):
    keep(store, draft("the kettle", "a"), project="bakery")
    with store.reading() as db:
        bakery = projects.by_name(db, "bakery")

        assert memories.same_text(db, "the kettle", bakery) == "a"
        assert memories.same_text(db, "the kettle", projects.USER) is None
        assert memories.same_text(db, "the  kettle", bakery) is None
        assert memories.same_text(db, "the oven", bakery) is None


def test_forgotten_words_may_be_typed_again(store):
    (row,) = keep(store, draft("the kettle", "a"))
    store.write(lambda db: forgetting.forget(db, [row], 1))
    with store.reading() as db:
        assert memories.same_text(db, "the kettle", projects.USER) is None


def test_the_newest_come_first_within_what_is_asked_for(store):
    days = [NOON + timedelta(days=number) for number in range(5)]
    keep(store, *(draft(f"b{n}", said_at=day) for n, day in enumerate(days)), project="bakery")
    keep(store, draft("lesson", kind=Kind.LESSON), draft("in s", session="s"))
    with store.reading() as db:
        bakery = projects.by_name(db, "bakery")
        newest, total = memories.newest(db, [bakery], limit=2)
        assert ([one.text for one in newest], total) == (["b4", "b3"], 5)
        assert memories.newest(db, None)[1] == 7
        assert [m.text for m in memories.newest(db, None, kinds=[Kind.LESSON])[0]] == ["lesson"]
        assert [m.text for m in memories.newest(db, None, session="s")[0]] == ["in s"]
        assert memories.newest(db, [], limit=3) == ([], 0)


def test_the_forgotten_are_listed_only_when_asked_for(store):
    rows = keep(store, draft("a"), draft("b"))
    store.write(lambda db: forgetting.forget(db, rows[:1], 1))
    with store.reading() as db:
        assert [m.text for m in memories.newest(db, None)[0]] == ["b"]
        assert [m.text for m in memories.newest(db, None, state=State.FORGOTTEN)[0]] == ["a"]
        assert memories.count(db) == (1, 1)


def test_a_sessions_memories_share_a_group_and_count_up(store):
    keep(store, *(draft(text, session="s") for text in ("one", "two", "three")))
    keep(store, draft("alone"), draft("lonely"))
    with store.reading() as db:
        rows = [row for (row,) in db.execute("SELECT row FROM passages ORDER BY row")]
        sketches = [sketch for _, sketch in memories.sketches(db, rows)]

    assert [one.position for one in sketches[:3]] == [1, 2, 3]
    assert len({one.group for one in sketches[:3]}) == 1
    assert len({one.group for one in sketches}) == 3


def test_a_passage_is_cut_by_characters_not_bytes(store):
    text = "Ä🫖 " * 400
    keep(store, draft(text.strip(), "a"))
    with store.reading() as db:
        row = row_of(db, "a")
        spans = db.execute(
            "SELECT row, start, stop FROM passages WHERE memory = ? ORDER BY start", (row,)
        ).fetchall()
        texts = passage_texts(db, [passage for passage, _, _ in spans])

    assert len(spans) > 1
    assert [texts[passage] for passage, _, _ in spans] == [
        text[start:stop] for _, start, stop in spans
    ]


def test_more_memories_are_read_at_once_than_a_statement_has_marks(store):
    first, second = keep(store, draft("kettle"), draft("oven"))
    with store.reading() as db:
        found = memories.by_rows(db, [second, *range(1_000, 40_000), first])

    assert [(row, one.text) for row, one in found.items()] == [(first, "kettle"), (second, "oven")]

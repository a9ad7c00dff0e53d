"""What is opened or rejected of an answer leans later ones; all else leaves them as they are."""

from datetime import timedelta

import pytest
from fakes import FixedClock
from made import embed_all, row_of

from slm.domain.question import Question
from slm.domain.use import Act
from slm.engine.learning import LATELY, Learning
from slm.recall.ranking.habits import OPENED, STEP, TOGETHER
from slm.store import acts

ASKED = Question("Which kettle whistles?")
COLOURS = ("red", "green", "blue", "white")


@pytest.fixture
def filled(engine):
    """Four memories that answer nearly alike."""
    for colour in COLOURS:
        engine.add(f"The {colour} kettle whistles.")
    embed_all(engine)
    return engine


def ids(engine, question=ASKED):
    return [hit.memory.id for hit in engine.recall(question).hits]


def habits(engine, question=ASKED):
    """What habit adds to each hit, by its id."""
    hits = engine.recall(question).hits
    return {hit.memory.id: hit.why["rank.habit"] for hit in hits if "rank.habit" in hit.why}


def kept(engine):
    with engine.store.reading() as db:
        return acts.latest(db, 100)


def test_being_shown_moves_nothing(filled):
    before = filled.recall(ASKED)
    for _ in range(20):
        filled.recall(ASKED)
    after = filled.recall(ASKED)

    assert (after.hits, after.context) == (before.hits, before.context)
    assert kept(filled) == []


def test_what_was_opened_says_so_in_later_answers(filled):
    third = ids(filled)[2]
    filled.show(third[:12])

    assert habits(filled) == {third: pytest.approx(OPENED, abs=1e-4)}
    assert ids(filled).index(third) < 2  # they were nearly alike
    assert [use.act for use in kept(filled)] == [Act.OPENED]


def test_to_open_the_same_again_and_again_moves_nothing_more(filled):
    third = ids(filled)[2]
    for _ in range(5):
        filled.show(third)
        assert ids(filled)

    assert len(kept(filled)) == 1


def test_two_opened_for_one_question_bring_each_other(filled):
    first, second, *_ = ids(filled)
    filled.show(first)
    filled.show(second)

    both = pytest.approx(OPENED + TOGETHER, abs=1e-4)
    assert habits(filled) == {first: both, second: both}


def test_what_no_answer_showed_lately_is_just_shown(open_engine):
    clock = FixedClock()
    engine = open_engine(clock=clock)
    engine.add("The red kettle whistles.")
    (shown,) = ids(engine)
    clock.pass_(hours=2)
    assert timedelta(hours=2) > LATELY
    engine.show(shown)
    engine.show(engine.add("Bread rises overnight.").id)

    assert kept(engine) == []


def test_a_question_asked_without_learning_neither_goes_by_habit_nor_is_noticed(filled):
    unlearned = Question(ASKED.text, learn=False)
    before = filled.recall(unlearned)
    filled.show(before.hits[3].memory.id)
    assert kept(filled) == []

    filled.show(ids(filled)[3])
    assert habits(filled)
    assert filled.recall(unlearned).hits == before.hits


def test_a_rejection_is_taken_back_by_undo(filled):
    first, second, *_ = ids(filled)
    filled.show(second)
    before = filled.recall(ASKED)
    filled.forgetting.forget([first])
    assert [use.act for use in kept(filled)] == [Act.OPENED, Act.REJECTED]

    filled.forgetting.undo()
    embed_all(filled)
    assert [use.act for use in kept(filled)] == [Act.OPENED]
    assert habits(filled) == {second: pytest.approx(OPENED, abs=1e-4)}
    assert [(hit.memory.id, hit.score) for hit in filled.recall(ASKED).hits] == [
        (hit.memory.id, hit.score) for hit in before.hits
    ]


def test_what_is_forgotten_unnamed_or_in_a_dry_run_is_not_rejected(filled):
    first, *_ = ids(filled)
    filled.forgetting.forget([first], dry_run=True)
    filled.forgetting.forget([first], purge=True)

    assert kept(filled) == []


def test_to_look_at_what_is_forgotten_is_no_use_of_it(filled):
    first, *_ = ids(filled)
    filled.forgetting.forget([first])
    filled.show(first)

    assert [use.act for use in kept(filled)] == [Act.REJECTED]


def test_what_is_purged_leaves_no_trace_in_later_answers(filled):
    first, second, *_ = ids(filled)
    filled.show(first)
    filled.show(second)
    filled.forgetting.forget([first], purge=True)

    assert habits(filled) == {second: pytest.approx(OPENED, abs=1e-4)}


def test_use_is_forgotten_on_request_and_answers_are_as_at_first(filled):
    before = filled.recall(ASKED)
    filled.show(before.hits[3].memory.id)
    filled.show(before.hits[2].memory.id)
    assert filled.recall(ASKED).hits != before.hits
    told = {one.check: one.detail for one in filled.examine(forget_use=True).findings}

    assert told["use"] == "nothing opened or rejected"
    assert filled.recall(ASKED).hits == before.hits


def test_habits_outlive_the_engine(filled, open_engine):
    third = ids(filled)[2]
    filled.show(third)
    filled.close()

    assert third in habits(open_engine())


def test_channels_move_only_where_that_is_wished_for(filled, clock):
    still, moving = (Learning(filled.store, clock, moves_channels=moves) for moves in (False, True))
    hits = filled.recall(ASKED).hits
    moving.note(ASKED, hits)
    with filled.store.reading() as db:
        row = row_of(db, hits[3].memory.id)
    moving.opened(row, hits[3].memory)
    with filled.store.reading() as db:
        assert still.habits(db).channels == {}
        moved = moving.habits(db).channels

    assert all(abs(times - 1) <= 2 * STEP for times in moved.values())
    assert moved == {name: 1 + step for use in kept(filled) for name, step in use.moved.items()}


def test_nothing_of_a_question_is_kept_but_a_hash(filled, tmp_path):
    asked = Question("Which kettle whistles for zanzibar?")
    filled.show(ids(filled, asked)[1])
    filled.close()

    written = [path.read_bytes() for path in (tmp_path / "slm").iterdir() if path.is_file()]
    assert any(b"kettle" in content for content in written)
    assert not any(b"zanzibar" in content for content in written)

"""A question is answered from where it was asked, within its bounds, always the same."""

import dataclasses
import re
from datetime import UTC, datetime, timedelta

import pytest
from fakes import FixedClock, HashEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from made import NOON, embed_all, rows, write_jsonl

from slm.config import Settings
from slm.domain.memory import Kind
from slm.domain.question import Place, Question
from slm.engine.engine import Engine
from slm.errors import ModelProblem, UnknownName, UsageError
from slm.recall.asked import MOST_WORDS, content_words
from slm.recall.budget import tokens

BAKERY, GARDEN = Place("bakery"), Place("garden")


def fill(engine, folder):
    engine.import_(write_jsonl(folder / "a.jsonl", rows(40)), place=BAKERY)
    engine.import_(write_jsonl(folder / "b.jsonl", rows(30, "s2", "rake")), place=GARDEN)
    engine.add("I prefer short answers about any kettle or rake.", kind=Kind.PREFERENCE)
    engine.add("Why the kettle leaks. " + "It was the seal of the lid. " * 120, place=BAKERY)
    for day in range(5):
        engine.add(
            f"On day {day} the thermostat was set anew.", kind=Kind.LESSON, place=BAKERY,
            time=(NOON + timedelta(days=day)).isoformat(),
        )  # fmt: skip
    embed_all(engine)


def open_filled(folder, embedder=HashEmbedder):
    settings_ = Settings(folder / "slm", folder / "models", folder / "socket")
    engine = Engine(settings_, load_embedder=embedder, clock=FixedClock.ticking())
    fill(engine, folder)
    return engine


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two projects, the user's own, long and short, near and far."""
    engine = open_filled(tmp_path_factory.mktemp("filled"))
    yield engine
    engine.close()


def missing():
    raise ModelProblem("the model is not here", "mem model get")


@pytest.fixture(scope="module")
def wordy(tmp_path_factory):
    """The same without a model."""
    engine = open_filled(tmp_path_factory.mktemp("wordy"), missing)
    yield engine
    engine.close()


def same(answer):
    """An answer without the time it took, its terms to the digits that are shown."""
    hits = tuple(
        dataclasses.replace(hit, why={name: round(term, 5) for name, term in hit.why.items()})
        for hit in answer.hits
    )
    return dataclasses.replace(answer, took_ms=0, hits=hits)


def found(engine, text, place=BAKERY, **bounds):
    return [hit.memory for hit in engine.recall(Question(text, place, **bounds)).hits]


@given(st.sampled_from(["kettle numbered 12", "who says rake?", "seal of the lid", "zzz", "7"]))
@settings(deadline=None, max_examples=20)
def test_the_same_question_has_the_same_answer(filled, text):
    first = same(filled.recall(Question(text, BAKERY)))

    assert same(filled.recall(Question(text, BAKERY))) == first


def test_the_same_memories_give_the_same_answer_in_another_home(filled, tmp_path):
    other = open_filled(tmp_path)
    question = Question("kettle numbered 12 at what degrees?", BAKERY)

    def comparable(answer):
        return [(hit.memory.text, hit.passage, hit.score) for hit in answer.hits]

    assert comparable(other.recall(question)) == comparable(filled.recall(question))
    other.close()


def test_a_project_sees_itself_and_what_holds_everywhere(filled):
    projects = {memory.project for memory in found(filled, "kettle rake answers", limit=50)}

    assert projects == {"bakery", ""}
    assert {memory.project for memory in found(filled, "kettle rake", GARDEN, limit=60)} == {
        "garden",
        "",
    }


def test_what_holds_everywhere_is_found_from_every_project(filled):
    for place in (BAKERY, GARDEN, Place(everywhere=True), Place()):
        assert found(filled, "do I prefer short answers?", place)[0].kind is Kind.PREFERENCE


def test_everywhere_means_every_project(filled):
    found_ = found(filled, "kettle rake numbered", Place(everywhere=True), limit=60)

    assert {memory.project for memory in found_} >= {"bakery", "garden"}


def test_an_unknown_project_is_named_with_the_nearest(filled):
    with pytest.raises(UnknownName) as raised:
        filled.recall(Question("kettle", Place("bakary")))
    assert "bakery" in raised.value.hint


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_question_is_refused(filled, text):
    with pytest.raises(UsageError, match="empty"):
        filled.recall(Question(text))


@given(st.text(min_size=1).filter(str.strip))
@settings(deadline=None, max_examples=120)
def test_any_text_may_be_asked(filled, text):
    answer = filled.recall(Question(text, BAKERY))

    assert all(0 <= hit.score <= 1 for hit in answer.hits)


def test_kinds_bound_what_is_found(filled):
    lessons = found(filled, "thermostat kettle", kinds=(Kind.LESSON,), limit=50)

    assert {memory.kind for memory in lessons} == {Kind.LESSON}
    assert len(lessons) == 5
    both = found(filled, "thermostat kettle", kinds=(Kind.LESSON, Kind.PREFERENCE), limit=50)
    assert {memory.kind for memory in both} == {Kind.LESSON, Kind.PREFERENCE}


@given(st.integers(-2, 7))
@settings(deadline=None, max_examples=10)
def test_since_and_as_of_bound_what_is_found(filled, day):
    moment = NOON + timedelta(days=day)
    later = found(filled, "thermostat set", since=moment, kinds=(Kind.LESSON,))
    known = found(filled, "thermostat set", as_of=moment, kinds=(Kind.LESSON,))

    assert sorted(memory.said_at for memory in later) == [
        NOON + timedelta(days=number) for number in range(5) if number >= day
    ]
    assert sorted(memory.said_at for memory in known) == [
        NOON + timedelta(days=number) for number in range(5) if number <= day
    ]


@given(
    st.sampled_from(["kettle numbered 12", "why does the kettle leak?", "thermostat", "nothing"]),
    st.integers(0, 3_000),
)
@settings(deadline=None, max_examples=100)
def test_the_budget_is_never_exceeded(filled, text, budget):
    answer = filled.recall(Question(text, BAKERY, budget=budget))

    assert tokens(answer.context) <= budget
    assert bool(answer.context) != bool(answer.reason)


def test_a_line_of_the_context_leads_back_to_its_memory(filled):
    answer = filled.recall(Question("kettle numbered 12", BAKERY))
    lines = answer.context.splitlines()
    day = ""

    assert len(lines) > 3
    for line in lines:
        id_, date = re.fullmatch(r"\[(?:… )?(\w{8}) ([\d-]{10})?.*?\] .*", line).groups()
        memory = filled.show(id_).memory
        day = date or day
        assert f"{memory.said_at.astimezone():%Y-%m-%d}" == day
    best = answer.hits[0].memory
    (of_best,) = [line for line in lines if best.id[:8] in line]
    assert of_best.endswith(f"] {best.text}")
    assert " jsonl s1] " in answer.context


@given(st.integers(1, 60))
@settings(deadline=None, max_examples=15)
def test_the_limit_bounds_the_hits_and_changes_nothing_else(filled, limit):
    whole = filled.recall(Question("kettle numbered 12", BAKERY, limit=60))
    part = filled.recall(Question("kettle numbered 12", BAKERY, limit=limit))

    assert part.hits == whole.hits[:limit]
    assert part.context == whole.context


def test_of_a_long_memory_the_passage_that_answers_is_given(filled):
    (hit, *_) = filled.recall(Question("why does the kettle leak?", BAKERY)).hits

    assert hit.memory.text.startswith("Why the kettle leaks.")
    assert hit.passage.startswith("Why the kettle leaks.")
    assert len(hit.passage) < len(hit.memory.text)


def test_nothing_found_says_so(filled, tmp_path):
    engine = Engine(
        Settings(tmp_path / "slm", tmp_path / "m", tmp_path / "s"), load_embedder=HashEmbedder
    )
    answer = engine.recall(Question("kettle"))

    assert (answer.hits, answer.context, answer.reason) == (
        (),
        "",
        "nothing found, after looking wider",
    )
    engine.close()


def test_who_is_in_a_hurry_gets_no_wider_look(filled):
    unsure = Question("zyzzyva", BAKERY)

    assert "after looking wider" in filled.recall(unsure).gate
    assert "wider" not in filled.recall(dataclasses.replace(unsure, quick=True)).gate


def test_without_a_model_full_text_answers_and_says_what_is_missing(wordy):
    answer = wordy.recall(Question("kettle numbered 12", BAKERY))

    assert "12" in {hit.memory.origin.source_id for hit in answer.hits}
    assert "meaning is off: the model is not here (mem model get)" in answer.notice
    assert not any("channel.semantic" in hit.why for hit in answer.hits)
    assert answer.context


def test_with_a_model_nothing_needs_saying(filled):
    assert filled.recall(Question("kettle", BAKERY)).notice == ""


def test_what_is_learned_is_found_by_its_words_before_it_has_a_vector(open_engine):
    engine = open_engine()
    engine.add("The kettle whistles.")

    assert [memory.text for memory in found(engine, "kettle", Place())] == ["The kettle whistles."]
    assert engine.status().waiting == 1


def test_a_meaning_is_found_without_any_word_in_common(open_engine):
    class Synonyms(HashEmbedder):
        def read(self, text):
            return super().read(text.lower().replace("teapot", "kettle"))

    engine = open_engine(embedder=Synonyms)
    engine.add("The kettle whistles.")
    engine.add("Bread rises overnight.")
    embed_all(engine)

    assert found(engine, "teapot", Place())[0].text == "The kettle whistles."


def test_forgetting_and_undoing_leaves_every_answer_as_it_was(filled):
    questions = [
        Question(text, place, limit=60)
        for text in ("kettle numbered 12", "rake", "thermostat set", "leak")
        for place in (BAKERY, Place(everywhere=True))
    ]
    before = [same(filled.recall(one)) for one in questions]
    filled.forgetting.forget(session="s1")
    assert [same(filled.recall(one)) for one in questions] != before
    filled.forgetting.undo()
    embed_all(filled)

    assert [same(filled.recall(one)) for one in questions] == before


def test_function_words_are_not_asked_for_unless_there_is_nothing_else():
    assert content_words("Why did we pin SQLite, and why?") == ("pin", "sqlite")
    assert content_words("what is it?") == ("what", "is", "it")
    assert len(content_words(" ".join(f"word{n}" for n in range(500)))) == MOST_WORDS


def test_moments_without_a_zone_never_come_out(filled):
    for memory in found(filled, "kettle rake thermostat", Place(everywhere=True), limit=50):
        assert memory.said_at.tzinfo is UTC
        assert memory.said_at > datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("limit", "budget"), [(0, 100), (-1, 100), (1, -1)])
def test_bounds_that_hold_nothing_are_refused(engine, limit, budget):
    with pytest.raises(UsageError, match=r"-1|0"):
        engine.recall(Question("kettle", limit=limit, budget=budget))


DIARY = {
    2: "We moved the parser into its own module. " + "It had grown too long. " * 20,
    4: "The flaky socket test lacked an await; it took all week.",
    9: "A week of lexers.",
    12: "We weighed two lexers for a week.",
    40: "Ana mended the oven, a week late.",
}


@pytest.fixture
def diary(open_engine, tmp_path):
    """Notes, and a session three days ago."""
    engine = open_engine()
    for days, text in DIARY.items():
        engine.add(text, time=(NOON - timedelta(days=days)).isoformat())
    said = (NOON - timedelta(days=3)).isoformat()
    session = [{**row, "time": said} for row in rows(4)]
    engine.import_(write_jsonl(tmp_path / "session.jsonl", session))
    embed_all(engine)
    return engine


@pytest.mark.parametrize("asks", ["What did we do in the last 7 days?", "the last 7 days"])
def test_who_asks_for_a_time_alone_is_given_what_was_said_then(diary, asks):
    answer = diary.recall(Question(asks, as_of=NOON))
    texts = [hit.memory.text for hit in answer.hits]

    assert (texts[0], texts[-1]) == (DIARY[2], DIARY[4])
    assert len(texts) == 6
    assert "kettle" in answer.context
    assert "lexers" not in answer.context


@pytest.mark.parametrize("asks", ["What happened yesterday?", "What happened in May 2019?"])
def test_of_a_time_in_which_nothing_was_said_nothing_is_found(diary, asks):
    answer = diary.recall(Question(asks, as_of=NOON))

    assert (answer.hits, answer.context) == ((), "")

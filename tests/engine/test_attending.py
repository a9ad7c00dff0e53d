"""A session is told what it needs, each thing once, and nothing where nothing is known."""

import time

import pytest
from made import claude_turns, write_jsonl

from slm.domain.hook import Event, Moment
from slm.domain.memory import Kind
from slm.domain.question import Place, Question
from slm.engine.attending import LEAST_SCORE

FRAME = "<mem-context>\n"


@pytest.fixture
def folder(tmp_path):
    """A repository that an agent works in."""
    (tmp_path / "shop" / ".git").mkdir(parents=True)
    return str(tmp_path / "shop")


@pytest.fixture
def shop(engine, folder):
    place = Place(folder=folder)
    engine.add("We decided to bake with rye flour, not wheat.", kind=Kind.DECISION, place=place)
    engine.add("Always preheat the copper kettle.", kind=Kind.PREFERENCE)
    engine.add("The oven door sticks in winter.", kind=Kind.EXPERIENCE, place=place)
    return engine


def told(engine, folder, text="Which flour do we bake with?", **other):
    event = {"agent": "codex", "moment": Moment.PROMPT, "session": "s1", **other}
    return engine.attending.tell(Event(folder=folder, text=text, **event)).context


def test_a_prompt_is_told_what_answers_it_in_a_frame(shop, folder):
    context = told(shop, folder)

    assert context.startswith(FRAME)
    assert context.endswith("</mem-context>")
    assert "rye flour" in context
    assert len(context) <= 4000


def test_nothing_is_told_twice_in_a_session_but_in_another_it_is(shop, folder, clock):
    assert "rye" in told(shop, folder)
    clock.pass_(minutes=1)
    assert "rye" not in told(shop, folder, "What flour did we decide to bake with?")
    assert "rye" in told(shop, folder, "What flour did we decide to bake with?", session="s2")


def test_it_is_not_told_again_by_the_next_daemon(shop, folder, clock, open_engine):
    assert "rye" in told(shop, folder)
    shop.ledger.keep()
    shop.close()

    assert "rye" not in told(open_engine(), folder)


def test_after_a_compaction_it_is_told_again(shop, folder, clock):
    assert "rye" in told(shop, folder)
    shop.ledger.keep()
    told(shop, folder, "compact", moment=Moment.START, is_anew=True)
    clock.pass_(minutes=1)
    shop.ledger.keep()
    with shop.store.reading() as db:
        kept = {id_ for (id_,) in db.execute("SELECT memory FROM shown")}
    brief = {
        one.id for one in shop.list(Place(everywhere=True)).memories if one.kind != "experience"
    }

    assert kept == brief
    assert told(shop, folder, "Does the oven door stick in winter?")


def test_an_event_fired_twice_is_answered_once(shop, folder, clock):
    first, second = told(shop, folder), told(shop, folder)
    clock.pass_(minutes=1)
    third = told(shop, folder, "Does the oven door stick?")

    assert (bool(first), second, bool(third)) == (True, "", True)


def test_what_came_too_late_is_not_held_for_told(shop, folder):
    late = time.monotonic() - 1

    assert told(shop, folder, until=late) == ""
    assert "rye" in told(shop, folder, until=time.monotonic() + 60)


def test_a_prompt_that_begins_with_a_path_is_no_command(shop, folder):
    assert "rye" in told(shop, folder, "/srv/shop/oven.py: which flour do we bake with?")


def test_what_was_said_in_the_session_itself_is_not_told(engine, tmp_path, folder, clock):
    log = write_jsonl(tmp_path / "logs" / "a.jsonl", claude_turns(1, folder, 6))
    engine.import_(log)
    own = "5b0f6c1e-0000-4000-8000-000000000001"

    assert told(engine, folder, "Turn 3 about the oven timer?", session=own) == ""
    assert told(engine, folder, "Turn 3 about the oven timer?", session="another")


@pytest.mark.parametrize("text", ["", "   ", "/compact", "Who won the chess match in Reykjavik?"])
def test_a_prompt_that_nothing_is_known_of_is_told_nothing(shop, folder, text):
    assert told(shop, folder, text) == ""


@pytest.mark.parametrize("text", ["yes, please do", "Option 3.", "can we fix this?", "1 and 2"])
def test_a_prompt_that_names_nothing_is_told_nothing(shop, folder, text):
    for said in ("Yes, please do option 3.", "Can we fix this? 1 and 2."):
        shop.add(said, kind=Kind.EXPERIENCE, place=Place(folder=folder))
    found = shop.recall(Question(text, Place(folder=folder), least=LEAST_SCORE))

    assert found.hits
    assert told(shop, folder, text) == ""


def test_a_prompt_of_a_megabyte_is_heard_by_its_ends(shop, folder):
    pasted = "lorem ipsum dolor " * 60_000

    assert "rye" in told(shop, folder, f"{pasted}\nWhich flour do we bake with, rye or wheat?")


def test_a_start_is_told_the_projects_conclusions_and_the_users_own(shop, folder):
    context = told(shop, folder, "startup", moment=Moment.START)

    assert context.startswith(FRAME)
    assert "Notes on shop" in context
    assert context.index("copper kettle") < context.index("rye flour")
    assert "oven door" not in context


def test_a_start_is_told_nothing_of_other_projects(shop, tmp_path):
    (tmp_path / "garden" / ".git").mkdir(parents=True)
    context = told(shop, str(tmp_path / "garden"), "startup", moment=Moment.START)

    assert "copper kettle" in context
    assert "rye" not in context


def test_a_start_where_nothing_is_known_is_told_nothing(engine, folder):
    assert told(engine, folder, "startup", moment=Moment.START) == ""


@pytest.mark.parametrize("moment", [Moment.REST, Moment.COMPACTING, Moment.END])
def test_at_other_moments_nothing_is_told(shop, folder, moment):
    assert told(shop, folder, moment=moment) == ""


def test_a_start_is_told_what_was_done_last_but_not_of_its_own_session(engine, tmp_path, folder):
    for session in (1, 2):
        turns = list(claude_turns(session, folder, 4))
        engine.import_(write_jsonl(tmp_path / f"{session}.jsonl", turns))
    own = "5b0f6c1e-0000-4000-8000-000000000002"
    context = told(engine, folder, "startup", moment=Moment.START, session=own)

    assert "Lately:" in context
    assert context.count("Turn 0 about the oven timer. → Turn 3 about the oven timer.") == 1


def test_a_brief_keeps_to_its_budget(engine, folder):
    place = Place(folder=folder)
    for number in range(60):
        text = f"We decided on recipe {number}: {'flour and water ' * 30}"
        engine.add(text, kind=Kind.DECISION, place=place)
    context = told(engine, folder, "startup", moment=Moment.START)

    assert len(context) <= 800 * 4
    assert context.count("We decided") >= 5

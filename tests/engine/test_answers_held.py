"""With and without the last answers held, the same is answered."""

import dataclasses
import tempfile
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes import FixedClock, HashEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from made import embed_all

from slm.config import Settings
from slm.domain.question import Place, Question
from slm.engine.answering import Answering
from slm.engine.engine import Engine
from slm.engine.learning import Learning
from slm.errors import NothingFound
from slm.recall.learned import ranker

NIGHT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
TEXTS = [
    f"The {what} of the {where} was {done}."
    for what in ("lock", "seal")
    for where in ("oven", "shop")
    for done in ("oiled", "lost")
]
QUESTIONS = (
    Question("Who oiled the lock of the oven?"),
    Question("who oiled the lock of the oven"),
    Question("What was lost yesterday?"),
    Question("What was lost?", Place("bakery"), limit=2),
    Question("seal", budget=20),
)


@contextmanager
def opened():
    """An engine that holds answers, and one without over the same file."""
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), FixedClock(NIGHT)
        settings_ = Settings(folder / "slm", folder / "models", folder / "socket")
        engine = Engine(settings_, load_embedder=HashEmbedder, clock=clock, keeps_answers=True)
        learning = Learning(engine.store, clock)
        rooms = engine.store, engine.meaning, ranker(None), learning
        fresh = Answering(*rooms, clock, keeps=False)
        engine.add("The bakery opens at six.", place=Place("bakery"))
        yield engine, fresh, clock
        engine.close()


@pytest.fixture
def both():
    with opened() as made:
        yield made


def told(answer):
    return dataclasses.replace(answer, took_ms=0)


def change(engine, clock, act, number):
    place = Place("bakery" if number % 2 else "")
    if act == "add":
        engine.add(TEXTS[number % len(TEXTS)], place=place)
    elif act == "forget":
        engine.forgetting.forget(
            [one.id for one in engine.list(Place(everywhere=True), limit=1).memories]
        )
    elif act == "open" and (hits := engine.recall(QUESTIONS[0]).hits):
        engine.show(hits[number % len(hits)].memory.id)
    elif act == "undo":
        engine.forgetting.undo()
    elif act == "embed":
        embed_all(engine)
    elif act == "pass":
        clock.pass_(hours=number)


ACTS = st.tuples(
    st.sampled_from(("add", "forget", "undo", "embed", "open", "pass", "ask", "ask")),
    st.integers(0, 9),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ACTS, max_size=20))
def test_whatever_happens_an_answer_is_what_it_would_be_anew(acts):
    with opened() as (engine, fresh, clock):
        for act, number in acts:
            try:
                change(engine, clock, act, number)
            except NothingFound:
                continue
            question = QUESTIONS[number % len(QUESTIONS)]

            assert told(engine.recall(question)) == told(fresh.answer(question))


def test_the_same_question_is_answered_from_what_is_held(both):
    engine, *_ = both
    first, second = (engine.recall(QUESTIONS[0]) for _ in range(2))

    assert first.hits is second.hits


def test_nothing_is_held_unless_wished_for(engine):
    engine.add(TEXTS[0])
    first, second = (engine.recall(QUESTIONS[0]) for _ in range(2))

    assert first.hits is not second.hits
    assert first.hits == second.hits


def test_after_midnight_yesterday_is_another_day(both):
    engine, fresh, clock = both
    for days in (0, 1, 2):
        engine.add(TEXTS[3 + days], time=(NIGHT - timedelta(days=days)).isoformat())
    embed_all(engine)
    question = Question("What was lost or oiled yesterday?")
    before = engine.recall(question)
    clock.pass_(days=1)
    after = engine.recall(question)

    assert told(after) == told(fresh.answer(question))
    assert told(after) != told(before)


def test_what_another_thread_has_added_is_found_at_once(both):
    """Readers keep filling the buffer meanwhile, from snapshots of before and after."""
    engine, *_ = both
    ended, missing = threading.Event(), []
    question = Question("zebra", limit=100)

    def write():
        for number in range(40):
            added = engine.add(f"The zebra numbered {number} came by.")
            if added.id not in [hit.memory.id for hit in engine.recall(question).hits]:
                missing.append(number)
        ended.set()

    def read():
        while not ended.is_set():
            engine.recall(question)

    threads = [threading.Thread(target=work) for work in (write, read, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert missing == []

"""Opening answers half of the questions, and leaves the plain figures as they were."""

import pytest
from made import embed_all, rows, write_jsonl

from slm.domain.question import Place
from slm.eval.cases import Case
from slm.eval.opening import opened
from slm.store import acts

PROJECT = "bakery"


@pytest.fixture
def filled(engine, tmp_path):
    engine.import_(write_jsonl(tmp_path / "log.jsonl", rows(40)), place=Place(PROJECT))
    embed_all(engine)
    return engine


def cases(numbers):
    """Questions that many turns answer nearly as well as the one that is wanted."""
    return [
        Case(str(number), "Which kettle whistles?", PROJECT, frozenset({str(number)}), "")
        for number in numbers
    ]


def test_what_was_opened_is_found_again_more_easily(filled):
    found = opened(filled, cases(range(40)), seed=0)

    assert found.same.n == found.others.n == 20
    assert 0 < found.memories <= 10
    assert found.same.gain.value > 0


def test_the_same_seed_opens_the_same_and_no_more(filled):
    asked = cases(range(10))
    first = opened(filled, asked, seed=3)
    with filled.store.reading() as db:
        kept = acts.latest(db, 100)
    filled.store.write(acts.clear)

    assert opened(filled, asked, seed=3) == first
    assert len({use.memory for use in kept}) == first.memories


def test_what_is_nowhere_in_the_answers_is_not_opened(filled):
    nowhere = [Case("1", "kettle", PROJECT, frozenset({"no turn"}), "")] * 4
    found = opened(filled, nowhere, seed=0)

    assert (found.memories, found.same.gain.value, found.others.gain.value) == (0, 0, 0)

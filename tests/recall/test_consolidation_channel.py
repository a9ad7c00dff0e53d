"""A conclusion among the hits brings the evidence it stands for."""

import math
from itertools import pairwise

import pytest
from made import NOON, draft, keep

from slm.domain.memory import Kind
from slm.lifecycle import forget
from slm.recall.asked import Asked
from slm.recall.channels.consolidation import HOPS, PASSED, Consolidation
from slm.store import derivations, filters, memories

EVERYWHERE = filters.only(None)


def rest(store, conclusion, *evidence):
    store.write(lambda db: derivations.add(db, conclusion, evidence))


def follow(store, found, only=EVERYWHERE, limit=50):
    """What is reached from memories with these scores, by their texts; each is one passage."""
    with store.reading() as db:
        texts = {row: one.text for row, one in memories.by_rows(db, range(100)).items()}
        passages = dict(db.execute("SELECT memory, row FROM passages"))
        rows = {text: passages[row] for row, text in texts.items() if row in passages}
        given = Consolidation().follow(
            db, Asked((), only), {rows[text]: own for text, own in found.items()}, limit
        )
        of = {passage: row for row, passage in passages.items()}
    return {texts[of[passage]]: score for passage, score in given.items()}


@pytest.fixture
def talk(store):
    """Four turns, and a summary of three of them."""
    keep(store, *(draft(text, f"id{text}") for text in "abcd"))
    keep(store, draft("sum", "idsum", kind=Kind.SUMMARY))
    rest(store, "idsum", "ida", "idb", "idc")
    return store


def test_evidence_shares_the_score_of_its_conclusion_in_the_order_it_was_named(talk):
    found = follow(talk, {"sum": 0.8})

    assert [*found] == ["a", "b", "c"]
    assert found["a"] == pytest.approx(0.8 * PASSED)
    assert found["c"] == pytest.approx(0.8 * PASSED / 2)


def test_evidence_that_answers_by_itself_comes_first(talk):
    found = follow(talk, {"sum": 0.8, "c": 0.3, "d": 0.9})

    assert [*found] == ["c", "a", "b"]


def test_without_a_conclusion_there_is_nothing_to_follow(talk):
    assert follow(talk, {"a": 0.8, "d": 0.2}) == {}
    assert follow(talk, {}) == {}


def test_what_was_found_already_takes_no_room_from_what_is_new(talk):
    assert [*follow(talk, {"sum": 0.8, "a": 0.7}, limit=1)] == ["a", "b"]
    assert [*follow(talk, {"sum": 0.8}, limit=2)] == ["a", "b"]


def test_a_belief_leads_through_its_summaries_and_each_hop_leaves_less(talk):
    keep(talk, draft("creed", "idcreed", kind=Kind.BELIEF))
    rest(talk, "idcreed", "idsum", "idd")
    found = follow(talk, {"creed": 1.0})

    assert found["sum"] == pytest.approx(PASSED)
    assert found["a"] == pytest.approx(PASSED**2)
    assert found["d"] == pytest.approx(PASSED / math.log2(3), abs=1e-6)


def test_a_chain_is_followed_no_further_than_the_hops(store):
    names = [f"link{number}" for number in range(HOPS + 3)]
    keep(store, *(draft(name, f"id{name}") for name in names))
    for one, other in pairwise(names):
        rest(store, f"id{one}", f"id{other}")

    assert [*follow(store, {"link0": 1.0})] == names[1 : HOPS + 1]


def test_a_circle_ends_where_it_began(store):
    keep(store, *(draft(text, f"id{text}") for text in "abc"))
    for one, other in ("ab", "bc", "ca"):
        rest(store, f"id{one}", f"id{other}")
    found = follow(store, {"a": 1.0})

    assert found == pytest.approx({"b": PASSED, "c": PASSED**2})


def test_two_that_rest_on_each_other_are_evidence_of_each_other(store):
    keep(store, *(draft(text, f"id{text}") for text in "ab"))
    rest(store, "ida", "idb")
    rest(store, "idb", "ida")

    assert follow(store, {"a": 0.5, "b": 1.0}) == pytest.approx({"a": 0.9, "b": 0.45})


def test_evidence_beyond_the_bounds_or_forgotten_is_not_brought(talk):
    keep(talk, draft("old", "idold", said_at=NOON.replace(year=2024)))
    keep(talk, draft("far", "idfar"), project="garden")
    rest(talk, "idsum", "idold", "idfar")
    found = {"sum": 0.8}
    with talk.reading() as db:
        gone = db.execute("SELECT row FROM memories WHERE id = 'ida'").get
    talk.write(lambda db: forget.forget(db, [gone], NOON))

    assert {*follow(talk, found)} == {"b", "c", "old", "far"}
    assert {*follow(talk, found, filters.only([0]))} == {"b", "c", "old"}
    assert {*follow(talk, found, filters.only([0], since=NOON))} == {"b", "c"}
    assert follow(talk, found, filters.only(None, kinds=[Kind.SUMMARY])) == {}


def test_the_better_of_two_conclusions_tells(talk):
    keep(talk, draft("sum2", "idsum2", kind=Kind.SUMMARY))
    rest(talk, "idsum2", "idd", "idb")

    assert follow(talk, {"sum": 0.2, "sum2": 1.0})["b"] == pytest.approx(
        PASSED / math.log2(3), abs=1e-6
    )

"""Scores spread to what stands near: in a session, by what is mentioned, in meaning."""

import numpy as np
from fakes import HashEmbedder
from made import NOON, draft, embed, keep

from slm.domain.memory import Kind
from slm.recall.asked import Asked
from slm.recall.channels import activation
from slm.recall.channels.activation import (
    FOUND_BEST,
    HUB,
    REACH,
    Activation,
    Weights,
    spread,
)
from slm.store import filters, forgetting

EVERYWHERE = filters.only(None)
ONLY_TURNS, ONLY_ENTITIES = Weights(1, 0, 0), Weights(0, 1, 0)
ONLY_MEANING = Weights(0, 0, 1)


def follow(store, found, weights=FOUND_BEST, only=EVERYWHERE, limit=50):
    """What is reached, by row: each memory of these tests is one passage of the same row."""
    with store.reading() as db:
        return Activation(weights).follow(db, Asked((), only), found, limit)


def talk(store, count, session="s1", **how):
    return keep(store, *(draft(f"{session} {n}", session=session, **how) for n in range(count)))


def test_a_turn_beside_one_that_answers_has_a_share_and_each_further_one_less(store):
    rows = talk(store, 8)
    found = follow(store, {rows[0]: 0.9})

    assert found[rows[1]] > found[rows[2]] > found[rows[3]] > 0
    assert rows[REACH + 1] not in found


def test_a_weak_turn_between_two_good_ones_passes_a_weak_one_elsewhere(store):
    rows, others = talk(store, 3), talk(store, 3, "s2")
    weak = dict.fromkeys((rows[1], *others), 0.2)
    found = follow(store, {rows[0]: 0.8, rows[2]: 0.8, **weak}, ONLY_TURNS)

    assert found[rows[1]] > found[others[1]]
    assert [*found][:3] == [rows[0], rows[2], rows[1]]


def test_who_mentions_the_same_rare_thing_is_reached_wherever_it_was_said(store):
    rows = keep(store, draft("so Pavel met Ilse"), draft("so Ilse sings"), draft("so Ro bakes"))

    assert {*follow(store, {rows[0]: 0.9}, ONLY_ENTITIES)} == {rows[0], rows[1]}


def test_what_too_many_mention_leads_nowhere(store):
    rows = keep(store, *(draft(f"so Ilse has oven {number}") for number in range(HUB + 1)))

    assert {*follow(store, {rows[0]: 0.9}, ONLY_ENTITIES)} == {rows[0]}
    everyone = follow(store, {row: 0.1 * (row == rows[0]) for row in rows}, ONLY_ENTITIES)
    assert {*everyone} == {rows[0]}


def test_what_resembles_one_of_the_best_has_a_share_if_meaning_counts(store):
    texts = ("copper kettle whistles", "copper kettle whistles loud", "bread rises overnight")
    rows = keep(store, *map(draft, texts))
    found = dict(zip(rows, (0.9, 0.1, 0.1), strict=True))
    before = follow(store, found, ONLY_MEANING)
    embed(store, HashEmbedder())
    after = follow(store, found, ONLY_MEANING)

    assert before[rows[1]] == before[rows[2]]
    assert after[rows[1]] > after[rows[2]]


def test_products_are_the_same_in_blocks():
    rows = np.arange(50 * 384, dtype=np.float32).reshape(50, 384) / 1e4

    assert np.allclose(activation._products(rows, rows[:7]), rows @ rows[:7].T)


def test_new_memories_are_limited_and_keep_to_the_bounds(store):
    (first,) = talk(store, 1)
    (old,) = keep(store, draft("old", session="s1", said_at=NOON.replace(year=2024)))
    (decided,) = keep(store, draft("so", session="s1", kind=Kind.DECISION))
    (gone,) = keep(store, draft("gone", session="s1"))
    store.write(lambda db: forgetting.forget(db, [gone], 1))
    found = {first: 0.9}

    assert {*follow(store, found)} == {first, old, decided}
    assert len(follow(store, found, limit=1)) == 2
    assert {*follow(store, found, limit=0)} == {first}
    assert {*follow(store, found, only=filters.only([0], since=NOON))} == {first, decided}
    assert {*follow(store, found, only=filters.only(None, kinds=[Kind.DECISION]))} == {
        first,
        decided,
    }
    assert {*follow(store, found, only=filters.only([7]))} == {first}


def test_scores_are_on_the_scale_they_came_from_best_first(store):
    rows = talk(store, 40)
    found = follow(store, dict.fromkeys(rows[:20], 1.0) | dict.fromkeys(rows[20:35], 0.5))
    scores = [*found.values()]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert found[rows[5]] == 1


def test_of_nothing_found_nothing_is_reached(store):
    talk(store, 3)

    assert follow(store, {}) == {}
    assert follow(store, {1: 0.0}) == {}


def test_the_same_question_has_the_same_answer_in_whatever_order_it_was_found(store):
    rows = keep(store, *(draft(f"so Ilse {n % 5} has oven {n}", session="s1") for n in range(30)))
    found = {row: 0.1 + 0.02 * n for n, row in enumerate(rows[:20])}
    turned = dict(reversed(found.items()))

    assert [*follow(store, found).items()] == [*follow(store, turned).items()]


def test_each_takes_the_mean_of_its_neighbours_and_keeps_half_of_its_seed():
    """A star: the one in the middle has all, those around it have nothing."""
    around, middle = np.array([1, 2, 3]), np.zeros(3, np.int64)
    edges = np.r_[middle, around], np.r_[around, middle], np.ones(6)
    active = spread(np.array([1.0, 0, 0, 0]), edges)

    assert active.tolist() == [0.625, 0.375, 0.375, 0.375]

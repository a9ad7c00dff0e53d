"""Each candidate is compared with what the best of them have in common."""

import numpy as np
import pytest
from fakes import HashEmbedder
from made import draft, embed, keep

from slm.recall.asked import Asked, Sense
from slm.recall.channels.associative import BEST, NARROWEST, SHARPNESS, Associative, beta, recalled
from slm.store import filters

KETTLES = [f"the copper kettle numbered {word}" for word in ("one", "two", "three", "four")]
ALONE = "bread rises overnight"


@pytest.fixture
def filled(store):
    keep(store, *map(draft, (*KETTLES, ALONE)))
    embed(store, HashEmbedder())
    return store


def follow(store, text, found, embedder=HashEmbedder):
    sense = Sense(embedder().encode(text) if embedder else None)
    with store.reading() as db:
        return Associative().follow(
            db, Asked((), filters.only(None), sense=lambda: sense), found, 10
        )


def test_what_many_candidates_resemble_scores_higher_than_what_stands_alone(filled):
    found = follow(filled, "copper kettle", dict.fromkeys(range(1, 6), 0.5))

    assert [*found][-1] == 5
    assert found[1] > 0.5 > found[5]


def test_scores_lie_between_0_and_1_best_first(filled):
    scores = [*follow(filled, "kettle numbered one", dict.fromkeys(range(1, 6), 0.5)).values()]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_candidate_alone_is_its_own_pattern(filled):
    assert follow(filled, "kettle", {5: 0.1}) == {5: pytest.approx(1, abs=0.01)}


def test_nothing_new_is_brought_and_the_same_question_has_the_same_answer(filled):
    found = follow(filled, "kettle", {1: 0.4, 3: 0.2})

    assert {*found} == {1, 3}
    assert follow(filled, "kettle", {3: 0.9, 1: 0.1}) == found


def test_without_a_model_or_vectors_it_has_nothing_to_say(filled, store):
    assert follow(filled, "kettle", {1: 0.4}, embedder=None) == {}
    assert follow(filled, "kettle", {}) == {}
    assert follow(filled, "kettle", {99: 0.4}) == {}


def test_the_pattern_turns_towards_what_is_most_alike():
    patterns = np.eye(3, dtype=np.float32)
    pattern = recalled(patterns, np.array([0.9, 0.5, 0.1], np.float32))

    assert pattern[0] == 1
    assert 1 > pattern[1] > pattern[2] > 0


@pytest.mark.parametrize("size", [2, BEST, BEST + 200])
def test_the_last_of_the_best_weighs_a_fixed_share_of_the_first(size):
    likeness = np.linspace(0.8, 0.1, size, dtype=np.float32)
    last = likeness[min(size, BEST) - 1]

    assert beta(likeness) * (0.8 - last) == pytest.approx(SHARPNESS, rel=1e-4)


def test_among_copies_the_step_is_not_sharpened_without_end():
    assert beta(np.full(9, 0.7, np.float32)) == SHARPNESS / NARROWEST

"""Whether a question is answered is told by numbers that compare between stores of any size."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pools import pool

from slm.recall.ranking.features import features
from slm.recall.ranking.signals import OF_BEST, OF_MOST, TOP, signals

STRONG = 12
# What is held against the mean of all; it may move with the store, but never beyond the weakest.
RELATIVE = {"own.above_mean", "interaction.above_mean"}
GROWING = {"candidates"}


def crowd(strong=STRONG, weak=20, copies=1, text="When did Mira leave?"):
    """Candidates that answer, and copies of others that hardly do, each in its own session."""
    chance = np.random.RandomState(5)
    good = 0.5 + 0.4 * chance.rand(strong, 4)
    bad = np.tile(0.05 + 0.1 * chance.rand(weak, 4), (copies, 1))
    rows = np.concatenate([good, bad])
    places = [(1 + number // 4, number % 4) for number in range(len(rows))]
    columns = dict(zip(("keyword", "semantic", "entity"), rows[:, 1:].T, strict=True))
    return pool(places, np.stack([rows[:, 0], rows.mean(axis=1)], axis=1), text=text, **columns)


def told(candidates, best=0):
    return signals(candidates, features(candidates), best)


def test_the_best_candidate_s_features_are_told():
    candidates = crowd()
    found, of = told(candidates, best=3), features(candidates)

    for name in OF_BEST:
        assert found[f"best.{name}"] == of[name][3]


def test_the_largest_of_each_feature_is_told():
    candidates = crowd()
    found, of = told(candidates), features(candidates)

    for name in OF_MOST:
        assert found[f"most.{name}"] == of[name].max()


def test_it_is_told_how_far_the_best_stands_above_the_others():
    own = np.linspace(0.1, 0.9, 9)
    found = told(pool([(-n, 1) for n in range(1, 10)], own[:, None], keyword=own), best=8)

    assert found["own.first"] == pytest.approx(0.8 * 0.9 + 0.5 * 0.9)
    assert found["own.top"] == pytest.approx(1.3 * 0.5)
    assert found["own.above_mean"] == pytest.approx(1.3 * 0.4)
    assert found["own.above_tenth"] == pytest.approx(1.3 * 0.8)
    assert found["interaction.above_mean"] == pytest.approx(0.4)


def test_the_tenth_is_that_of_all_however_many_follow():
    own = np.concatenate([np.full(TOP - 1, 0.8), np.full(50, 0.3)])
    found = told(pool([(-n, 1) for n in range(1, TOP + 50)], keyword=own))

    assert found["own.above_tenth"] == pytest.approx(0.25)
    assert found["own.top"] == pytest.approx((9 * 0.4 + 0.15) / 10)


@pytest.mark.parametrize("copies", [2, 5, 40])
def test_nothing_but_their_number_grows_with_more_that_does_not_answer(copies):
    few, many = told(crowd()), told(crowd(copies=copies))

    assert many.keys() == few.keys()
    for name in few.keys() - RELATIVE - GROWING:
        assert many[name] == pytest.approx(few[name], abs=1e-6), name
    assert many["candidates"] == pytest.approx(math.log(STRONG + 20 * copies))


@given(st.integers(1, 60))
def test_what_is_held_against_the_mean_stays_within_the_pool_s_own_reach(copies):
    candidates = crowd(copies=copies)
    found, of = told(candidates), features(candidates)
    interaction = of["interaction"]
    own = 0.8 * interaction + 0.5 * of["keyword"] + 0.2 * of["semantic"]

    assert 0 < found["own.above_mean"] <= np.ptp(own) + 1e-6
    assert 0 < found["interaction.above_mean"] <= np.ptp(interaction) + 1e-6


def test_a_candidate_alone_stands_above_nothing():
    found = told(crowd(strong=1, weak=0))

    assert found["own.first"] == found["own.top"] > 0
    assert found["own.above_mean"] == found["own.above_tenth"] == 0
    assert found["interaction.above_mean"] == 0


@pytest.mark.parametrize(
    ("text", "words"), [("", 4), ("Why?", 4), ("the oven's seal", 4), ("is the oven's seal old", 6)]
)
def test_a_question_s_words_are_counted_and_few_count_as_four(text, words):
    assert told(crowd(text=text))["words"] == pytest.approx(math.log(1 + words))


def test_without_a_model_the_same_signals_are_told():
    by_words = pool([(1, 1), (1, 2)], by_meaning=False, keyword=[0.5, 0.2])

    assert told(by_words).keys() == told(crowd()).keys()
    assert told(by_words)["most.interaction"] == told(by_words)["best.semantic"] == 0

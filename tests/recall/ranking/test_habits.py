"""What was opened or rejected leans the order a little, within bounds, and can be taken back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pools import pool

from slm.domain.use import Act, Use
from slm.recall.learned import ranker
from slm.recall.ranking.habits import (
    FARTHEST,
    LEAST,
    MOST,
    NONE,
    OPENED,
    STEP,
    TOGETHER,
    Habits,
    fold,
    moves,
)
from slm.recall.ranking.rank import rank, why

RANKER = ranker(None)
NAMES = ("keyword", "semantic", "temporal")


def opened(memory, question=1, **moved):
    return Use(memory, question, Act.OPENED, moved)


def three(**more):
    """Three candidates, equal but for the keyword; the first is the best."""
    return pool([(1, 1), (2, 1), (3, 1)], keyword=[0.52, 0.51, 0.5], **more)


uses = st.lists(
    st.builds(
        Use,
        st.integers(1, 6),
        st.integers(1, 3),
        st.sampled_from(Act),
        st.dictionaries(st.sampled_from(NAMES), st.floats(-STEP, STEP)),
    ),
    max_size=60,
)


def test_without_an_act_nothing_leans():
    assert fold([]) == NONE
    assert np.array_equal(rank(three(), RANKER).scores, rank(three(), RANKER, NONE).scores)
    assert not rank(three(), RANKER).leaning.any()


def test_opening_the_third_credits_what_placed_it_above_those_shown_above_it():
    shown = [{"keyword": 0.9, "semantic": 0.1}, {"keyword": 0.8}, {"keyword": 0.2, "semantic": 0.7}]
    moved = moves(Act.OPENED, 2, shown)

    assert moved == {"keyword": -STEP, "semantic": STEP}


def test_rejecting_the_first_debits_what_placed_it_above_those_shown_below_it():
    shown = [{"keyword": 0.9, "semantic": 0.1}, {"keyword": 0.8, "semantic": 0.5}]

    assert moves(Act.REJECTED, 0, shown) == {"keyword": -STEP, "semantic": STEP}


@pytest.mark.parametrize(("act", "place"), [(Act.OPENED, 0), (Act.REJECTED, 1)])
def test_what_stood_where_it_belongs_moves_no_channel(act, place):
    assert moves(act, place, [{"keyword": 0.9}, {"keyword": 0.8}]) == {}


def test_what_all_channels_say_alike_moves_none():
    assert moves(Act.OPENED, 1, [{"keyword": 0.9, "semantic": 0.8}, {}]) == {}


def test_what_was_opened_rises_and_says_by_how_much():
    before, after = rank(three(), RANKER), rank(three(), RANKER, fold([opened(3)]))

    assert after.leaning.tolist() == pytest.approx([0, 0, OPENED])
    assert (before.order[0], after.order[0]) == (0, 2)
    assert why(after, three(), 2)["rank.habit"] == pytest.approx(OPENED)
    assert "rank.habit" not in why(after, three(), 0)
    assert "rank.habit" not in why(before, three(), 2)


def test_two_opened_for_one_question_bring_each_other():
    together = rank(three(), RANKER, Habits(pairs=fold([opened(1), opened(3)]).pairs))
    apart = rank(three(), RANKER, Habits(pairs=fold([opened(1), opened(3, question=2)]).pairs))

    assert together.leaning.tolist() == pytest.approx([TOGETHER, 0, TOGETHER])
    assert not apart.leaning.any()


def test_only_what_stands_among_the_ten_best_brings_another():
    many = pool([(number, 1) for number in range(1, 13)], keyword=np.linspace(1, 0.1, 12))
    last_two = Habits(pairs={11: {12: TOGETHER}, 12: {11: TOGETHER}})

    assert not rank(many, RANKER, last_two).leaning.any()
    assert rank(many, RANKER, Habits(pairs={1: {12: TOGETHER}})).leaning[11] == pytest.approx(0.05)


def test_a_channel_that_was_right_weighs_more():
    weight = RANKER.by_meaning.styles["dialogue"].weights["keyword"]
    leaning = rank(three(), RANKER, Habits(channels={"keyword": 1.2})).leaning

    assert leaning.tolist() == pytest.approx([0.2 * weight * one for one in (0.52, 0.51, 0.5)])


def test_what_acts_have_moved_fades_as_others_follow():
    first = opened(1, keyword=STEP)
    later = [opened(2, number) for number in range(100)]
    at_once, after = fold([first]).channels["keyword"], fold([first, *later]).channels["keyword"]

    assert at_once == 1 + STEP
    assert 1 < after < 1 + STEP / 2


@given(uses)
def test_however_often_everything_stays_within_its_bounds(acts):
    habits = fold(acts)

    assert all(LEAST <= times <= MOST for times in habits.channels.values())
    assert all(-FARTHEST <= bonus <= FARTHEST for bonus in habits.memories.values())
    assert all(0 < one <= FARTHEST for near in habits.pairs.values() for one in near.values())
    candidates = pool([(number, 1) for number in range(1, 7)])
    assert np.abs(rank(candidates, RANKER, habits).leaning).max() <= 2 * FARTHEST + 1e-6

"""Weights are found that made the truth, whatever the columns' units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from slm.eval.training.fitting import Ranked, Scale, listwise, logistic, reciprocal_rank, shares

TRUTH = np.array([2.0, -1.0, 0.0])
both = pytest.mark.parametrize("fit", [listwise, reciprocal_rank])


def questions(count, seed=3, candidates=12, groups=None, units=1.0):
    """Each question is answered by the candidate, or the group's, that TRUTH puts first."""
    chance = np.random.RandomState(seed)
    made = []
    for _ in range(count):
        table = chance.standard_normal((candidates, len(TRUTH)))
        of = np.arange(candidates) % (groups or candidates)
        best = of == of[np.argmax(table @ TRUTH)]
        made.append(Ranked(table * units, best, of))
    return made


def direction(weights):
    return weights / np.abs(weights).max()


def firsts(weights, asked):
    """The share of questions whose first candidate answers."""
    return np.mean([one.answers[np.argmax(one.table @ weights)] for one in asked])


@both
def test_the_weights_behind_the_answers_are_found(fit):
    weights = fit(questions(300), 1e-4)

    assert direction(weights) == pytest.approx(TRUTH / 2, abs=0.1)
    assert firsts(weights, questions(100, seed=4)) > 0.9


def test_turns_of_one_session_compete_for_one_place():
    asked = questions(200, candidates=20, groups=5)
    weights = reciprocal_rank(asked, 1e-4)

    assert direction(weights) == pytest.approx(TRUTH / 2, abs=0.15)
    assert firsts(weights, asked) > 0.9


@both
@pytest.mark.parametrize("units", [(1.0, 1000.0, 1.0), (0.01, 1.0, 50.0)])
def test_a_column_s_unit_changes_its_weight_but_not_the_order(fit, units):
    weights = fit(questions(60), 0.01)
    scaled = fit(questions(60, units=np.array(units)), 0.01)

    assert scaled * np.array(units) == pytest.approx(weights, rel=1e-2, abs=1e-2)
    for one, other in zip(questions(60), questions(60, units=np.array(units)), strict=True):
        assert np.argmax(one.table @ weights) == np.argmax(other.table @ scaled)


@both
def test_a_column_that_is_always_the_same_changes_nothing(fit):
    asked = questions(40)
    wider = [
        Ranked(np.column_stack([one.table, np.full(len(one.table), 7.0)]), one.answers, one.groups)
        for one in asked
    ]

    assert fit(wider, 0.01)[:-1] == pytest.approx(fit(asked, 0.01), rel=1e-2, abs=1e-3)


@both
def test_a_stronger_penalty_gives_smaller_weights(fit):
    sizes = [np.abs(fit(questions(60), penalty)).sum() for penalty in (0.001, 0.03, 1.0)]

    assert sizes == sorted(sizes, reverse=True)


def test_answers_share_the_truth_evenly():
    """Two kinds of candidates answer, each half of the time by one column alone."""
    table = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.0, 0.0]])
    asked = [Ranked(table, np.array([True, True, False, False]), np.arange(4))]
    first, second = listwise(asked, 0.01)

    assert first == pytest.approx(second, rel=1e-3)
    assert first > 1


def noisy(count=4000, seed=5):
    """Rows that are true by the chance that known log-odds give."""
    chance = np.random.RandomState(seed)
    table = chance.standard_normal((count, 2)) * (1.0, 5.0) + (0.0, 20.0)
    truth = chance.rand(count) < shares(table @ (1.5, -0.4) + 7.0)
    return table, truth


def test_a_logistic_finds_the_bias_and_the_weights_behind_the_truth():
    bias, weights = logistic(*noisy(), 0.0)

    assert weights == pytest.approx([1.5, -0.4], rel=0.15)
    assert bias == pytest.approx(7.0, rel=0.15)


def test_a_logistic_tells_chances_not_only_an_order():
    table, truth = noisy()
    bias, weights = logistic(table, truth, 0.0)

    assert shares(table @ weights + bias).mean() == pytest.approx(truth.mean(), abs=1e-3)


def test_what_counts_twice_counts_as_if_it_stood_there_twice():
    table, truth = noisy(400)
    importance = np.where(np.arange(400) < 100, 2.0, 1.0)
    bias, weights = logistic(table, truth, 0.0, importance)
    again, others = logistic(
        np.concatenate([table, table[:100]]), np.concatenate([truth, truth[:100]]), 0.0
    )

    assert weights == pytest.approx(others, rel=0.01)
    assert bias == pytest.approx(again, rel=0.01)


def test_a_penalty_leaves_the_bias_free():
    table, truth = noisy(400)
    bias, weights = logistic(table, truth, 1e6)

    assert np.abs(weights).max() < 1e-3
    assert shares(np.array([bias]))[0] == pytest.approx(truth.mean(), abs=1e-3)


def list_loss(table, answers, _groups, weights):
    """ListNet's: what the answers' share of the softmax lacks."""
    odds = table @ weights
    return np.log(np.exp(odds).sum()) - odds[answers].mean()


def rank_loss(table, answers, groups, weights):
    """Minus the reciprocal of the smooth rank of the first group that answers."""
    odds = table @ weights
    best = {group: odds[groups == group].max() for group in set(groups.tolist())}
    first = max({*groups[answers].tolist()}, key=best.__getitem__)
    above = [shares(odds - best[first]) for group, odds in best.items() if group != first]
    return -1 / (1 + np.sum(above))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("fit", "lost", "groups", "near"),
    [
        (listwise, list_loss, None, 1e-3),
        (reciprocal_rank, rank_loss, None, 1e-3),
        (reciprocal_rank, rank_loss, 5, 1e-2),  # the loss has a bend where a group's best changes
    ],
)
def test_no_small_step_from_the_weights_found_loses_less(fit, lost, groups, near, seed):
    """So the slopes by which they were found are those of the loss."""
    asked, penalty = questions(20, seed, 18, groups), 0.01
    scale = Scale.of(np.concatenate([one.table for one in asked]))

    def loss(weights):
        ready = [(scale.apply(one.table), one.answers, one.groups) for one in asked]
        return np.mean([lost(*one, weights) for one in ready]) + penalty * weights @ weights

    found = fit(asked, penalty) * scale.spread
    assert approx_fprime(found, loss, 1e-7) == pytest.approx([0, 0, 0], abs=near)
    assert loss(found) < loss(found * 0.9)
    assert loss(found) < loss(found * 1.1)


def test_no_small_step_from_a_logistic_s_weights_loses_less():
    table, truth = noisy(300)
    importance = np.linspace(1, 3, 300)
    scale = Scale.of(table)

    def loss(at):
        chance = shares(scale.apply(table) @ at[1:] + at[0])
        missed = -np.log(np.where(truth, chance, 1 - chance))
        return np.average(missed, weights=importance) + 0.01 * at[1:] @ at[1:]

    bias, weights = logistic(table, truth, 0.01, importance)
    found = np.array([bias + weights @ scale.mean, *(weights * scale.spread)])
    assert approx_fprime(found, loss, 1e-7) == pytest.approx([0, 0, 0], abs=1e-3)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_a_share_lies_between_0_and_1_and_grows_with_the_odds(odds):
    found = shares(np.sort(np.array(odds)))

    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) >= 0).all()


def test_a_scaled_column_has_mean_0_and_spread_1():
    table = np.random.RandomState(1).rand(50, 3) * (1, 100, 0) + (0, 5, 7)
    scaled = Scale.of(table).apply(table)

    assert scaled.mean(axis=0) == pytest.approx([0, 0, 0], abs=1e-9)
    assert scaled.std(axis=0) == pytest.approx([1, 1, 0], abs=1e-4)

"""From examples of each style a ranker is learned, and one for each fold that it has not seen."""

from dataclasses import replace

import numpy as np
import pytest
from learnable import examples

from slm.eval.training.learning import (
    GIVEN,
    GIVEN_TO_TEXTS,
    OF_DIALOGUE,
    OF_TEXT,
    OF_WORK,
    Material,
    learn,
)
from slm.recall.pool import Style
from slm.recall.ranking.features import FEATURES, features
from slm.recall.ranking.rank import Ranker, rank
from slm.recall.ranking.signals import signals

LEARNED_FROM = {Style.DIALOGUE: OF_DIALOGUE, Style.WORK: OF_WORK, Style.TEXT: OF_TEXT}


def material(**how):
    return Material(
        examples(Style.DIALOGUE, 24, **how),
        [
            *examples(Style.DIALOGUE, 24, seed=1, **how),
            *examples(Style.DIALOGUE, 24, seed=2, is_answerable=False, **how),
        ],
        [
            *examples(Style.WORK, 24, **how),
            *examples(Style.WORK, 24, seed=2, is_answerable=False, **how),
        ],
        examples(Style.TEXT, 24, **how),
    )


@pytest.fixture(scope="module")
def whole():
    return material()


@pytest.fixture(scope="module")
def learned(whole):
    return learn(whole)


def test_every_style_has_weights_of_its_own_features(learned):
    assert set(learned.styles) == set(Style)
    for style, names in LEARNED_FROM.items():
        weights = learned.styles[style].weights
        assert set(weights) <= {*names, *GIVEN, *GIVEN_TO_TEXTS, "temporal"} <= set(FEATURES)
        assert {"keyword", "interaction"} <= set(weights)


def test_what_a_time_is_worth_is_taken_over_from_dialogues(learned):
    lent = {of.weights["temporal"] for of in learned.styles.values()}

    assert len(lent) == 1
    assert all(of.weights.items() >= GIVEN.items() for of in learned.styles.values())


@pytest.mark.parametrize("style", [*Style])
def test_what_was_learned_puts_answers_first(learned, style):
    unseen = examples(style, 30, seed=50)
    ranker = Ranker(learned, learned)
    first = [one.answers[rank(one.pool, ranker).order[0]] for one in unseen]

    assert np.mean(first) > 0.5  # by chance 0.125


def test_questions_that_are_answered_are_told_from_those_that_are_not(learned):
    ranker = Ranker(learned, learned)
    answered, unanswered = (
        np.mean(
            [
                rank(one.pool, ranker).answerable
                for one in examples(Style.WORK, 20, seed=60, is_answerable=is_answerable)
            ]
        )
        for is_answerable in (True, False)
    )

    assert answered > unanswered + 0.2


def test_who_leads_is_likelier_to_answer_and_who_is_behind_is_not(learned):
    assert learned.lead[1] > 0
    assert learned.gap[1] > 0


def test_the_same_examples_give_the_same_weights(whole, learned):
    assert learn(whole) == learned


def test_features_that_are_the_same_for_all_are_left_out():
    plain = learn(material(by_meaning=False))

    for linear in plain.styles.values():
        assert "keyword" in linear.weights
        told = set(linear.weights) - GIVEN.keys()
        assert not {"semantic", "interaction", "interaction_rare", "window", "temporal"} & told
    assert "best.keyword" in plain.answerable.weights
    assert not any("semantic" in name for name in plain.answerable.weights)


def test_signals_are_named_as_they_are_told(whole, learned):
    one = whole.work[0]

    assert set(learned.answerable.weights) <= set(signals(one.pool, one.features, 0))


def test_a_question_whose_answer_was_not_found_teaches_no_order(whole, learned):
    lost = [replace(one, answers=np.zeros(8, bool)) for one in examples(Style.TEXT, 9, seed=7)]
    more = learn(replace(whole, texts=[*whole.texts, *lost]))

    assert set(more.styles[Style.TEXT].weights) == set(learned.styles[Style.TEXT].weights)
    order = [
        np.array([weights[name] for name in OF_TEXT if name in weights]) / weights["keyword"]
        for weights in (more.styles[Style.TEXT].weights, learned.styles[Style.TEXT].weights)
    ]
    assert order[0] == pytest.approx(order[1], rel=1e-3)


@pytest.mark.parametrize(
    ("board", "loses"),
    [
        ("locomo", {"dialogue", "masked"}),
        ("silence", {"dialogue", "masked"}),
        ("commits", {"work"}),
        ("docstrings", {"texts"}),
    ],
)
def test_a_ranker_for_a_fold_has_not_seen_that_fold_of_its_board(whole, board, loses):
    left = whole.without(board, "ben")

    for name in ("dialogue", "masked", "work", "texts"):
        before, after = getattr(whole, name), getattr(left, name)
        kept = [one for one in before if name not in loses or one.fold != "ben"]
        assert [*after] == kept
        assert (len(kept) < len(before)) is (name in loses)


def test_a_smaller_store_holds_some_of_the_candidates_with_features_of_their_own(whole):
    one = whole.work[0]
    small = one.thinned(np.array([1, 6]))

    assert len(small.pool) == 2
    assert small.answers.tolist() == one.answers[[1, 6]].tolist()
    assert small.features["session_best"].tolist() != one.features["session_best"][[1, 6]].tolist()
    assert small.features.keys() == features(small.pool).keys()
    assert (small.fold, small.is_answerable) == (one.fold, one.is_answerable)

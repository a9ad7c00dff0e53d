"""Candidates are ordered by their weighed features, and scored by how surely they answer."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pools import pool

from slm.recall.learned import ranker
from slm.recall.pool import Style
from slm.recall.ranking.features import features
from slm.recall.ranking.rank import EMPTY, Linear, Ranker, Weights, odds, rank, why
from slm.recall.ranking.signals import FEWEST_WORDS

BY_WORDS = Linear(0.5, {"keyword": 2.0})
OF_STYLES = {
    Style.DIALOGUE: Linear(-1.0, {"keyword": 2.0, "interaction": 1.5, "author": 0.5}),
    Style.WORK: Linear(-2.0, {"keyword": 1.0, "session_best": 3.0}),
    Style.TEXT: Linear(1.0, {"length": -0.25, "semantic": 4.0}),
}
MADE = Ranker(
    Weights(OF_STYLES, Linear(-0.5, {"best.keyword": 2.0, "words": -0.1}), (1.0, 0.5), (0.8, 2.0)),
    Weights(
        dict.fromkeys(Style, BY_WORDS), Linear(0.0, {"own.first": 1.0}), (0.0, 1.0), (0.0, 1.0)
    ),
)
LEARNED = ranker(None)
every_ranker = pytest.mark.parametrize("weights", [MADE, LEARNED], ids=["made", "learned"])


@st.composite
def columns(draw, least=1):
    """Candidates by chance, many of them alike."""
    chance = np.random.RandomState(draw(st.integers(0, 999)))
    count = draw(st.integers(least, 25))
    places = [(group, position) for group in range(1, 6) for position in range(1, 6)]
    few = np.array([0.0, 0.25, 0.5, 1.0])
    return {
        "places": [places[place] for place in chance.permutation(len(places))[:count]],
        "matches": chance.choice(few, (count, 2)),
        "text": "What did Mira say?",
        "by_meaning": draw(st.booleans()),
        "styles": [[*Style][number] for number in chance.randint(len(Style), size=count)],
        "authors": chance.choice(["Mira", "Pavel", "user"], count).tolist(),
        "texts": chance.choice(["Is it?", "so Ilse said on Monday"], count).tolist(),
        "memories": (1 + chance.permutation(count)).tolist(),
        "keyword": chance.choice(few, count),
        "semantic": chance.choice(few, count),
    }


def by_memory(candidates, ranking):
    return dict(zip(candidates.memories.tolist(), ranking.scores.tolist(), strict=True))


@every_ranker
@given(columns(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_the_candidates(weights, given_, random):
    candidates = pool(**given_)
    turned = candidates.part(np.array(random.sample(range(len(candidates)), len(candidates))))
    first, again = rank(candidates, weights), rank(turned, weights)

    assert turned.memories[again.order].tolist() == candidates.memories[first.order].tolist()
    scores, other = by_memory(candidates, first), by_memory(turned, again)
    assert all(other[memory] == pytest.approx(scores[memory], abs=2e-6) for memory in scores)


@every_ranker
@given(columns())
def test_scores_lie_between_0_and_1_fall_with_the_order_and_never_pass_the_gate(weights, given_):
    ranking = rank(pool(**given_), weights)
    scores = ranking.scores[ranking.order].tolist()

    assert sorted(ranking.order.tolist()) == [*range(len(scores))]
    assert all(0 <= score <= 1 for score in (*scores, ranking.answerable))
    assert all(better >= worse for better, worse in pairwise(scores))
    assert scores[0] <= ranking.answerable + 1e-6


@every_ranker
@given(st.integers(0, 999), st.sampled_from([*Style]))
def test_what_is_alike_in_all_comes_in_the_order_it_was_learned(weights, seed, style):
    chance = np.random.RandomState(seed)
    count, tokens = chance.randint(2, 60), chance.randint(1, 12)
    told = chance.rand(tokens)
    candidates = pool(
        [(-number, 1) for number in range(1, count + 1)],
        np.tile(chance.rand(tokens), (count, 1)),
        weights=told / told.sum(),
        styles=style,
        memories=range(count, 0, -1),
        keyword=np.full(count, 0.3),
    )
    ranking = rank(candidates, weights)

    assert candidates.memories[ranking.order].tolist() == [*range(1, count + 1)]
    assert len(set(ranking.scores[ranking.order[1:]].tolist())) == 1


def test_each_candidate_is_weighed_in_its_own_style():
    candidates = pool(
        [(1, 1), (2, 1), (3, 1)],
        [[0.4], [0.4], [0.4]],
        styles=(Style.DIALOGUE, Style.WORK, Style.TEXT),
        texts="a" * 600,
        keyword=[0.5] * 3,
        semantic=[0.2] * 3,
    )
    own = 0.8 * 0.4 + 0.5 * 0.5 + 0.2 * 0.2
    found = odds(candidates, features(candidates), OF_STYLES)

    assert found == pytest.approx(
        [-1 + 2 * 0.5 + 1.5 * 0.4, -2 + 0.5 + 3 * own, 1 - 0.25 * math.log(101) + 4 * 0.2], abs=1e-5
    )


def test_the_first_is_scored_by_its_lead_and_the_others_by_their_distance():
    candidates = pool([(1, 1), (2, 1)], keyword=[0.2, 0.7], text="two words")
    ranking = rank(candidates, MADE)
    answerable = logistic(-0.5 + 2 * 0.7 - 0.1 * math.log(1 + FEWEST_WORDS))
    lead = 2 * (0.7 - 0.2)

    assert ranking.order.tolist() == [1, 0]
    assert ranking.answerable == pytest.approx(answerable)
    assert ranking.scores.tolist() == pytest.approx(
        [answerable * logistic(0.8 - 2.0 * lead), answerable * logistic(1.0 + 0.5 * lead)],
        abs=1e-6,
    )


def test_the_further_the_first_leads_the_surer_it_is():
    scores = [
        rank(pool([(1, 1), (2, 1)], keyword=[0.9, behind]), MADE).scores[0]
        for behind in (0.9, 0.8, 0.4, 0.0)
    ]
    alone = rank(pool([(1, 1)], keyword=[0.9]), MADE)

    assert scores == sorted(scores)
    assert scores[0] < scores[-1] < alone.scores[0]
    assert alone.scores[0] == pytest.approx(alone.answerable, abs=1e-5)


def logistic(odds_):
    return 1 / (1 + math.exp(-odds_))


def test_without_a_model_its_own_weights_are_used():
    candidates = pool([(1, 1)], by_meaning=False, keyword=[0.6])
    ranking = rank(candidates, MADE)

    assert ranking.weights is MADE.by_words
    assert ranking.answerable == pytest.approx(logistic(0.3))
    assert why(ranking, candidates, 0)["rank.keyword"] == pytest.approx(1.2)


@pytest.mark.parametrize("far", [-1e9, 1e9])
def test_however_large_the_odds_a_score_is_a_share(far):
    sure = Weights(OF_STYLES, Linear(far, {}), (far, 1e6), (far, 1e6))
    ranking = rank(pool([(1, 1), (1, 2)], keyword=[0, 1]), Ranker(sure, sure))

    assert np.isfinite(ranking.scores).all()
    assert ranking.answerable == pytest.approx(float(far > 0), abs=1e-9)


@every_ranker
def test_an_empty_pool_has_no_order_and_no_chance(weights):
    ranking = rank(pool([]), weights)

    assert ranking is EMPTY
    assert (len(ranking.order), len(ranking.scores), ranking.answerable) == (0, 0, 0)


@every_ranker
@given(columns())
def test_why_names_all_that_made_the_odds(weights, given_):
    candidates = pool(**given_)
    ranking = rank(candidates, weights)
    found = odds(candidates, ranking.features, ranking.weights.styles)

    for place in range(len(candidates)):
        told = why(ranking, candidates, place)
        terms = [term for name, term in told.items() if name.startswith("rank.")]
        bias = ranking.weights.styles[candidates.styles[place]].bias
        assert sum(terms) == pytest.approx(found[place] - bias, abs=1e-3)
        assert all(told.values())


def test_why_tells_what_each_channel_said():
    candidates = pool([(1, 1), (1, 2)], [[0.4], [0.2]], keyword=[0.3, 0.6], temporal=[0, 1])
    told = why(rank(candidates, MADE), candidates, 0)

    assert {name: told[name] for name in told if name.startswith("channel.")} == {
        "channel.keyword": 0.3,
        "channel.interaction": 0.4,
    }
    assert told["gate.answerable"] == round(rank(candidates, MADE).answerable, 4)

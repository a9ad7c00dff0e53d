"""Every number that is weighed is what it says, worked out by hand on small pools."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pools import pool

from slm.recall.pool import Style
from slm.recall.ranking.features import FEATURES, features
from slm.recall.understand import Asks, Wants

# Turns 1, 2 and 4 of a session, and one of another; two tokens, of which the first tells more.
PLACES = ((1, 1), (1, 2), (1, 4), (2, 3))
MATCHES = ((0.1, 0.9), (0.8, 0.2), (0.3, 0.95), (0.5, 0.4))
WEIGHTS = (0.75, 0.25)
KEYWORD = (0.1, 0.2, 0.3, 0.4)
SEMANTIC = (0.5, 0.4, 0.3, 0.2)


@pytest.fixture
def found():
    return features(pool(PLACES, MATCHES, weights=WEIGHTS, keyword=KEYWORD, semantic=SEMANTIC))


def near(values):
    return pytest.approx(values, abs=1e-6)


def wished(wants, keyword=(1.0, 0.95, 1.0, 0.3), moments=(30, 10, 20, 40)):
    candidates = pool(
        [(1, place) for place in range(4)], wants=wants, keyword=keyword, moments=moments
    )
    return features(candidates)["as_wanted"].tolist()


def test_of_versions_the_one_wanted_stands_out_and_no_newer_stranger():
    assert wished(Wants.LATEST) == near([1.0, 0.0, 0.5, 0.0])
    assert wished(Wants.EARLIEST) == near([0.0, 1.0, 0.5, 0.0])
    assert wished(Wants.ANY) == near([0, 0, 0, 0])


def test_versions_of_one_moment_are_alike():
    assert wished(Wants.LATEST, moments=(5, 5, 5, 5)) == near([0, 0, 0, 0])


def test_what_is_written_counts_as_a_short_paragraph_at_least():
    texts = ["pin it", "word " * 30, "word " * 200]
    written = pool([(1, 1), (2, 1), (3, 1)], texts=texts, styles=Style.TEXT)
    spoken = pool([(1, 1), (1, 2), (1, 3)], texts=texts)

    short, middle, long = features(written)["length"].tolist()
    assert short == middle < long
    assert features(spoken)["length"][0] < short
    assert features(spoken)["length"][2] == near(long)


def test_every_feature_is_there_in_its_order(found):
    assert tuple(found) == FEATURES
    assert all(len(column) == len(PLACES) for column in found.values())


def test_a_channel_s_scores_are_features_and_0_where_it_could_not_answer(found):
    assert found["keyword"] == near(KEYWORD)
    assert found["semantic"] == near(SEMANTIC)
    assert not found["temporal"].any()


def test_interaction_is_the_mean_the_weighted_mean_and_the_least_of_the_matches(found):
    assert found["interaction"] == near([0.5, 0.5, 0.625, 0.45])
    assert found["interaction_rare"] == near([0.3, 0.65, 0.4625, 0.475])
    assert found["interaction_least"] == near([0.1, 0.2, 0.3, 0.4])


def test_what_stands_before_is_the_turn_right_before_in_the_same_session(found):
    assert found["keyword_before"] == near([0, 0.1, 0, 0])


def test_a_window_takes_each_token_s_best_among_a_turn_and_its_neighbours(found):
    assert found["window"] == near([0.825, 0.825, 0.4625, 0.475])


def test_a_wide_window_reaches_two_turns_each_way(found):
    assert found["window_wide"] == near([0.825, 0.8375, 0.8375, 0.475])


def test_a_session_has_the_mean_of_its_best_and_what_is_missing_is_0(found):
    first, second, third, alone = (
        0.8 * interaction + 0.5 * keyword + 0.2 * semantic
        for interaction, keyword, semantic in zip(
            (0.5, 0.5, 0.625, 0.45), KEYWORD, SEMANTIC, strict=True
        )
    )
    assert third > second > first

    assert found["session_best"] == near([third] * 3 + [alone])
    assert found["session_two"] == near([(third + second) / 2] * 3 + [alone / 2])
    assert found["session_three"] == near([(third + second + first) / 3] * 3 + [alone / 3])
    assert found["session_semantic"] == near([0.4] * 3 + [0.2 / 3])


def test_a_session_s_words_are_each_token_s_best_among_all_its_turns(found):
    assert found["session_words"] == near([0.75 * 0.8 + 0.25 * 0.95] * 3 + [0.475])
    assert found["session_least"] == near([0.8] * 3 + [0.4])


def test_what_stands_alone_has_no_neighbours_and_is_its_own_session():
    found = features(pool([(-1, 1), (-2, 2), (-3, 3)], [[0.2], [0.9], [0.5]], keyword=[1, 1, 1]))

    assert not found["keyword_before"].any()
    assert found["window_wide"] == near([0.2, 0.9, 0.5])
    assert found["session_words"] == near([0.2, 0.9, 0.5])


def test_without_tokens_there_is_nothing_of_them():
    found = features(pool(PLACES, by_meaning=False, keyword=KEYWORD))
    of_tokens = [name for name in FEATURES if name.startswith(("interaction", "window"))]

    assert not any(found[name].any() for name in (*of_tokens, "session_words", "session_least"))
    assert found["session_best"] == near([0.15] * 3 + [0.2])
    assert found["keyword_before"] == near([0, 0.1, 0, 0])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What did Mira tell Pavel?", (1, 1, 0, 0, 0)),
        ("what did STERN say", (0, 1, 0, 0, 0)),
        ("what did the user and Ilse say", (0, 0, 1, 0, 0)),
    ],
)
def test_authors_named_are_told_from_others_where_any_is(text, named):
    authors = ("Mira", "Pavel Stern", "Ilse", "user", "")
    found = features(pool([(1, n) for n in range(5)], text=text, authors=authors))

    assert found["author"].tolist() == [*named]
    assert found["other_author"].tolist() == [1 - one for one in named]


@pytest.mark.parametrize("text", ["What did the user say?", "Who did the assistant ask?", ""])
def test_where_no_author_is_named_there_is_no_other(text):
    authors = ("Mira", "user", "assistant", "")
    found = features(pool([(1, n) for n in range(4)], text=text, authors=authors))

    assert not found["author"].any()
    assert not found["other_author"].any()


def test_only_a_dialogue_s_turns_have_a_form():
    text = "I asked Mira: two of them today?".rjust(200)
    asks = Asks.WHEN | Asks.HOW_MANY
    styles = (Style.DIALOGUE, Style.WORK, Style.TEXT)
    found = features(pool([(1, 1), (1, 2), (1, 3)], styles=styles, texts=text, asks=asks))

    for name in ("asks", "first_person", "says_when", "says_how_many"):
        assert found[name].tolist() == [1, 0, 0]
    assert found["names"] == near([math.log(2), 0, 0])
    assert found["follows_question"].tolist() == [0, 1, 0]
    assert found["length"] == near([math.log1p(len(text) / 6)] * 3)


@pytest.mark.parametrize(
    ("asks", "when", "how_many"),
    [(Asks.OTHER, 0, 0), (Asks.WHO, 0, 0), (Asks.WHEN, 1, 0), (Asks.HOW_MANY | Asks.WHY, 0, 1)],
)
def test_a_time_or_a_number_counts_only_where_it_is_asked_for(asks, when, how_many):
    found = features(pool([(1, 1)], texts="two on Monday", asks=asks))

    assert (*found["says_when"], *found["says_how_many"]) == (when, how_many)


def test_a_turn_after_a_question_follows_it():
    texts = ("Is it warm?", "It is.", "Good.")
    found = features(pool([(1, 1), (1, 2), (1, 3)], texts=texts))

    assert found["follows_question"].tolist() == [0, 1, 0]


def drawn(seed, count, groups=(1, 5)):
    """A pool of some sessions, all else by chance."""
    chance = np.random.RandomState(seed)
    every = [(group, position) for group in range(*groups) for position in range(1, 7)]
    places = [every[place] for place in chance.permutation(len(every))[:count]]
    columns = chance.rand(2, count)
    return {
        "places": places,
        "matches": chance.rand(count, 3) * 0.8 + 0.1,
        "weights": (0.5, 0.3, 0.2),
        "text": "When did Mira ask Pavel?",
        "asks": Asks.WHEN,
        "styles": [[*Style][number] for number in chance.randint(len(Style), size=count)],
        "authors": chance.choice(["Mira", "Pavel", "user", ""], count).tolist(),
        "texts": chance.choice(["Is it?", "so Ilse said", "I rest on Monday"], count).tolist(),
        "keyword": columns[0],
        "semantic": columns[1],
    }


def at(columns, places):
    """The same candidates in another order, or some of them."""
    shared = {"weights", "text", "asks"}
    return {
        name: values if name in shared else [values[place] for place in places]
        for name, values in columns.items()
    }


@given(st.integers(0, 99), st.integers(1, 20), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_none_of_their_features(seed, count, random):
    columns = drawn(seed, count)
    order = random.sample(range(count), count)
    found, turned = features(pool(**columns)), features(pool(**at(columns, order)))

    for name in FEATURES:
        assert turned[name] == near(found[name][order]), name


@given(st.integers(0, 99), st.integers(1, 20), st.integers(1, 20))
def test_company_from_other_sessions_changes_nothing(seed, count, more):
    columns, others = drawn(seed, count), drawn(seed + 1, more, (7, 11))
    both = {
        name: values if isinstance(values, (str, tuple, Asks)) else [*values, *others[name]]
        for name, values in columns.items()
    }
    found, beside = features(pool(**columns)), features(pool(**both))
    # Another is one beside whoever is named.
    for name in {*FEATURES} - {"other_author"}:
        assert beside[name][:count] == near(found[name]), name

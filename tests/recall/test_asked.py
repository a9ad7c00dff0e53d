"""A question is made ready: which of its words are looked for, and what each token tells."""

import re

import numpy as np
import pytest
from fakes import HashEmbedder
from hypothesis import given
from hypothesis import strategies as st

from slm.embed import Reading
from slm.embed.tokens import TOKEN_DIMENSIONS, turned
from slm.recall.asked import (
    LEAST_SHARE,
    MOST_NAMED_IN,
    MOST_TOKENS,
    content_words,
    mentions,
    telling_tokens,
)
from slm.recall.rarity import NOTHING_KNOWN, Rarity

HASHED = HashEmbedder(64)


def read(text, pattern=r"\w+"):
    """A token for each match of the pattern, all different."""
    spans = tuple(found.span() for found in re.finditer(pattern, text))
    drawn = np.random.RandomState(1).standard_normal((len(spans), 64)).astype(np.float32)
    tokens = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return Reading(np.eye(64, dtype=np.float32)[0], tokens, spans)


def weights(text, rarity=NOTHING_KNOWN, pattern=r"\w+"):
    return telling_tokens(text, read(text, pattern), rarity).weights


def same_rows(found, reading, places):
    return np.array_equal(found.vectors, turned(reading.tokens[places]))


@given(st.text())
def test_the_weights_of_a_question_s_tokens_are_1_together(text):
    found = telling_tokens(text, HASHED.read(text), Rarity(9, {"the": 9, "kettle": 1}))

    assert found.vectors.shape == (len(found.weights), TOKEN_DIMENSIONS)
    assert len(found.weights) <= MOST_TOKENS
    assert not len(found.weights) or found.weights.sum() == pytest.approx(1, abs=1e-5)
    assert (found.weights > 0).all()


def test_the_tokens_of_function_words_are_left_out():
    text = "Why did the kettle leak?"
    reading = read(text)

    assert same_rows(telling_tokens(text, reading, NOTHING_KNOWN), reading, [3, 4])


def test_where_there_is_nothing_else_function_words_tell_too():
    reading = read("what is it?")

    assert same_rows(telling_tokens("what is it?", reading, NOTHING_KNOWN), reading, [0, 1, 2])


@pytest.mark.parametrize("text", ["", "?! …", " \n"])
def test_a_question_without_words_has_no_telling_tokens(text):
    assert len(weights(text, pattern=r"\S")) == 0


def test_the_tokens_of_one_word_share_its_weight():
    found = weights("kettle oven", pattern=r"\w{2}")

    assert found == pytest.approx([1 / 6] * 3 + [1 / 4] * 2)


def test_a_word_said_twice_tells_no_more_than_one_said_once():
    assert weights("Kettle, kettle or oven") == pytest.approx([0.25, 0.25, 0.5])


def test_a_rare_word_tells_more_than_a_common_one():
    rarity = Rarity(1000, {"kettle": 3, "bread": 30, "day": 400})
    kettle, bread, day = weights("kettle bread day", rarity)

    assert kettle > bread > day
    assert kettle / bread == pytest.approx(rarity.weight("kettle") / rarity.weight("bread"))


def test_the_commonest_word_keeps_a_share():
    common, rare = weights("bread kettle", Rarity(1000, {"kettle": 1, "bread": 900}))

    assert common / rare == pytest.approx(LEAST_SHARE)


def test_of_a_long_question_the_rarest_tokens_stay_in_their_order():
    words = [f"word{number}" for number in range(MOST_TOKENS + 10)]
    text = " ".join(words)
    reading = read(text)
    rarity = Rarity(1000, {word: 5 if number < 10 else 1 for number, word in enumerate(words)})
    found = telling_tokens(text, reading, rarity)

    assert same_rows(found, reading, [*range(10, MOST_TOKENS + 10)])
    assert found.weights == pytest.approx(1 / MOST_TOKENS)


def test_words_come_in_lower_case_each_once():
    assert content_words("Oven, oven: OVEN in config.toml!") == ("oven", "config", "toml")


def test_of_a_pasted_log_names_are_read_at_its_ends():
    text = f"Mira Kolb said\n{'it is warm. ' * MOST_NAMED_IN}\nso did Pavel Stern"
    names = {one.name for one in mentions(text)}

    assert {"mira kolb", "pavel stern"} <= names

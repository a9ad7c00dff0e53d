"""Function words are told from the rest, and a piece of a word leads to the whole of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.domain.words import FUNCTION_WORDS, around, telling


@pytest.mark.parametrize("word", ["the", "The", "WHY", "didn", "s"])
def test_a_function_word_tells_nothing_however_it_is_typed(word):
    assert not telling(word)


@pytest.mark.parametrize("word", ["kettle", "may", "SQLite", "_", "42", "größe"])
def test_what_may_name_a_thing_is_telling(word):
    assert telling(word)


def test_no_word_tells_nothing():
    assert not telling("")


def test_every_function_word_is_one_word_in_lower_case():
    assert all(re.fullmatch(r"[a-z]+", word) for word in FUNCTION_WORDS)


def test_a_span_belongs_to_the_word_around_it():
    text = "Why didn't parse_line() stop?"
    spans = [(0, 3), (4, 8), (8, 9), (9, 10), (11, 16), (16, 17), (17, 21), (21, 22), (24, 28)]

    assert around(text, spans) == [
        "Why", "didn", "", "t", "parse_line", "parse_line", "parse_line", "", "stop"
    ]  # fmt: skip


def test_a_span_that_begins_with_the_space_belongs_to_the_word_after_it():
    assert around("the kettle", [(3, 10), (3, 4)]) == ["kettle", ""]


def test_a_text_without_words_gives_none():
    assert around("... !", [(0, 3), (4, 5)]) == ["", ""]


@given(st.text(min_size=1))
def test_the_word_around_each_character_is_that_of_widening_from_it(text):
    found = around(text, [(place, place + 1) for place in range(len(text))])

    for place, word in enumerate(found):
        before, after = re.split(r"\W", text[:place])[-1], re.split(r"\W", text[place:])[0]
        assert word == (before + after if after else "")

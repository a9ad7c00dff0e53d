"""What a text could be about is a word that is not in every other one."""

import pytest

from slm.domain.ordinary import names_anything


@pytest.mark.parametrize(
    "text",
    ["", "yes", "Yes, please do!", "3", "fix 1, 2 and 3", "run the tests again", "do b"],
)
def test_what_could_be_said_of_anything_names_nothing(text):
    assert not names_anything(text)


@pytest.mark.parametrize(
    "text",
    ["fix the oven", "why Rust?", "run test_oven.py", "yes, the ovens too", "почему так?"],
)
def test_one_word_of_its_own_is_enough(text):
    assert names_anything(text)

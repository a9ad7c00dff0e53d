"""A turn's form is told from its text: a question, a number, a time, a name, who speaks."""

import math

import pytest

from slm.recall.ranking import form


def aspects(text):
    return dict(zip(form.ASPECTS, form.of(text), strict=True))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Did the oven break?", 1),
        ("Did the oven break? \n", 1),
        ("Did it? Oh no.", 0),
        ("It broke.", 0),
        ("", 0),
    ],
)
def test_a_question_at_the_end_asks(text, asks):
    assert aspects(text)["asks"] == asks


@pytest.mark.parametrize("text", ["I baked", "So I'm late", "It is my oven", "We rest", "our oven"])
def test_who_speaks_of_themselves_is_first_person(text):
    assert aspects(text)["first_person"] == 1


@pytest.mark.parametrize("text", ["It is mine", "MY OVEN", "Its weight", "In Iceland", "hour"])
def test_no_other_word_is_first_person(text):
    assert aspects(text)["first_person"] == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The oven is warm", 0),
        ("Mira said so", 0),  # as any word does, a name begins a sentence in capitals
        ("so Mira said", 1),
        ("so Mira, Pavel; Ilse said", 3),
        ("in NATO", 0),
    ],
)
def test_names_are_counted_amid_a_sentence(text, names):
    assert aspects(text)["names"] == pytest.approx(math.log1p(names))


def test_a_length_is_the_logarithm_of_about_the_words():
    short, long, none = form.length(["a" * 6, "b" * 600, ""])

    assert (short, none) == (pytest.approx(math.log(2)), 0)
    assert long == pytest.approx(math.log(101))


@pytest.mark.parametrize("text", ["Yesterday it broke", "on a MONDAY", "in 1998", "two weeks ago"])
def test_a_text_with_a_word_of_time_says_when(text):
    assert form.says_when([text, "The oven", "it lasts"]).tolist() == [1, 0, 0]


@pytest.mark.parametrize("text", ["It took 7", "Twice a day", "a couple of ovens", "Ten"])
def test_a_text_with_a_number_says_how_many(text):
    assert form.says_how_many([text, "tent", "x7"]).tolist() == [1, 0, 0]


def test_no_texts_have_no_form():
    assert len(form.length([])) == len(form.says_when([])) == len(form.says_how_many([])) == 0

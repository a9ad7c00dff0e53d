"""An episode is named by how it is opened, and by the words that only it is full of."""

from slm.lifecycle.naming import MOST_OPENING, opening, telling_words


def test_an_episode_is_opened_by_its_first_prompt():
    turns = [
        ("assistant", "The build is green."),
        ("user", "Now the\n  mast, please."),
        ("user", "x"),
    ]

    assert opening(turns) == "Now the mast, please."


def test_without_a_prompt_its_first_turn_opens_it():
    assert opening([("ana", "The mast is cracked."), ("ben", "Oh no.")]) == "The mast is cracked."


def test_a_long_opening_is_cut_between_words():
    cut = opening([("user", "kettle " * 60)])

    assert len(cut) <= MOST_OPENING
    assert cut.endswith("kettle\u2026")


def test_the_words_of_an_episode_are_those_that_the_others_lack():
    words = telling_words(
        [
            ["the mast of the boat", "a mast for the boat", "we said so", "a new mast, we said"],
            ["the dough of the bread", "we said dough", "dough and bread", "we agree"],
        ]
    )

    assert words[0][:2] == ("mast", "boat")
    assert words[1][:2] == ("dough", "bread")


def test_an_episode_of_one_turn_has_words_too_and_one_of_none_has_none():
    assert telling_words([["Kettle?"], ["..."]]) == [("kettle",), ()]

"""Full text alone finds by stems, by rarity, and whatever is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.store.floor import Floor

TEXTS = [
    ("tea", "The kettle was whistling again."),
    ("lid", "The lid of the kettle is blue, the kettle itself is not."),
    ("cat", "A cat sleeps on the stove."),
    ("cat", "The stove is cold."),
]


@pytest.fixture(scope="module")
def floor():
    made = Floor(TEXTS)
    yield made
    made.close()


def test_it_finds_by_stems_and_the_rarer_word_counts_more(floor):
    assert floor.ids("what whistles on the kettles?", 10) == ["tea", "lid"]


def test_a_question_of_stop_words_alone_still_asks_for_them(floor):
    assert "cat" in floor.ids("is it on the", 10)


def test_an_id_stands_at_its_best_text(floor):
    assert [id_ for id_, _ in floor.search("stove cat", 10)] == ["cat", "cat"]
    assert floor.ids("stove cat", 10) == ["cat"]


def test_the_best_weight_is_that_of_the_first(floor):
    assert floor.best("kettle lid") == floor.search("kettle lid", 10)[0][1] > 0
    assert floor.best("zebra") == 0


@given(st.text())
def test_no_question_breaks_it(text):
    floor = Floor(TEXTS)

    assert len(floor.search(text, 2)) <= 2
    floor.close()

"""A word weighs by in how many passages it stands, as the index counts them."""

import math
from itertools import pairwise

import pytest
from made import draft, keep

from slm.recall.rarity import LEAST, NOTHING_KNOWN, UNKNOWN_SHARE, Rarity, rarity
from slm.store import forgetting

TEXTS = ("the kettle whistles", "two kettles", "the oven whistles", "bread rises", "parseFlourBag")


@pytest.fixture
def counted(store):
    """How rare words are among the texts."""
    keep(store, *map(draft, TEXTS))

    def count(*words):
        with store.reading() as db:
            return rarity(db, words)

    return count


def test_each_word_is_counted_by_its_stem(counted):
    found = counted("kettle", "whistling", "oven", "rye")

    assert found.total == len(TEXTS)
    assert found.counts == {"kettle": 2, "whistling": 2, "oven": 1, "rye": 0}


def test_a_word_that_the_index_cannot_look_for_is_not_counted(counted):
    assert counted("", "_", "oven").counts == {"oven": 1}


def test_of_a_word_in_several_parts_the_rarest_counts(counted):
    assert counted("kettle_bread").counts == {"kettle_bread": 1}


def test_a_part_of_an_identifier_is_counted(counted):
    assert counted("flour", "parseflourbag").counts == {"flour": 1, "parseflourbag": 1}


def test_what_was_forgotten_is_not_counted(store, counted):
    store.write(lambda db: forgetting.forget(db, [1, 3], 1))

    assert counted("whistles", "kettle") == Rarity(3, {"whistles": 0, "kettle": 1})


def test_a_weight_is_the_idf_of_the_index_and_falls_with_the_count():
    known = Rarity(100, {str(count): count for count in range(1, 101)})
    weights = [known.weight(str(count)) for count in range(1, 101)]

    assert weights[0] == pytest.approx(math.log(99.5 / 1.5))
    assert all(rarer >= commoner for rarer, commoner in pairwise(weights))
    assert weights[-1] == LEAST


def test_an_unknown_word_weighs_less_than_the_rarest():
    known = Rarity(1000, {"oven": 1, "rye": 0})

    assert known.weight("rye") == known.weight("zyzzyva") == UNKNOWN_SHARE * known.weight("oven")
    assert known.weight("rye") < known.weight("oven")


@pytest.mark.parametrize("known", [NOTHING_KNOWN, Rarity(1, {"oven": 1}), Rarity(2, {"oven": 1})])
def test_in_the_smallest_stores_every_word_weighs_something(known):
    assert known.weight("oven") > 0
    assert known.weight("rye") > 0


def test_an_empty_store_knows_no_word(store):
    with store.reading() as db:
        assert rarity(db, ["oven"]) == Rarity(0, {"oven": 0})
        assert rarity(db, []) == Rarity(0, {})

"""Cuts are measured against true borders, part by part, and the floors make as many as asked."""

import numpy as np
import pytest

from slm.eval.segmenting import at_random, evenly, mean, statistics, tallies, text_tiling


def measured(cuts, borders, length=40, parts=(0,)):
    found = tallies(cuts, borders, parts, length)
    return {name: value(np.arange(len(found))) for name, value in statistics(found).items()}


def test_perfect_cuts():
    told = measured([10, 20, 30], [10, 20, 30])

    assert [told[f"{name} ±0"] for name in ("precision", "recall", "F1")] == [1, 1, 1]
    assert (told["Pk"], told["WindowDiff"]) == (0, 0)


def test_a_cut_one_turn_off_counts_within_a_turn_alone():
    told = measured([11, 20], [10, 20, 30])

    assert (told["precision ±0"], told["recall ±0"]) == (0.5, 1 / 3)
    assert (told["precision ±1"], told["recall ±1"]) == (1, 2 / 3)
    assert told["F1 ±1"] == pytest.approx(0.8)


def test_two_cuts_beside_one_border_meet_it_once():
    told = measured([9, 11], [10])

    assert (told["precision ±1"], told["recall ±1"]) == (0.5, 1)


def test_the_nearest_cut_meets_a_border():
    told = measured([9, 10], [10, 11])

    assert told["precision ±1"] == told["recall ±1"] == told["precision ±0"] == 0.5


def test_pk_and_windowdiff_by_hand():
    """Eight turns, one border at 4, probes two apart: (0,2) (1,3) … (5,7)."""
    missed = measured([], [4], length=8)
    doubled = measured([3, 4], [4], length=8)

    # The border lies between 2 and 4, and between 3 and 5.
    assert missed["Pk"] == missed["WindowDiff"] == pytest.approx(2 / 6)
    # 3 lies between 1 and 3 (wrongly), and with 4 between 2 and 4 (twice where it is once).
    assert doubled["Pk"] == pytest.approx(1 / 6)
    assert doubled["WindowDiff"] == pytest.approx(2 / 6)


def test_parts_add_up_to_the_whole():
    cuts, borders = [3, 11, 20, 33], [10, 20, 30]
    whole = measured(cuts, borders)
    in_parts = measured(cuts, borders, parts=(0, 10, 20, 30))

    assert in_parts == pytest.approx(whole)


def test_an_average_of_tries_lies_between_them():
    tries = [tallies(cuts, [10], [0], 20) for cuts in ([10], [5])]
    value = statistics(mean(tries))["recall ±0"](np.arange(1))

    assert value == 0.5


def test_floors_make_as_many_cuts_as_asked():
    random = np.random.RandomState(0)
    words = [["mast", "boat"]] * 6 + [["dough", "oven"]] * 6

    assert evenly(40, 3) == [10, 20, 30]
    assert len(at_random(40, 3, random)) == 3
    assert all(0 < cut < 40 for cut in at_random(40, 39, random))
    assert text_tiling(words, 1, block=3, apart=4) == [6]
    three = text_tiling(words, 3, block=3, apart=4)
    assert (len(three), min(np.diff(three))) == (3, 4)

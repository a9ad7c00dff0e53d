"""Leaving out what tells costs, what nobody uses changes nothing, and what is off can be tried."""

from dataclasses import replace

import numpy as np
import pytest
from learnable import examples

from slm.eval.training.ablation import PARTS, Board, beside, is_anywhere, without
from slm.recall.pool import Style
from slm.recall.ranking.features import FEATURES


@pytest.fixture(scope="module")
def board():
    return Board("texts", Style.TEXT, "mrr@10", examples(Style.TEXT, 40))


def test_leaving_out_what_tells_costs(board):
    found = without(board, "late interaction")

    assert found.n == 40
    assert found.gain.value < 0
    assert found.ours.value == pytest.approx(found.floor + found.gain.value)


def test_what_a_style_does_not_use_cannot_be_left_out(board):
    assert without(board, "author") is None


def test_what_is_off_shows_what_it_would_add(board):
    told = [replace(one, features=one.features | {"told": one.answers}) for one in board.examples]
    chance = np.random.RandomState(0)
    noise = [replace(one, features=one.features | {"told": chance.rand(8)}) for one in told]

    assert beside(replace(board, examples=told), "told").gain.value > 0.1
    assert abs(beside(replace(board, examples=noise), "told").gain.value) < 0.1


def test_a_part_that_no_candidate_has_is_known(board):
    assert is_anywhere(board, "keyword")
    assert not is_anywhere(board, "consolidation")


def test_every_part_is_made_of_features():
    assert {name for names in PARTS.values() for name in names} <= set(FEATURES)

"""An agent is given nothing where nothing answers, and told why."""

import numpy as np
import pytest

from slm.recall.gate import KNOWN_SHARE, SURE, WORTH_SHOWING, is_unsure, is_worth_showing, tell
from slm.recall.ranking.rank import EMPTY, Ranking


def ranking(answerable, count=3, *, named=False):
    return Ranking(
        np.arange(count), np.full(count, 0.1, np.float32), answerable, asks_for_somebody=named
    )


def test_nothing_found_is_nothing_to_show():
    assert not is_worth_showing(EMPTY)
    assert is_unsure(EMPTY, 1)
    assert tell(EMPTY, looked_wider=False) == "nothing found"
    assert tell(EMPTY, looked_wider=True) == "nothing found, after looking wider"


@pytest.mark.parametrize(
    ("answerable", "is_shown"),
    [(0.0, False), (WORTH_SHOWING - 0.01, False), (WORTH_SHOWING, True), (1.0, True)],
)
def test_what_hardly_answers_is_not_shown(answerable, is_shown):
    told = tell(ranking(answerable), looked_wider=False)

    assert is_worth_showing(ranking(answerable)) is is_shown
    assert told.startswith(f"the best of 3 answers with probability {answerable:.2f}")
    assert told.endswith(": worth showing" if is_shown else ": not worth showing")


def test_half_as_sure_is_enough_where_somebody_who_speaks_here_is_named():
    least = WORTH_SHOWING * KNOWN_SHARE

    assert is_worth_showing(ranking(least, named=True))
    assert not is_worth_showing(ranking(least - 0.01, named=True))
    assert not is_worth_showing(ranking(least, named=False))


def test_it_is_told_that_it_looked_wider():
    assert "0.90, after looking wider: worth" in tell(ranking(0.9), looked_wider=True)


@pytest.mark.parametrize(
    ("answerable", "hops", "is_unsure_"),
    [(SURE - 0.01, 1, True), (SURE, 1, False), (0.99, 1, False), (0.99, 2, True)],
)
def test_a_wider_look_is_for_what_is_unsure_or_joins_two_facts(answerable, hops, is_unsure_):
    assert is_unsure(ranking(answerable), hops) is is_unsure_

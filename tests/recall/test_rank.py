"""Ranking is a pure function: the same candidates in any order give the same places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.recall.gate import WORTH_SHOWING, judge
from slm.recall.rank import Candidate, calibrate, rank

shares = st.floats(0, 1).map(lambda share: round(share, 2))
candidates = st.lists(
    st.builds(
        Candidate,
        passage=st.integers(1, 60),
        memory=st.integers(1, 20),
        group=st.just(0),
        position=st.just(0),
        author=st.just(""),
        scores=st.fixed_dictionaries({"keyword": shares, "semantic": shares}),
    ),
    max_size=30,
    unique_by=lambda one: one.passage,
).map(lambda many: [placed(one) for one in many])


def placed(one):
    """As in a store: a memory has one place, whichever of its passages is looked at."""
    return Candidate(
        one.passage, one.memory, one.memory % 5, one.memory // 5,
        ("ana", "ben")[one.memory % 2], one.scores,
    )  # fmt: skip


def lone(memory, keyword=0.0, semantic=0.0, **more):
    place = {"passage": memory, "group": -memory, "position": 1, "author": ""} | more
    return Candidate(memory=memory, scores={"keyword": keyword, "semantic": semantic}, **place)


@given(candidates, st.randoms())
def test_the_order_of_the_candidates_does_not_matter(many, random):
    shuffled = list(many)
    random.shuffle(shuffled)

    assert rank(shuffled, "what does ana say?") == rank(many, "what does ana say?")


@given(candidates)
def test_each_memory_has_one_place_and_a_score_between_0_and_1(many):
    ranked = rank(many, "kettle")

    assert {one.memory for one in ranked} == {one.memory for one in many}
    assert len(ranked) == len({one.memory for one in many})
    assert all(0 <= one.score <= 1 for one in ranked)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


@given(candidates)
def test_a_memorys_passage_is_one_of_its_own(many):
    own = {(one.memory, one.passage) for one in many}

    assert {(one.memory, one.passage) for one in rank(many, "kettle")} <= own


@given(candidates)
def test_the_terms_add_up_to_the_score(many):
    for one in rank(many, "kettle"):
        assert one.score == calibrate(sum(one.why.values()))


def test_ties_go_to_what_was_learned_first():
    ranked = rank([lone(7, 0.5), lone(3, 0.5), lone(5, 0.5)], "kettle")

    assert [one.memory for one in ranked] == [3, 5, 7]


def test_equal_passages_of_a_memory_are_shown_by_the_first():
    many = [lone(1, 0.5, passage=9), lone(1, 0.5, passage=4)]

    assert [one.passage for one in rank(many, "kettle")] == [4]


def test_a_memory_has_the_best_of_each_channel_over_its_passages():
    (one,) = rank([lone(1, 0.9, 0.1, passage=1), lone(1, 0.2, 0.8, passage=2)], "kettle")

    assert one.why["keyword"] == pytest.approx(0.7 * 0.9)
    assert one.why["semantic"] == pytest.approx(0.3 * 0.8)
    assert one.passage == 1


def test_a_neighbour_and_a_good_session_raise_a_turn():
    alone = rank([lone(1, 0.5), lone(9, 0.8)], "kettle")
    beside = rank([lone(1, 0.5, group=4, position=1), lone(9, 0.8, group=4, position=2)], "kettle")

    def score(ranked):
        return next(one.score for one in ranked if one.memory == 1)

    assert score(beside) > score(alone)


def test_an_author_the_question_names_is_preferred_and_a_role_is_no_author():
    many = [lone(1, 0.5, author="user"), lone(2, 0.5, author="Ana"), lone(3, 0.5, author="Ben")]

    assert rank(many, "What did ana and the user say?")[0].memory == 2
    assert rank(many, "banana users")[0].memory == 1


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_larger_sum_is_never_less_relevant(one, other):
    assert (calibrate(one) <= calibrate(other)) or one > other


def test_nothing_or_little_is_not_worth_showing():
    assert judge([]) == "nothing found"
    weak = rank([lone(1, 0.1)], "kettle")
    assert weak[0].score < WORTH_SHOWING
    assert "not worth showing" in judge(weak)
    assert judge(rank([lone(1, 1.0, 1.0)], "kettle")) == ""

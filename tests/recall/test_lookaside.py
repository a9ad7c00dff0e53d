"""Answers are held until something is written, and no more of them than fit."""

from hypothesis import given
from hypothesis import strategies as st

from slm.recall.lookaside import Lookaside


def test_an_answer_is_found_again_while_nothing_is_written():
    held = Lookaside()
    held.keep("why?", 3, "because", 10)

    assert held.find("why?", 3) == "because"
    assert held.find("why not?", 3) is None


def test_a_write_makes_every_answer_of_before_old():
    held = Lookaside()
    held.keep("why?", 3, "because", 10)

    assert held.find("why?", 4) is None


def test_an_answer_read_before_a_write_does_not_push_out_what_was_read_after_it():
    held = Lookaside()
    held.keep("why?", 4, "since then, otherwise", 10)
    held.keep("why?", 3, "because", 10)

    assert held.find("why?", 4) == "since then, otherwise"
    assert held.find("why?", 3) is None


def test_the_least_lately_asked_goes_first():
    held = Lookaside(most=2)
    held.keep("a", 1, "A", 1)
    held.keep("b", 1, "B", 1)
    held.find("a", 1)
    held.keep("c", 1, "C", 1)

    assert [held.find(key, 1) for key in "abc"] == ["A", None, "C"]


def test_an_answer_larger_than_all_room_is_not_held():
    held = Lookaside(most_bytes=100)
    held.keep("short", 1, "kept", 60)
    held.keep("long", 1, "x", 101)

    assert held.find("short", 1) == "kept"
    assert held.find("long", 1) is None


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 3), st.integers(0, 60))))
def test_neither_count_nor_bytes_grow_beyond_their_bounds(keeping):
    held, sizes = Lookaside(most=3, most_bytes=100), {}
    for number, (key, mark, size) in enumerate(keeping):
        held.keep(key, mark, number, size)
        sizes[number] = size
        newest = max(mark for _, mark, _ in keeping[: number + 1])
        found = [one for one in (held.find(key, newest) for key in "abcdef") if one is not None]

        assert len(found) == len(held) <= 3
        assert sum(sizes[one] for one in found) <= 100

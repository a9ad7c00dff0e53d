"""Each dialect of .env is read, and nothing in it is run or expanded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.ingest.dotenv import parse

LINES = [
    ("A=plain", [("A", "plain")]),
    ("A = spaced ", [("A", "spaced")]),
    ("export A=exported", [("A", "exported")]),
    ("A: with-colon", [("A", "with-colon")]),
    ('A="double # quoted"', [("A", "double # quoted")]),
    ("A='single'", [("A", "single")]),
    ("A=`back`", [("A", "back")]),
    ("A=", []),
    ("# A=commented", []),
    ("source_env ..", []),
    ("A=value # a comment", [("A", "value")]),
    # Python takes all of it, Node what stands before the #.
    ("A=pa#ss", [("A", "pa#ss"), ("A", "pa")]),
    # A .env reader takes all of it, a shell the first word.
    ("A=one two", [("A", "one two"), ("A", "one")]),
    ("export A=one; run", [("A", "one; run"), ("A", "one")]),
    # One reader keeps the backslash, another makes a line of it.
    (r'A="one\ntwo"', [("A", r"one\ntwo"), ("A", "one\ntwo")]),
    ('A="left open', [("A", "left open"), ("A", "left")]),
    ("A=$(touch here)", [("A", "$(touch here)"), ("A", "$(touch")]),
    ("A=${B}", [("A", "${B}")]),
    ("A.b-c=1", [("A.b-c", "1")]),
]


@pytest.mark.parametrize(("line", "pairs"), LINES, ids=[line for line, _ in LINES])
def test_a_line_gives_what_any_reader_takes_from_it(line, pairs):
    assert list(parse(line)) == pairs


def test_a_quoted_value_goes_on_over_lines():
    text = 'KEY="first\nsecond\nB=inside"\nC=after\r\nD=last'

    assert list(parse(text)) == [("KEY", "first\nsecond\nB=inside"), ("C", "after"), ("D", "last")]


@given(st.text(alphabet="A=\"'`\\\n \t#:$;b", max_size=200))
def test_any_text_is_read_to_its_end(text):
    for name, value in parse(text):
        assert name in text
        assert value


def test_a_file_of_quotes_is_read_at_once():
    assert len(list(parse('A="\\\n' * 10_000))) <= 10_000

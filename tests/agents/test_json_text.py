"""JSON is read as the standard library reads it, and every value has its place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd import SETTINGS, VALUES, rendered

from slm.agents.json_text import read


@given(VALUES.flatmap(lambda value: st.tuples(st.just(value), rendered(value))))
def test_whatever_the_spacing_the_value_is_the_same(case):
    value, text = case

    assert read(text).value == value


@given(VALUES, st.sampled_from([None, 1, "\t"]))
def test_what_the_standard_library_writes_is_read(value, indent):
    assert read(json.dumps(value, indent=indent)).value == value


@given(VALUES.flatmap(rendered))
def test_every_value_stands_where_it_says(text):
    pending = [read(text)]
    while pending:
        node = pending.pop()
        assert read(text[node.start : node.end]).value == node.value
        pending += [item.node for item in node.items]
        for item in node.items:
            assert item.comma is None or text[item.comma] == ","


def test_of_two_members_of_one_name_the_last_counts():
    root = read(SETTINGS["same key twice"])

    assert root.value == json.loads(SETTINGS["same key twice"])
    assert root.get("model").value == 2
    assert [item.name for item in root.items] == ["model", "model", "env"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1, column 1"),
        ("{", "line 1, column 2"),
        ('{"a": 1', "line 1, column 8"),
        ('{"a" 1}', "line 1, column 6"),
        ('{\n  "a": 1\n  "b": 2\n}', "line 3, column 3"),
        ("{'a': 1}", "line 1, column 2"),
        ("{a: 1}", "line 1, column 2"),
        ('{"a": 1} x', "line 1, column 10"),
        ('{"a": 1}{}', "line 1, column 9"),
        ("[1,,2]", "line 1, column 4"),
        ("{,}", "line 1, column 2"),
        ('{"a": 01}', "line 1, column 7"),
        ('{"a": NaN}', "line 1, column 7"),
        ('{"a": "x\ny"}', "line 1, column 7"),
        ('{"a": "\\x"}', "line 1, column 7"),
        ('{"a": 1 /* }', "line 1, column 9"),
        ('{"a": tru}', "line 1, column 7"),
        ("{\u00a0}", "line 1, column 2"),
        ('{"a": "', "line 1, column 7"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text, where):
    with pytest.raises(ValueError, match=where):
        read(text)


def test_what_is_nested_without_end_is_refused():
    with pytest.raises(ValueError, match="too deeply"):
        read("[" * 100_000)

"""Whether what a memory names moved on, told from what stood where and when."""

from datetime import UTC, datetime

import pytest

from slm.domain.moved import (
    LONGEST_REMARK,
    How,
    Moved,
    Span,
    file_changed,
    key_of,
    keys_for,
    meant,
    symbol_moved,
    worst,
)

DAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


def span(memory, since, until=None, path="a.py", name="boil_water", first=10):
    return Span(path, name, memory, since, until, first)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("boil_water", "boilwater"),
        ("Kettle.boil_water", "boilwater"),
        ("parseAll", "parseall"),
        ("pour", ""),
        ("Teapot", ""),
        ("Teapot.pour", "teapot.pour"),
        ("tea.Teapot.pour", "teapot.pour"),
        ("Teapot.__init__", "teapot.init"),
        ("top level", ""),
        ("", ""),
    ],
)
def test_a_symbol_is_named_by_what_no_prose_would_hold(name, key):
    assert key_of(name) == key


def test_a_name_with_its_owner_means_a_symbol_alone_and_owned():
    assert keys_for("boilwater") == ("boilwater",)
    assert keys_for("kettle.boilwater") == ("boilwater", "kettle.boilwater")


def test_an_owner_chooses_among_namesakes_and_a_module_is_one_as_well():
    one, other = span(1, 10, name="Kettle.boil_water"), span(2, 10, path="lib/pan.py")

    assert meant("kettle.boilwater", [one, other]) == [one]
    assert meant("pan.boilwater", [one, other]) == [other]
    assert meant("self.boilwater", [one, other]) == meant("boilwater", [one, other]) == [one, other]


@pytest.mark.parametrize(
    ("said", "spans", "how"),
    [
        (20, [span(1, 10)], None),
        (20, [span(1, 10, 30)], How.GONE),
        (40, [span(1, 10, 30)], None),  # it was gone when that was said
        (20, [span(1, 10, 30), span(2, 30)], How.CHANGED),
        (35, [span(1, 10, 30), span(2, 30)], None),
        (20, [span(1, 10), span(2, 30, 40)], None),  # changed and changed back
        (5, [span(1, 10, 30), span(2, 30)], How.CHANGED),  # nobody had looked by then
        (5, [span(1, 10)], None),
        (20, [span(1, 10, 30), span(2, 30, path="b.py")], How.RENAMED),
        (20, [span(1, 10, 30), span(2, 10, path="b.py")], None),  # which was meant?
        (20, [span(1, 10, 30), span(2, 30, path="b.py"), span(3, 30, path="c.py")], None),
        (20, [span(1, 10, 30), span(2, 10, 30, name="A.boil_water")], How.GONE),
        (20, [span(2, 30)], None),  # made since
        (20, [], None),
    ],
)
def test_what_became_of_a_symbol(said, spans, how):
    found = symbol_moved(said, spans)

    assert (found and found[0]) == how


@pytest.mark.parametrize(
    ("said", "spans", "expected"),
    [
        (20, [span(1, 10), span(2, 10)], False),
        (20, [span(1, 10), span(2, 10, 30)], True),
        (20, [span(1, 10), span(2, 30)], True),
        (20, [span(1, 10), span(2, 30, 40)], False),
        (5, [span(1, 10), span(2, 30)], True),
        (40, [span(1, 10), span(2, 30)], False),
        (20, [span(1, 30, first=30)], False),  # first read since
        (20, [span(1, 30, 50, first=30), span(2, 50, first=30)], True),
        (20, [], False),
    ],
)
def test_a_file_changed_where_it_holds_other_pieces_than_then(said, spans, expected):
    assert file_changed(said, spans) is expected


def test_a_remark_says_what_and_when_and_where_to_in_a_few_words():
    assert Moved("slm/a.py", How.CHANGED, DAY).remark == "may be stale: slm/a.py changed 2026-05-01"
    assert Moved("slm/a.py", How.RENAMED, DAY, "slm/b.py").remark == (
        "may be stale: slm/a.py now slm/b.py"
    )


def test_no_name_breaks_the_line_it_is_told_in():
    assert "\n" not in Moved("a\n[x] y.py", How.RENAMED, DAY, "b\u2028c.py").remark


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("what", ["a", "b/" * 40 + "a.py"])
@pytest.mark.parametrize("to", ["", "c", "d/" * 40 + "c.py"])
def test_a_remark_is_short_whatever_the_names(how, what, to):
    remark = Moved(what, how, DAY, to).remark

    assert len(remark) <= LONGEST_REMARK
    assert remark.startswith("may be stale: ")
    assert what[-1] in remark


def test_of_several_the_worst_is_told_and_then_the_latest():
    later = datetime(2026, 6, 1, tzinfo=UTC)
    gone, old = Moved("a", How.GONE, DAY), Moved("b", How.CHANGED, DAY)
    new = Moved("c", How.CHANGED, later)

    assert worst([old, new, gone]) is gone
    assert worst([old, new]) is new
    assert worst([]) is None

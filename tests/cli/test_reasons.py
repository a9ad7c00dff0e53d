"""A person sees at a glance what made a score: the largest terms first, by what they belong to."""

import re

import pytest

from slm.cli.reasons import print_why

WHY = {
    "rank.length": -0.31,
    "channel.semantic": 0.4,
    "gate.answerable": 0.83,
    "rank.window": 1.2044,
    "channel.keyword": 0.612,
    "rank.author": 0.5,
    "use.opened": 0.1,
}


def test_terms_stand_side_by_side_by_group_and_by_size(capsys):
    print_why(WHY, "  ")

    assert capsys.readouterr().out.splitlines() == [
        "  channel          rank            gate               use",
        "  keyword   0.612  window  +1.204  answerable  0.830  opened  0.100",
        "  semantic  0.400  author  +0.500",
        "                   length  -0.310",
    ]


def test_terms_without_a_group_are_shown_too(capsys):
    print_why({"keyword": 0.25, "session": 0.5}, "")

    assert capsys.readouterr().out.splitlines() == ["why", "session  0.500", "keyword  0.250"]


def test_where_there_are_no_terms_nothing_is_printed(capsys):
    print_why({}, "    ")

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_shows_the_same_terms_within_its_width(user, variables):
    user.out("add", "the marmot whistles at dawn", "--project", "alps")
    _, shown = user.on_terminal("recall", "marmot", "--project", "alps", "--why", **variables)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    piped = user.out("recall", "marmot", "--project", "alps", "--why").splitlines()

    assert all(len(line) <= 80 for line in lines if line.startswith("    "))
    assert [line.split() for line in lines if "keyword" in line] == [
        line.split() for line in piped if "keyword" in line
    ]
    assert "gate:" in lines[-1]

"""A page of results stands beside its commit, command and data, in sample beside out of fold."""

import json

import pytest

from slm.errors import UnreadableInput
from slm.eval.results import OUT_OF_FOLD, WITHIN, page, read


def figure(mem, floor=0.25):
    return {
        "n": 40,
        "mem": mem,
        "interval": [mem - 0.125, mem + 0.125],
        "floor": floor,
        "gain": mem - floor,
        "gain interval": [0.0, 0.5],
    }


def run(**changes):
    cost = {"took_ms p50": 12.5, "memories": 1234, "daemon peak MB": None}
    written = {
        "board": "near-miss",
        "label": "",
        "commit": "c0ffee" * 7,
        "command": ["near-miss", "--sets", "/home/ana/sets", "--homes", "/tmp/h", "--out", "x"],
        "data": "beef" * 16,
        WITHIN: {"near-miss: all": {"mrr@10": figure(0.75)}, "near-miss: cost": cost},
        **changes,
    }
    return read("run.json", json.dumps(written).encode())


def row(shown, *cells):
    return f"| {' | '.join(cells)} |" in shown.splitlines()


def test_a_table_says_what_it_takes_to_repeat_it_and_nothing_of_the_machine():
    shown = page([run()])

    assert "Commit `c0ffeec0ffee`, data `beefbeefbeef`" in shown
    assert "`scripts/eval-recall near-miss --sets sets`" in shown
    assert "/home" not in shown
    assert "/tmp" not in shown


def test_a_measure_stands_beside_the_floor_with_both_intervals():
    cells = ("0.750", "[0.625, 0.875]", "", "0.250", "+0.500", "[0.000, 0.500]")

    assert row(page([run()]), "near-miss: all", "40", "mrr@10", *cells)


def test_what_counts_is_out_of_fold_with_the_sample_s_figure_beside_it():
    outside = {"near-miss: all": {"mrr@10": figure(0.5)}}
    cells = ("0.500", "[0.375, 0.625]", "0.750", "0.250", "+0.250", "[0.000, 0.500]")

    shown = page([run(**{OUT_OF_FOLD: outside})])

    assert row(shown, "near-miss: all", "40", "mrr@10", *cells)
    assert "no weights were trained without" not in shown
    assert "no weights were trained without" in page([run()])


def test_a_measure_no_floor_can_have_stands_alone():
    bare = {"n": 3, "mem": 0.5, "interval": [0.0, 1.0]}
    shown = page([run(**{WITHIN: {"at defaults": {"answered": bare}}})])

    assert row(shown, "at defaults", "3", "answered", "0.500", "[0.000, 1.000]", "", "", "", "")


def test_time_and_room_are_told_for_each_store():
    assert row(page([run()]), "near-miss", "12.5", "", "1,234", "", "", "", "")


def test_an_ablation_stands_beside_the_run_of_the_same_data_alone():
    less = {"near-miss: all": {"mrr@10": figure(0.5)}}
    shown = page(
        [
            run(),
            run(label="no names", **{WITHIN: less}),
            run(label="other questions", data="dead" * 16),
        ]
    )

    interval = "[0.375, 0.625]"
    headline = "near-miss: all: mrr@10"
    assert row(shown, "near-miss", "no names", headline, "0.500", interval, "-0.250", "", "")
    assert "other questions" not in shown
    assert shown.count("## near-miss") == 1


def test_checked_out_changes_are_not_hidden():
    assert "`c0ffeec0ffee` with changes" in page([run(changed=True)])


def test_a_history_of_one_s_own_has_its_own_table():
    measure = {
        "value": 0.75,
        "interval": [0.5, 1.0],
        "floor": 0.5,
        "gain": 0.25,
        "gain_interval": [0.0, 0.5],
    }
    board = {
        "board": "title to session",
        "asked": 20,
        "askable": 30,
        "left_out": {},
        "measures": {"hit@1": measure},
        "took_ms": {"p50": 11.25, "p95": 20.0},
    }
    found = {
        "memories": 1000,
        "sessions": 50,
        "commits": 7,
        "boards": [board],
        "not_asked": {},
        "seconds": 3.0,
    }
    shown = page([read("own.json", json.dumps(found).encode())])

    cells = ("0.750", "[0.500, 1.000]", "0.500", "+0.250", "[0.000, 0.500]", "11.2", "20.0")
    assert row(shown, "title to session", "20", "hit@1", *cells)
    assert "1,000 memories, 50 sessions, 7 commits" in shown


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"boards": 1}', b"\xff"])
def test_a_file_without_figures_is_told(content):
    with pytest.raises(UnreadableInput, match=r"run\.json holds no figures"):
        read("run.json", content)

"""Terminals get colour and bars; pipes, other encodings and readers that leave get none of it."""

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@pytest.fixture(scope="module")
def reader(user):
    user.out("add", "the \x1b[2J ibex \u202e and größe 漢字", "--project", "alps")
    rows = ({"text": f"row {n} of many, {'long ' * 30}"} for n in range(1500))
    user.write("many.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))
    user.out("import", "many.jsonl", "--project", "many")
    return user


def test_a_terminal_gets_colour_and_a_pipe_does_not(reader):
    code, shown = reader.on_terminal("recall", "ibex")

    assert code == 0
    assert "\x1b[1m" in shown
    assert b"\x1b" not in reader.mem("recall", "ibex").stdout


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
@pytest.mark.parametrize("words", [["recall", "ibex"], ["list", "--project", "alps"]], ids=" ".join)
def test_a_terminal_without_colour_gets_none(reader, words, variables):
    _, shown = reader.on_terminal(*words, **variables)

    assert "ibex" in shown
    assert "\x1b[3" not in shown
    if "TERM" in variables:
        assert "\x1b" not in shown


def test_a_listing_on_a_terminal_fits_its_width(reader):
    _, shown = reader.on_terminal("list", "--project", "many", "--limit", "3")
    lines = ESCAPE.sub("", shown).splitlines()

    assert max(map(len, lines)) <= 80
    assert any(line.rstrip().endswith("…") for line in lines)


def test_a_long_passage_is_wrapped_on_a_terminal_alone(reader):
    words = ["recall", "1234", "--project", "many", "--limit", "1"]
    _, shown = reader.on_terminal(*words)

    assert max(len(line) for line in ESCAPE.sub("", shown).splitlines()) <= 200
    assert len(shown.splitlines()) > len(reader.out(*words).splitlines())


@pytest.mark.parametrize("words", [["recall", "ibex"], ["list", "--project", "alps"]], ids=" ".join)
def test_what_acts_on_a_terminal_is_shown_harmless(reader, words):
    shown = reader.out(*words)

    assert "\\x1b[2J" in shown
    assert "\\u202e" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_an_encoding_that_lacks_a_character_ends_nothing(reader):
    done = reader.mem("recall", "ibex", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert b"\\u6f22" in done.stdout


def test_json_is_ascii_whatever_is_remembered(reader):
    assert reader.out("recall", "ibex", "--json").isascii()


def test_a_reader_that_leaves_is_no_trouble(reader):
    words = ["list", "--project", "many", "--limit", "1500"]
    with reader.start(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        listing.stdout.readline()
        listing.stdout.close()

        assert listing.stderr.read() == b""
        assert listing.wait(10) == 141


def test_output_that_cannot_be_written_is_told(reader):
    with Path("/dev/full").open("wb") as full:
        listing = reader.start("list", "--all", stdout=full, stderr=subprocess.PIPE)
        _, told = listing.communicate(timeout=20)

    assert listing.returncode == 3
    assert told.startswith(b"mem: ")
    assert b"Traceback" not in told


def test_an_import_shows_bars_on_a_terminal_and_nothing_in_a_pipe(reader):
    _, shown = reader.on_terminal("import", "many.jsonl", "--project", "again")

    assert "reading" in shown
    assert re.search(r"[0-9.]+/[0-9.]+", shown)
    assert "\x1b[2K" in shown.rpartition("embedding")[2]  # the bars leave when the report comes
    done = reader.mem("import", "many.jsonl", "--project", "again")
    assert b"reading" not in done.stderr + done.stdout
    assert done.stdout.splitlines()[2].split() == [b"known", b"1,500"]


@pytest.mark.parametrize(("typed", "left"), [(b"n\n", 1), (b"y\n", 0)], ids=["no", "yes"])
def test_a_person_is_asked_before_a_query_forgets(reader, typed, left):
    reader.out("add", "the tapir leaves", "--project", "gone")
    words = ["forget", "--query", "tapir", "--project", "gone"]
    code, shown = reader.on_terminal(*words, typed=typed)

    assert "forget these 1? [y/N]" in shown
    assert code == left
    assert reader.mem("list", "--project", "gone").stdout.count(b"tapir") == left


def test_ctrl_c_ends_with_130_and_no_traceback(reader):
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with reader.start("daemon", "logs", "--follow", **streams) as following:
        assert b"INFO" in following.stdout.readline()
        following.send_signal(signal.SIGINT)

        assert following.wait(10) == 130
        assert following.stderr.read() == b""

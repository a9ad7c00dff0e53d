"""Bad input is told in one line with a hint and the right exit code, and loses nothing."""

import json
import os
import sqlite3
from contextlib import closing

import apsw
import pytest

from slm.cli.app import run
from slm.cli.terminal import harmless


@pytest.fixture(scope="module")
def keeper(user):
    """A user with one memory, which no bad input may cost."""
    user.out("add", "the ibex is kept", "--project", "alps")
    (user.cwd / "loop.md").symlink_to("loop.md")  # which not even root can read
    user.write("picture.bin", b"\x89PNG\r\n\x1a\n" + bytes(100))
    return user


# What is wrong, the words typed, and what the hint must name.
WRONG_WORDS = {
    "unknown format": (["import", ".", "--format", "markdwn"], "did you mean markdown?"),
    "no such file": (["import", "nowhere.md"], "check the path"),
    "unreadable file": (["import", "loop.md"], "check the path"),
    "nothing of a known format": (["import", "picture.bin"], "--format"),
    "empty text": (["add", ""], 'mem add "what matters"'),
    "not UTF-8 as an argument": (["add", os.fsdecode(b"\xff\xfe")], "convert it"),
    "unknown project": (["recall", "ibex", "--project", "alpes"], "did you mean alps?"),
    "unknown project to list": (["list", "--project", "alpes"], "did you mean alps?"),
    "unknown id": (["show", "0000ffff"], "mem list"),
    "short id": (["forget", "0"], "characters"),
    "unknown kind": (["add", "x", "--kind", "fcat"], "did you mean fact?"),
    "unknown kind to recall": (["recall", "x", "--kind", "fcat"], "did you mean fact?"),
    "unknown state": (["list", "--state", "activ"], "did you mean active?"),
    "bad time": (["add", "x", "--time", "tomorrow"], "2026-05-04"),
    "bad since": (["recall", "x", "--since", "yesterdy"], "2026-05-04"),
    "time out of range": (["recall", "x", "--since", "99999999999d"], "2026-05-04"),
    "limit 0": (["recall", "x", "--limit", "0"], " 10"),
    "limit below 0": (["list", "--limit", "-5"], " 10"),
    "limit beyond reason": (["recall", "x", "--limit", "9" * 30], " 10"),
    "budget 0": (["recall", "x", "--budget", "0"], " 10"),
    "empty question": (["recall", " "], "mem recall"),
    "no question": (["recall"], "mem recall"),
    "nothing named to forget": (["forget"], "mem forget"),
    "two places": (["list", "--project", "alps", "--all"], "leave one"),
    "unknown model": (["model", "use", "all-MiniLM-L7"], "did you mean all-MiniLM-L6-v2?"),
}
# As above, with what comes through the pipe.
WRONG_INPUT = {
    "empty pipe": (["add", "-"], b" \n", 'mem add "what matters"'),
    "10 MB": (["add", "-"], b"x" * 10_000_000, "mem import FILE"),
    "over a million characters": (["add", "-"], b"x" * 1_000_001, "mem import FILE"),
    "binary": (["add", "-"], b"\x7fELF\x02\xff\xfe", "UTF-8"),
    "NUL bytes": (["add", "-"], b"a\0b", "UTF-8"),
}


@pytest.mark.parametrize(("words", "hint"), WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_wrong_words_are_exit_code_2(keeper, words, hint, monkeypatch, capsys):
    monkeypatch.chdir(keeper.cwd)
    for variable, value in keeper.variables.items():
        monkeypatch.setenv(variable, value)

    assert run([*words, "--json"], {}) == 2
    out, err = capsys.readouterr()
    assert out == ""
    error = json.loads(err)
    assert hint in error["hint"]
    assert "internal" not in error["message"]


@pytest.mark.parametrize(("words", "given", "hint"), WRONG_INPUT.values(), ids=WRONG_INPUT)
def test_wrong_input_is_exit_code_2(keeper, words, given, hint):
    code, error = keeper.error(*words, given=given)

    assert code == 2
    assert hint in error["hint"]
    assert "internal" not in error["message"]


def test_after_all_that_the_memory_is_still_there(keeper):
    assert keeper.json("recall", "ibex")["hits"][0]["text"] == "the ibex is kept"


def test_a_person_is_told_in_two_lines(keeper):
    done = keeper.mem("recall", "ibex", "--project", "alpes")

    assert done.stdout == b""
    assert done.stderr == b"mem: unknown project 'alpes'\nhint: did you mean alps?\n"


def test_a_missing_model_cannot_be_used_and_says_how_to_get_it(keeper):
    code, error = keeper.error("model", "use", "all-MiniLM-L6-v2")

    assert (code, error["error"]) == (2, "ModelProblem")
    assert "mem model get" in error["hint"]


def test_a_bad_line_of_a_log_is_counted_and_the_rest_kept(keeper):
    keeper.write("rows.jsonl", '{"text": "the chamois is kept too"}\n{"text": \n')
    imported = keeper.json("import", "rows.jsonl", "--project", "alps")

    assert (imported["added"], imported["unread"]) == (1, {"broken line": 1})


def test_a_traceback_is_shown_only_with_debug(keeper):
    quiet = keeper.mem("show", "0000ffff")
    loud = keeper.mem("show", "0000ffff", "--debug")

    assert b"Traceback" not in quiet.stderr
    assert b"Traceback" in loud.stderr
    assert loud.stderr.endswith(quiet.stderr)
    assert quiet.returncode == loud.returncode == 2


def ends_with(newcomer, code, kind):
    """How the memory file's trouble is told; returns the error."""
    found, error = newcomer.error("recall", "anything")
    assert (found, error["error"]) == (code, kind)
    assert error["hint"]
    return error


def test_a_foreign_database_is_refused_and_left_as_it_is(newcomer):
    newcomer.home.mkdir(mode=0o700)
    path = newcomer.home / "memory.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()

    ends_with(newcomer, 4, "NotOurFile")
    assert path.read_bytes() == before


def test_a_newer_database_is_refused_and_left_as_it_is(newcomer):
    newcomer.out("add", "from the future")
    newcomer.close()
    path = newcomer.home / "memory.db"
    with closing(apsw.Connection(str(path))) as db:
        db.pragma("user_version", 99)
        db.pragma("wal_checkpoint(truncate)")
    before = path.read_bytes()

    assert "schema 99" in ends_with(newcomer, 4, "StoreTooNew")["message"]
    assert path.read_bytes() == before


def test_a_damaged_database_is_told(newcomer):
    newcomer.out("add", "soon to be damaged")
    newcomer.close()
    path = newcomer.home / "memory.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))

    ends_with(newcomer, 4, "StoreDamaged")


def test_a_daemon_that_cannot_start_is_told(newcomer):
    newcomer.home.write_text("a file where a folder should be")
    code, error = newcomer.error("recall", "anything")

    assert code == 3
    assert str(newcomer.home) in error["message"]
    assert newcomer.home.read_text() == "a file where a folder should be"


def test_a_config_file_that_cannot_be_read_is_told(newcomer):
    newcomer.home.mkdir(mode=0o700)
    (newcomer.home / "config.toml").write_text("model = [")
    code, error = newcomer.error("recall", "anything")

    assert code == 2
    assert "config.toml" in error["message"]


@pytest.mark.parametrize("content", [None, "{}", "weights"], ids=["none", "empty", "no JSON"])
def test_weights_that_cannot_be_read_are_told_and_cost_nothing(keeper, content):
    keeper.close()
    weights = keeper.cwd / "mine.json"
    weights.unlink(missing_ok=True)
    if content is not None:
        keeper.write(weights.name, content)

    code, error = keeper.error("recall", "ibex", SLM_RANKER=str(weights))
    assert (code, error["error"]) == (2, "UsageError")
    assert str(weights) in error["message"]
    assert "train-ranker" in error["hint"]
    keeper.close()
    (hit,) = keeper.json("recall", "ibex", "--project", "alps")["hits"]
    assert hit["text"] == "the ibex is kept"


@pytest.mark.parametrize("words", [["recall", "ibex"], ["add", "ibex"], ["daemon", "start"]])
def test_a_person_is_told_of_bad_weights_in_two_lines(newcomer, words):
    done = newcomer.mem(*words, SLM_RANKER="/nowhere")
    first, second = done.stderr.decode().splitlines()

    assert (done.returncode, done.stdout) == (2, b"")
    assert first.startswith("mem: /nowhere holds no weights")
    assert second.startswith("hint: ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("größe 漢字 🙂\tend\nnext", "größe 漢字 🙂\tend\nnext"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m \x07 \x08 \x00 \x7f", "\\x9b31m \\x07 \\x08 \\x00 \\x7f"),
        ("a\r\nb\rc", "a\nb\\rc"),
        ("\u202egnp.exe\u2066", "\\u202egnp.exe\\u2066"),
        ("\u200f\u061c\ufeff\u2028", "\\u200f\\u061c\\ufeff\\u2028"),
        ("\U000e0041\U000e007f", "\\U000e0041\\U000e007f"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_acts_on_a_terminal_is_shown_as_what_it_is(text, shown):
    assert harmless(text) == shown
    assert harmless(shown) == shown

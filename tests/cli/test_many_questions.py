"""`mem recall --batch` answers a file of questions, a line each."""

import json

import pytest

from slm.cli.app import run
from slm.config import load_settings

KEYS = {"id", "hits", "context", "took_ms"}
HIT_KEYS = {"id", "source_id", "session", "source", "kind", "said_at", "score", "text"}
LONG = "badger " * 2000


@pytest.fixture(scope="module")
def asker(user):
    rows = [
        {"text": "the lynx service listens on 9021", "source_id": "t1", "session": "s1"},
        {"text": LONG, "source_id": "t2", "session": "s1"},
    ]
    user.write("turns.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    user.out("import", "turns.jsonl", "--project", "zoo")
    return user


def batch(user, *lines, options=(), name="questions.jsonl"):
    user.write(name, "".join(f"{line}\n" for line in lines))
    return user.mem("recall", "--batch", name, "--json", *options)


def test_every_question_is_answered_in_order(asker):
    done = batch(
        asker,
        '{"id": "a", "query": "lynx port", "project": "zoo", "limit": 1}',
        "",
        '{"id": 7, "query": "zeppelin", "project": "zoo"}',
    )
    first, second = map(json.loads, done.stdout.splitlines())

    assert done.returncode == 0
    assert (first["id"], second["id"]) == ("a", 7)
    assert set(first) == set(second) == KEYS
    (hit,) = first["hits"]
    assert set(hit) == HIT_KEYS
    assert (hit["source_id"], hit["session"]) == ("t1", "s1")
    assert hit["source"] == f"jsonl {asker.cwd / 'turns.jsonl'}"
    assert "lynx" in first["context"]


def test_the_notice_is_told_once(asker):
    done = batch(asker, *['{"id": 1, "query": "lynx", "project": "zoo"}'] * 3)

    assert done.stderr.count(b"meaning is off") == 1


def test_a_long_memory_gives_its_best_passage(asker):
    (line,) = batch(asker, '{"id": 1, "query": "badger", "project": "zoo"}').stdout.splitlines()
    (text,) = [hit["text"] for hit in json.loads(line)["hits"] if "badger" in hit["text"]]

    assert 0 < len(text) < 8000


def test_options_hold_for_rows_that_say_nothing_themselves(asker):
    both = "lynx or badger"
    rows = [f'{{"id": 1, "query": "{both}"}}', f'{{"id": 2, "query": "{both}", "limit": 2}}']
    done = batch(asker, *rows, options=["--project", "zoo", "--limit", "1"])

    assert [len(json.loads(line)["hits"]) for line in done.stdout.splitlines()] == [1, 2]


def test_questions_can_come_from_a_pipe(asker):
    done = asker.mem("recall", "--batch", "-", "--json", given='{"id": 1, "query": "lynx"}\n')

    assert json.loads(done.stdout)["id"] == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{broken", "malformed"),
        ('{"query": "lynx"}', "id"),
        ('{"id": 1}', "query"),
        ('{"id": 1, "query": " "}', "empty"),
        ('{"id": 1, "query": "lynx", "limit": 0}', "--limit takes a number from 1"),
        ('{"id": 1, "query": "lynx", "limit": "many"}', "limit"),
        ("[1]", "object"),
        ('{"id": 1, "query": "\\ud800"}', ""),
    ],
)
def test_a_bad_line_is_named_before_anything_is_asked(tmp_path, capsys, line, told):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(f'{{"id": 0, "query": "lynx"}}\n{line}\n')

    code = run(["recall", "--batch", str(questions), "--json"], {})
    out, err = capsys.readouterr()
    error = json.loads(err)
    assert (code, out) == (2, "")
    assert not load_settings().home.exists(), "a daemon was started to be asked"
    assert error["message"].startswith("line 2: ")
    assert told in error["message"]
    assert error["hint"]


def test_an_unknown_project_is_told_with_its_line(asker):
    done = batch(asker, '{"id": 1, "query": "lynx"}', '{"id": 2, "query": "x", "project": "zo"}')

    assert done.returncode == 2
    assert json.loads(done.stderr.splitlines()[-1]) == {
        "error": "UnknownName",
        "message": "line 2: unknown project 'zo'",
        "hint": "did you mean zoo?",
    }


@pytest.mark.parametrize("options", [[], ["lynx", "--json"]], ids=["no --json", "a question too"])
def test_a_batch_is_for_programs_and_has_its_questions_in_the_file(asker, options):
    asker.write("questions.jsonl", '{"id": 1, "query": "lynx"}\n')

    assert asker.mem("recall", "--batch", "questions.jsonl", *options).returncode == 2


def test_a_file_that_is_not_there_is_told(asker):
    code, error = asker.error("recall", "--batch", "nowhere.jsonl")

    assert (code, error["error"]) == (2, "UnreadableInput")


def test_two_hundred_questions_take_one_connection(asker):
    rows = [json.dumps({"id": n, "query": f"lynx {n}", "project": "zoo"}) for n in range(200)]
    done = batch(asker, *rows)

    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == list(range(200))

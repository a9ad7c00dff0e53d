"""`mem eval` asks the user's own history through the daemon, and changes nothing of it."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from invented import WORK, history
from made import claude_turns, write_jsonl

from slm.config import environment
from slm.errors import UsageError
from slm.eval.product import product

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def user(tmp_path_factory):
    """A user who has worked for twelve days."""
    folder = tmp_path_factory.mktemp("own")
    logs, repository = history(folder)
    with product(folder / "home") as mem:
        mem.load(logs, "claude-code", "kitchen")
        mem.load(repository, "git", "kitchen")
        yield mem


@pytest.fixture(scope="module")
def found(user):
    """What `mem eval` finds of that."""
    return json.loads(user.run("eval", "--project", "kitchen", "--json"))


def test_every_sort_of_question_stands_beside_full_text_alone(found):
    boards = {one["board"]: one for one in found["boards"]}
    assert list(boards) == ["commit to session", "file to session", "title to session"]
    assert (found["sessions"], found["commits"]) == (len(WORK), len(WORK) + 1)
    for one in boards.values():
        assert (one["asked"], one["askable"]) == (len(WORK), len(WORK))
        assert one["took_ms"]["p50"] <= one["took_ms"]["p95"]
        for measure in one["measures"].values():
            low, high = measure["interval"]
            assert low <= measure["value"] <= high
            gain = measure["value"] - measure["floor"]
            assert measure["gain"] == pytest.approx(gain, abs=2e-4)
    assert boards["title to session"]["measures"]["hit@1"]["value"] == 1.0
    assert found["not_asked"] == {}


def test_a_commit_s_own_memory_is_no_answer(user, found):
    """It holds the very subject and would stand first; a session's turn counts in its place."""
    (reply,) = user.ask([{"id": "1", "query": WORK[0][1], "project": "kitchen"}]).values()
    commits = found["boards"][0]["measures"]

    assert reply.hits[0].session == ""
    assert commits["hit@1"]["value"] > 0.5


def test_the_table_has_a_line_a_measure_and_tells_what_was_drawn(user):
    shown = user.run("eval", "--project", "kitchen", "--questions", "11")

    heading, *lines = shown.splitlines()
    assert heading.split()[:5] == ["by", "n", "measure", "mem", "95%"]
    assert [line.split()[:3] for line in lines] == [
        [board, "11", measure]
        for board in ("commit", "file", "title")
        for measure in ("hit@1", "mrr@10")
    ]
    assert max(map(len, [heading, *lines])) <= 80


def test_the_same_questions_find_the_same_again_and_nothing_is_changed(user, found):
    before = user.run("list", "--all", "--limit", "100", "--json")
    again = json.loads(user.run("eval", "--project", "kitchen", "--json"))

    assert [one["measures"] for one in again["boards"]] == [
        one["measures"] for one in found["boards"]
    ]
    assert user.run("list", "--all", "--limit", "100", "--json") == before


def test_a_history_that_is_too_short_is_told_by_exit_code_1(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new")
    with product(folder) as mem:
        mem.load_rows([{"text": "the kettle is blue", "source_id": "1"}], "kitchen")
        with pytest.raises(UsageError, match=r"failed \(1\): mem: too little history"):
            mem.run("eval", "--all")


def test_a_project_nobody_knows_is_told_with_the_one_that_is_meant(user):
    with pytest.raises(UsageError, match=r"(?s)failed \(2\).*unknown project.*kitchen"):
        user.run("eval", "--project", "kitchn")


def test_what_the_evaluation_cannot_read_comes_back_as_a_failure(user):
    done = subprocess.run(
        [sys.executable, "-P", "-m", "slm.eval", "{}{"],
        env=environment(user.settings),
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (3, b"")
    assert json.loads(done.stdout)["is"] == "failure"


@contextmanager
def held_reader(mem):
    """A daemon whose model waits to be let go, instead of the one that `mem` would start."""
    variables = environment(mem.settings) | {"PYTHONPATH": str(HERE.parent)}
    with subprocess.Popen([sys.executable, HERE / "held_reader.py"], env=variables) as daemon:
        try:
            deadline = time.monotonic() + 60
            while not mem.settings.socket.exists():
                assert time.monotonic() < deadline, "the daemon does not begin"
                time.sleep(0.05)
            yield
        finally:
            (mem.settings.home / "go").touch()
            mem.stop()
    assert daemon.returncode == 0


def test_it_waits_until_every_passage_can_be_found_by_meaning(tmp_path_factory):
    folder = tmp_path_factory.mktemp("w")
    logs, _ = history(folder)
    with product(folder / "home") as mem, held_reader(mem):
        mem.run("import", str(logs), "--project", "kitchen", "--no-wait")
        command = [sys.executable, "-P", "-m", "slm.eval", "{}"]
        variables = environment(mem.settings)
        with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE) as evaluation:
            waiting = json.loads(evaluation.stdout.readline())
            (mem.settings.home / "go").touch()
            *_, result = evaluation.stdout
        still_waiting = mem.status()["waiting"]

    assert waiting["progress"]["stage"] == "embedding"
    assert still_waiting == 0
    assert json.loads(result)["value"]["boards"][0]["asked"] == len(WORK)


def test_all_that_followed_logs_tell_of_becomes_one_project(tmp_path):
    for session, folder in enumerate(("/srv/oven", "/srv/bakery"), 1):
        write_jsonl(tmp_path / "logs" / f"{session}.jsonl", claude_turns(session, folder, 3))
    with product(tmp_path / "home") as mem:
        mem.follow(tmp_path / "logs", "kitchen")
        first = mem.status()
        mem.follow(tmp_path / "logs", "kitchen")

        assert first["projects"] == mem.status()["projects"] == {"kitchen": 6}

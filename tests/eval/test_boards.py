"""Boards ask the real `mem`, and score what it answers with each fold's own ranker."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from slm.errors import UnreadableInput, UsageError
from slm.eval.boards.commits import bare, logs, said, score_commits
from slm.eval.boards.rows import read_cases, score_set
from slm.eval.boards.turns import Conversation, mask_names, read, score_locomo, score_silence
from slm.eval.cases import Case
from slm.eval.product import Reply, product
from slm.eval.report import Report
from slm.eval.sets import Asked, Row, keep
from slm.eval.trial import Trial, percentile
from slm.recall.learned import DEFAULT

TALK = {
    "kitchen": ("Ana", "Ben", "kettle", ["The {} whistles at noon", "My {} is blue", "It rains"]),
    "garden": ("Cleo", "Dan", "spade", ["The {} leans on the shed", "A {} costs six", "It snows"]),
}


def conversations():
    for project, (first, second, thing, said_) in TALK.items():
        turns = [
            {
                "source_id": f"D1:{number}",
                "session": "session_1",
                "time": f"2026-02-03T10:0{number}:00",
                "author": (first, second)[number % 2],
                "text": text.format(thing),
            }
            for number, text in enumerate(said_)
        ]
        asked = [("where is the {}", 4, ["D1:0", "D1:1"]), ("was the {} stolen", 5, ["D1:1"])]
        queries = [
            {"id": f"{project}-{n}", "query": q.format(thing), "category": category, "gold": gold}
            for n, (q, category, gold) in enumerate(asked)
        ]
        yield {"project": project, "turns": turns, "queries": queries}


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    path = tmp_path_factory.mktemp("t") / "talk.json"
    path.write_text(json.dumps(list(conversations())))
    return path


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """Homes that every board of this module finds filled after its first run."""
    return tmp_path_factory.mktemp("h")


def test_turns_are_found_in_projects_of_their_own_and_together(talk, homes):
    report = Report()

    score_locomo(Trial(homes), report, talk)

    for store in ("one project each", "all in one project"):
        found = report.figures[f"{store}: categories 1-4"]
        assert found["ndcg@10"] == {
            "n": 2,
            "mem": 1.0,
            "interval": [1.0, 1.0],
            "floor": 1.0,
            "gain": 0.0,
            "gain interval": [0.0, 0.0],
        }
        assert report.figures[f"{store}: category 5 (apart)"]["all@5"]["n"] == 2
        assert report.figures[f"{store}: cost"]["memories"] == 6
    assert report.figures["one project each"]["evidence@500"]["mem"] == 1.0


def test_a_question_of_another_project_is_told_apart(talk, homes):
    report = Report()

    score_silence(Trial(homes), report, talk)

    assert report.figures["names masked"]["auroc"]["mem"] == 1.0
    assert report.figures["names masked"]["false alarms at 95% kept"]["mem"] == 0.0
    assert report.figures["names masked: at defaults"]["wrong project answered"]["mem"] == 0.0
    assert report.figures["at defaults"]["evidence@1000 kept"]["n"] == 2


def test_names_of_speakers_are_masked_and_nothing_else(talk):
    (kitchen, _) = read(talk)

    assert isinstance(kitchen, Conversation)
    assert mask_names("Did ana ask Ben about Banana?", kitchen) == "Did they ask they about Banana?"


def test_questions_about_the_same_rows_are_in_one_fold():
    pairs = [("0", "1"), ("1", "0"), ("2", "3")]
    asked = [Asked(f"n{n}", "text", (a,), (b,)) for n, (a, b) in enumerate(pairs)]

    folds = {case.id: case.fold for case in read_cases(asked, "near-miss")}

    assert folds == {"n0": "0", "n1": "0", "n2": "1"}


def test_a_made_set_is_asked_with_its_rivals(tmp_path, homes):
    rows = [Row("def boil(): heat to 90", "old", "old"), Row("def boil(): steam", "new", "new")]
    asked = [Asked("n0", "which boil has steam", ("new",), ("old",), "the change")]
    keep(tmp_path, "near-miss", rows, asked)
    report = Report()

    score_set(Trial(homes), report, tmp_path, "near-miss")

    assert report.figures["near-miss: the change"]["right above wrong"]["mem"] == 1.0
    assert report.figures["near-miss: all"]["mrr@10"]["floor"] == 1.0


def claude_code(session, *texts):
    return "".join(
        json.dumps(
            {
                "type": "user",
                "uuid": f"{session}-{number}",
                "sessionId": session,
                "timestamp": f"2026-02-03T10:00:0{number}Z",
                "cwd": "/work",
                "message": {"role": "user", "content": text},
            }
        )
        + "\n"
        for number, text in enumerate(texts)
    )


def test_a_commit_is_led_back_to_its_session(tmp_path, homes):
    folders = []
    for project, thing in (("kitchen", "kettle"), ("garden", "spade")):
        folder = tmp_path / project
        folder.mkdir()
        for session, verb in (("one", "paint"), ("two", "mend")):
            text = claude_code(f"{project}-{session}", f"please {verb} the {thing}", "thank you")
            (folder / f"2026-02-03-{project}-{session}.jsonl").write_text(text)
        folders.append(logs(f"claude-code:{project}:{folder}"))
    queries = [
        {
            "id": f"c{n}",
            "project": f"us/{project}",
            "query": query,
            "gold": [f"{project}-two"],
            "date": "2026-02-03T12:00:00+01:00",
            "scored": n < 2,
        }
        for n, (project, query) in enumerate(
            [("kitchen", "Mend the kettle"), ("garden", "Mend a spade"), ("garden", "no")]
        )
    ]
    asked = tmp_path / "queries.json"
    asked.write_text(json.dumps(queries))
    report = Report()

    score_commits(Trial(homes), report, asked, folders)

    assert report.figures["commit to session: all projects"]["hit@1"]["mem"] == 1.0
    assert report.figures["commit to session: garden"]["hit@1"]["n"] == 1
    assert report.figures["silence on code"]["auroc"]["mem"] == 1.0


def test_what_was_said_leaves_out_what_hosts_put_in(tmp_path):
    records = [
        {"type": "user", "message": {"content": "hello"}},
        {"type": "user", "isMeta": True, "message": {"content": "meta"}},
        {"type": "assistant", "message": {"content": [{"text": "hi"}, {"type": "tool_use"}]}},
        {"type": "response_item", "payload": {"type": "message", "content": [{"text": "codex"}]}},
        {"type": "response_item", "payload": {"type": "reasoning", "content": [{"text": "no"}]}},
        {"type": "user", "message": {"content": "<environment_context>"}},
        {"type": "user", "message": {"content": None}},
        [],
    ]
    log = tmp_path / "log.jsonl"
    log.write_text("".join(json.dumps(one) + "\n" for one in records) + "{broken")

    assert list(said(log)) == ["hello", "hi", "codex"]
    assert bare("2026-02-03-abc") == bare("abc") == "abc"


def test_logs_are_named_by_format_project_and_folder():
    with pytest.raises(UsageError, match="names no logs"):
        logs("codex:/logs")


class Notebook:
    """Stands where `mem` would, and notes which ranker answers which questions."""

    def __init__(self):
        self.asked = []
        self._ranker = None

    def use_ranker(self, ranker):
        self._ranker = ranker

    def ask(self, questions, options=()):
        self.asked.append((self._ranker, [one["id"] for one in questions]))
        return {one["id"]: Reply(one["id"], (), "", 1.0) for one in questions}


def cases(*folds):
    return [Case(f"q{n}", "?", "p", frozenset("g"), fold) for n, fold in enumerate(folds)]


def test_each_fold_is_asked_with_its_own_ranker(tmp_path):
    mem = Notebook()

    replies = Trial(tmp_path, tmp_path).ask(mem, "commits", cases("1", "0", "1"), limit=3)

    assert mem.asked == [
        (tmp_path / "commits-0.json", ["q1"]),
        (tmp_path / "commits-1.json", ["q0", "q2"]),
    ]
    assert sorted(replies) == ["q0", "q1", "q2"]


def test_without_rankers_all_folds_are_asked_at_once(tmp_path):
    mem = Notebook()

    Trial(tmp_path).ask(mem, "commits", cases("1", "0", "1"))

    assert mem.asked == [(None, ["q0", "q1", "q2"])]


def test_nothing_to_ask_is_told(tmp_path):
    with pytest.raises(UsageError, match="commits: there is nothing to ask"):
        Trial(tmp_path).ask(Notebook(), "commits", [])


@pytest.fixture(scope="module")
def swapped(tmp_path_factory):
    """The daemons that answer as one ranker, the same again, and another are asked for."""
    folder = tmp_path_factory.mktemp("r")
    weights = files("slm.recall").joinpath(DEFAULT).read_bytes()
    rankers = [folder / f"{number}.json" for number in range(2)]
    for one in rankers:
        one.write_bytes(weights)
    told = []
    with product(folder / "home") as mem:
        for one in (rankers[0], rankers[0], rankers[1]):
            mem.use_ranker(one)
            pid = mem.status()["pid"]
            environ = Path(f"/proc/{pid}/environ")
            told.append((pid, environ.read_bytes().decode() if environ.exists() else ""))
    return folder, told


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the kernel does not tell")
def test_the_daemon_is_told_of_the_ranker_and_of_no_user_s_home(swapped):
    folder, ((_, environ), *_) = swapped
    told = environ.split("\0")

    assert f"SLM_RANKER={folder / '0.json'}" in told
    assert f"HOME={folder / 'home'}" in told
    assert f"SLM_HOME={folder / 'home' / 'slm'}" in told


def test_another_ranker_means_another_daemon(swapped):
    _, ((first, _), (again, _), (other, _)) = swapped

    assert first == again != other


def test_a_ranker_that_is_not_there_is_told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("m")
    with product(folder) as mem, pytest.raises(UnreadableInput, match=r"locomo-a\.json"):
        mem.use_ranker(folder / "locomo-a.json")


def test_what_was_imported_is_not_imported_again(tmp_path_factory):
    folder = tmp_path_factory.mktemp("i")
    rows = [{"text": "the kettle is blue", "source_id": "1"}]
    for _ in range(2):
        with product(folder) as mem:
            mem.load_rows(rows, "kitchen")
            took = mem.import_seconds

    assert took == 0


def test_a_command_that_fails_is_told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("f")
    with product(folder) as mem, pytest.raises(UsageError, match="mem nonesuch failed"):
        mem.run("nonesuch")


def test_a_percentile_is_one_of_the_values():
    assert percentile([1, 2, 3, 4], 0.5) == 3
    assert percentile(range(100), 0.95) == 95

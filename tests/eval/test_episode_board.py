"""The board joins sessions, cuts them by the product's rule, and tells its figures."""

import json

import pytest
from fakes import HashEmbedder
from made import claude_turns, write_jsonl

from slm.errors import UsageError
from slm.eval import measures
from slm.eval.boards.commits import Logs
from slm.eval.boards.episodes import score_conversations, score_logs
from slm.eval.report import Report

TOPICS = ("mast of the boat at the regatta", "dough in the oven at the bakery", "tax of the year")


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch):
    """Intervals are tested elsewhere; each takes a thousand resamples."""
    monkeypatch.setattr(measures, "RESAMPLES", 40)


def conversation(project):
    """Three sessions, each about a thing of its own and begun with a greeting."""
    turns = [
        {
            "source_id": f"{topic}-{number}",
            "session": f"D{topic}",
            "time": f"2026-02-0{topic + 1}T10:{number:02}:00",
            "author": ("Ana", "Ben")[number % 2],
            "text": f"{'' if number else 'Hey Ben! '}We speak of the {text}, the {text}.",
        }
        for topic, text in enumerate(TOPICS)
        for number in range(12)
    ]
    return {"project": project, "turns": turns, "queries": []}


@pytest.mark.parametrize("embedder", [None, HashEmbedder()])
def test_borders_of_conversations(tmp_path, embedder):
    path = tmp_path / "talks.json"
    path.write_text(json.dumps([conversation("a"), conversation("b")]))
    report = Report()
    score_conversations(report, path, embedder)

    figures = report.figures
    assert figures["without times: mem"]["F1 ±0"] == {"n": 6, "mem": 1.0, "interval": [1.0, 1.0]}
    assert figures["with times: mem"]["Pk"]["mem"] == 0
    assert figures["without times: mem, in all"] == {"cuts": 4, "borders": 4, "turns": 72}
    assert figures["without times: at random"]["F1 ±0"]["mem"] < 0.5
    gained = figures["without times: as many cuts as borders, beside at random"]["F1 ±0"]
    assert gained["gain"] > 0.5


def test_seams_of_logs(tmp_path):
    for session in (1, 2):
        write_jsonl(
            tmp_path / "logs" / f"{session}.jsonl", claude_turns(session, "/w", 10, 10 * session)
        )
    report = Report()
    score_logs(report, [Logs("claude-code", "w", tmp_path / "logs")], 4, 9, HashEmbedder())

    assert report.figures["seams of logs: mem, in all"]["borders"] == 4
    assert report.figures["seams of logs: mem, in all"]["turns"] == 80


def test_logs_without_two_sessions_to_join_are_told(tmp_path):
    with pytest.raises(UsageError, match="two sessions"):
        score_logs(Report(), [Logs("codex", "w", tmp_path)], 4, 9, None)

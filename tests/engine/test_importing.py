"""Logs come in once, whatever they are called and whatever was forgotten of them."""

import json
import os
import shutil
import sys

import pytest
from made import claude_turns, rows, write_jsonl

from slm.domain.memory import Kind
from slm.domain.question import Place, Question
from slm.engine import importing
from slm.errors import UnreadableInput
from slm.lifecycle.passages import MEANT_PASSAGES
from slm.store import cursors

BAKERY = Place("bakery")


@pytest.fixture
def log(tmp_path):
    return write_jsonl(tmp_path / "logs" / "log.jsonl", rows(30))


def test_every_row_is_remembered_and_searchable_by_both_ways(engine, log):
    told = engine.import_(log, place=BAKERY)

    assert (told.files, told.formats, told.added, told.known) == (1, {"jsonl": 1}, 30, 0)
    assert (told.passages, told.waited, told.notice) == (30, True, "")
    status = engine.status()
    assert (status.memories, status.waiting, status.projects) == (30, 0, {"bakery": 30})
    (hit, *_) = engine.recall(Question("kettle numbered 17", BAKERY)).hits
    assert hit.memory.origin.source_id == "17"
    assert hit.why["channel.keyword"] > 0
    assert hit.why["channel.semantic"] > 0


def test_importing_twice_adds_nothing(engine, log):
    engine.import_(log, place=BAKERY)
    again = engine.import_(log, place=BAKERY)

    assert (again.added, again.known, again.passages) == (0, 30, 0)
    assert engine.status().memories == 30


def test_importing_a_copy_adds_nothing(engine, log, tmp_path):
    engine.import_(log, place=BAKERY)
    copy = tmp_path / "elsewhere" / "renamed.jsonl"
    copy.parent.mkdir()
    shutil.copy(log, copy)
    again = engine.import_(copy.parent, place=BAKERY)

    assert (again.added, again.known) == (0, 30)


def test_a_log_that_has_grown_adds_what_is_new(engine, log):
    engine.import_(log, place=BAKERY)
    write_jsonl(log, rows(34))
    again = engine.import_(log, place=BAKERY)

    assert (again.added, again.known) == (4, 30)


@pytest.mark.parametrize("purge", [False, True])
def test_a_forgotten_session_does_not_come_back(engine, log, purge):
    engine.import_(log, place=BAKERY)
    assert len(engine.forgetting.forget(session="s1", purge=purge).memories) == 30
    again = engine.import_(log, place=BAKERY)

    assert (again.added, again.forgotten) == (0, 30)
    assert engine.status().memories == 0
    assert engine.recall(Question("kettle", BAKERY)).hits == ()


def test_a_session_can_be_erased_after_it_was_forgotten(engine, log):
    engine.import_(log)
    engine.forgetting.forget(session="s1")
    told = engine.forgetting.forget(session="s1", purge=True)

    assert len(told.memories) == 30
    assert engine.status().forgotten == 0


def test_the_same_row_twice_in_a_log_is_one_memory(engine, tmp_path):
    log = write_jsonl(tmp_path / "log.jsonl", rows(3) + rows(3))

    assert engine.import_(log).added == 3


def test_the_id_of_a_logged_turn_does_not_depend_on_the_project(engine, tmp_path):
    turns = list(claude_turns(1, str(tmp_path / "here"), 6))
    log = write_jsonl(tmp_path / "a" / "one.jsonl", turns)
    first = engine.import_(log, place=Place("bakery"))
    again = engine.import_(log, place=Place("garden"))

    assert first.formats == {"claude-code": 1}
    assert (first.added, again.added, again.known) == (6, 0, 6)
    assert engine.status().projects == {"bakery": 6}


def test_a_turn_belongs_to_the_folder_it_was_said_in(engine, tmp_path):
    here, there = str(tmp_path / "bakery"), str(tmp_path / "garden")
    write_jsonl(tmp_path / "logs" / "one.jsonl", claude_turns(1, here, 4))
    write_jsonl(tmp_path / "logs" / "two.jsonl", claude_turns(2, there, 2))
    engine.import_(tmp_path / "logs")

    assert engine.status().projects == {"bakery": 4, "garden": 2}


def test_what_cannot_be_read_is_counted_and_the_rest_comes_in(engine, tmp_path):
    log = tmp_path / "log.jsonl"
    good = [json.dumps(row) for row in rows(4)]
    log.write_text("\n".join([good[0], "{broken", good[1], '{"text": 7}', "", good[2], good[3]]))
    told = engine.import_(log)

    assert told.added == 4
    assert sum(told.unread.values()) == 2


def test_rows_may_say_all_there_is_to_say(engine, tmp_path):
    row = {
        "text": "We pin sqlite.", "source_id": 7, "session": "s9", "author": "ana",
        "time": "2026-02-01T10:00:00Z", "kind": "decision", "tags": ["db"],
    }  # fmt: skip
    engine.import_(write_jsonl(tmp_path / "log.jsonl", [row]), place=BAKERY)
    (memory,) = engine.list(kinds=[Kind.DECISION]).memories

    assert memory.origin.session == "s9"
    assert (memory.origin.author, memory.origin.source_id) == ("ana", "7")
    assert (memory.tags, memory.said_at.isoformat()) == (("db",), "2026-02-01T10:00:00+00:00")


def test_odd_characters_in_a_row_lose_nothing_else(engine, tmp_path):
    log = tmp_path / "log.jsonl"
    lines = [
        b'{"text": "plain"}',
        rb'{"text": "half \ud83e pair", "session": "s\u0000"}',
        rb'{"text": "nul \u0000 inside", "author": "a\ud800"}',
        b'{"text": "bad \xff\xfe bytes", "tags": ["\xff"]}',
    ]
    log.write_bytes(b"\n".join(lines) + b"\n")
    told = engine.import_(log)

    assert (told.added, told.unread) == (4, {})
    begins = {memory.text.split()[0] for memory in engine.list().memories}
    assert begins == {"plain", "half", "nul", "bad"}


def test_secrets_in_a_log_never_reach_the_file(engine, tmp_path):
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    row = {"text": f"use {secret}", "session": secret, "author": secret, "source_id": secret}
    told = engine.import_(write_jsonl(tmp_path / "log.jsonl", [row]))
    content = b"".join(path.read_bytes() for path in (tmp_path / "slm").iterdir())

    assert sum(told.redacted.values()) == 1
    assert secret.encode() not in content


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is always UTF-8")
def test_a_log_whose_name_is_no_utf8_comes_in(engine, log):
    log.rename(log.with_name(os.fsdecode(b"caf\xe9.jsonl")))
    told = engine.import_(log.parent)

    assert (told.files, told.added) == (1, 30)


def test_how_far_a_log_was_read_is_kept_with_what_was_read(engine, log):
    engine.import_(log)
    with engine.store.reading() as db:
        (cursor,) = cursors.every(db)

    assert cursor.path == str(log)
    assert cursor.read_to == cursor.stamp.size == log.stat().st_size


def test_without_waiting_the_vectors_follow(engine, log):
    told = engine.import_(log, wait=False)

    assert (told.waited, engine.status().waiting) == (False, 30)
    while engine.meaning.some():
        pass
    assert engine.status().waiting == 0


def test_progress_grows_and_ends_at_the_whole(engine, log):
    seen = []
    engine.import_(log, report=seen.append)
    read = [one for one in seen if one.stage == "reading"]

    assert read[-1].done == read[-1].total == log.stat().st_size
    assert [one.done for one in read] == sorted(one.done for one in read)


def test_a_log_of_tool_output_alone_tells_how_far_it_is_and_can_be_interrupted(
    engine, tmp_path, monkeypatch
):
    monkeypatch.setattr(importing, "BATCH_BYTES", 10_000)
    monkeypatch.setattr(importing, "REPORT_SECONDS", 0.0)
    turns = list(claude_turns(1, "/srv/bakery", 400))
    for turn in turns:
        turn["message"]["content"] = [{"type": "tool_result", "content": "crumbs " * 20}]
    log = write_jsonl(tmp_path / "log.jsonl", turns)
    seen = []
    engine.import_(log, report=seen.append)
    assert len({one.done for one in seen}) >= log.stat().st_size // 20_000 > 5

    def leave(progress):
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        engine.import_(log, report=leave)


def test_what_is_not_there_is_refused_before_anything_is_read(engine, tmp_path):
    with pytest.raises(UnreadableInput, match=r"nowhere\.jsonl"):
        engine.import_(tmp_path / "nowhere.jsonl")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableInput):
        engine.import_(tmp_path / "empty")


def test_the_far_end_of_a_paste_is_found_by_its_words_without_a_vector(engine, tmp_path):
    text = "a pasted line of a log\n" * 20_000 + "at the very end a giraffe"
    report = engine.import_(write_jsonl(tmp_path / "paste.jsonl", [{"text": text}]))
    status = engine.status()
    answer = engine.recall(Question("giraffe", Place(everywhere=True)))

    assert status.waiting == 0
    assert report.passages == status.passages > 500
    assert engine.show(answer.hits[0].memory.id).embedded == MEANT_PASSAGES
    assert "giraffe" in answer.hits[0].passage
    assert [finding.check for finding in engine.examine().findings if not finding.ok] == []

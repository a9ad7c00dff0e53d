import json
import os
import socket
import sys
from pathlib import Path

import pytest

from slm.domain.turn import Sort, Unread
from slm.errors import UnknownName, UnreadableInput
from slm.ingest.extract import draft
from slm.ingest.formats import FORMATS
from slm.ingest.reading import find, open_, read

SAMPLES = Path(__file__).parent / "samples"
is_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def items(found):
    return [item for portion in read(found) for item in portion.items]


def test_a_folder_is_told_apart_by_content_in_sorted_order(tmp_path):
    (tmp_path / "b.log").write_bytes((SAMPLES / "codex/session/in.jsonl").read_bytes())
    (tmp_path / "a.txt").write_bytes((SAMPLES / "claude-code/session/in.jsonl").read_bytes())
    (tmp_path / "c").write_text('{"text": "a row"}\n')
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00\x00")
    (tmp_path / "d.md").write_text("# A\n\nb")
    found = find(tmp_path)

    assert [(one.path.name, one.format) for one in found] == [
        ("a.txt", "claude-code"),
        ("b.log", "codex"),
        ("c", "jsonl"),
        ("d.md", "markdown"),
    ]
    assert found[0].size == (tmp_path / "a.txt").stat().st_size


def test_a_named_format_takes_only_its_own_from_a_folder(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a row"}\n')
    (tmp_path / "d.md").write_text("# A\n\nb")

    assert [one.path.name for one in find(tmp_path, "markdown")] == ["d.md"]


def test_a_named_format_is_believed_for_a_single_file(tmp_path):
    (tmp_path / "notes.txt").write_text("# A\n\nb")

    assert [item.text for item in items(*find(tmp_path / "notes.txt", "markdown"))] == ["# A\n\nb"]


def test_hidden_and_installed_folders_are_passed_by(tmp_path):
    for folder in (".git.bak", ".venv", "node_modules", "docs", "venv"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text("# A\n\nb")
    (tmp_path / ".hidden.md").write_text("# A\n\nb")

    assert [one.name for one in find(tmp_path)] == ["docs/a.md"]


def test_a_folder_that_is_itself_hidden_is_read_when_asked_for(tmp_path):
    logs = tmp_path / ".agent" / "logs"
    logs.mkdir(parents=True)
    (logs / "a.md").write_text("# A\n\nb")

    assert len(find(logs)) == 1


def test_links_double_nothing_and_lead_nowhere_else(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.md").write_text("# A\n\nb")
    (inside / "real.md").write_text("# A\n\nb")
    (inside / "again.md").symlink_to(inside / "real.md")
    (inside / "leak.md").symlink_to(outside / "secret.md")
    (inside / "leaks").symlink_to(outside)
    (inside / "gone.md").symlink_to(inside / "nowhere.md")
    (inside / "round").symlink_to(inside)

    assert [one.name for one in find(inside)] == ["real.md"]


def test_pipes_and_sockets_are_not_waited_for(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\nb")
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "s.md"))

        assert [one.name for one in find(tmp_path)] == ["a.md"]
        with pytest.raises(UnreadableInput):
            find(tmp_path / "pipe.md", "jsonl")


def test_a_document_is_named_by_its_path_in_the_project(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n\nb")
    by_file, by_folder = find(tmp_path / "docs" / "a.md"), find(tmp_path / "docs")

    assert by_file == by_folder
    assert by_file[0].name == "docs/a.md"


def test_a_document_is_named_by_its_own_repository_from_wherever_it_is_found(tmp_path):
    (tmp_path / "code" / "site" / ".git").mkdir(parents=True)
    (tmp_path / "code" / "site" / "a.md").write_text("# A\n\nb")
    (tmp_path / "code" / "b.md").write_text("# B\n\nb")

    assert [one.name for one in find(tmp_path / "code")] == ["b.md", "a.md"]


def test_one_folder_has_one_name_by_dots_and_by_links(tmp_path):
    folder = tmp_path / "notes"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_text("# A\n\nb")
    (tmp_path / "link").symlink_to(folder)

    assert find(folder) == find(folder / "sub" / "..") == find(tmp_path / "link")


def test_a_link_to_a_document_keeps_its_own_name(tmp_path):
    (tmp_path / "text").write_text("# A\n\nb")
    (tmp_path / "a.md").symlink_to(tmp_path / "text")

    assert [one.name for one in find(tmp_path / "a.md")] == ["a.md"]


def test_a_missing_path_is_unreadable_input(tmp_path):
    with pytest.raises(UnreadableInput, match=r"nowhere: no such file") as caught:
        find(tmp_path / "nowhere")

    assert caught.value.hint


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"plain words"])
def test_what_no_format_claims_is_unreadable_input_with_a_hint(tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    for path in (tmp_path, tmp_path / "x"):
        with pytest.raises(UnreadableInput) as caught:
            find(path)

        assert "--format" in caught.value.hint


def test_an_unknown_format_says_which_was_meant(tmp_path):
    with pytest.raises(UnknownName, match="claude-cod") as caught:
        find(tmp_path, "claude-cod")

    assert caught.value.hint == "did you mean claude-code?"


@is_root
def test_a_file_that_may_not_be_read_is_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\nb")
    (tmp_path / "b.md").write_text("# B\n\nb")
    (tmp_path / "a.md").chmod(0)
    closed, open_ = find(tmp_path)

    assert items(closed) == [Unread("unreadable: permission denied")]
    assert len(items(open_)) == 1
    with pytest.raises(UnreadableInput, match="permission denied"):
        find(tmp_path / "a.md")


def test_a_file_that_goes_away_before_it_is_read_is_told(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\nb")
    (found,) = find(tmp_path)
    found.path.unlink()

    assert items(found) == [Unread("unreadable: no such file or directory")]


def test_a_document_too_large_or_binary_is_told(tmp_path):
    (tmp_path / "a.md").write_bytes(b"# A\n\n" + b"b" * 9_000_000)
    (tmp_path / "b.md").write_bytes(b"# A\n\n" + b"b" * 100_000 + b"\x00")
    large, binary = find(tmp_path)

    assert items(large) == [Unread("document too large")]
    assert items(binary) == [Unread("not a text")]


FOLLOWED = [
    "claude-code/forked",
    "claude-code/queue",
    "claude-code/reports",
    "claude-code/session",
    "claude-code/titles",
    "claude-code/tools",
    "codex/events-only",
    "codex/events-unended",
    "codex/pictures",
    "codex/session",
    "codex/team",
]


@pytest.mark.parametrize("case", FOLLOWED)
def test_a_log_followed_line_by_line_gives_what_reading_it_at_once_gives(tmp_path, case):
    whole = (SAMPLES / case / "in.jsonl").read_bytes()
    log = tmp_path / "in.jsonl"
    log.write_bytes(whole)
    (found,) = find(log)
    at_once = items(found)
    followed, offset, size = [], 0, 0
    reader = open_(found)
    for line in whole.splitlines(keepends=True):
        size += len(line)
        log.write_bytes(whole[:size])
        assert reader.has_only_grown() or size == len(line)
        for portion in read(found, reader):
            followed += portion.items
            offset = portion.offset

    assert followed == at_once
    assert offset == len(whole)


def test_a_resumed_session_keeps_the_ids_of_the_turns_it_copied():
    drafts = {
        case: [
            draft(turn, "claude-code", "", "")
            for turn in items(*find(SAMPLES / "claude-code" / case / "in.jsonl"))
            if turn.sort is Sort.SPEECH
        ]
        for case in ("session", "resumed")
    }
    known = {one.id for one in drafts["session"]}

    assert [one.id in known for one in drafts["resumed"]] == [True, True, False]
    assert drafts["resumed"][0].origin.session != drafts["session"][0].origin.session


def test_a_fork_that_names_its_records_anew_keeps_the_turns_it_copied():
    session, forked = (
        [
            draft(turn, "claude-code", "", "")
            for turn in items(*find(SAMPLES / "claude-code" / case / "in.jsonl"))
            if turn.sort is Sort.SPEECH
        ]
        for case in ("session", "forked")
    )
    *copied, own = forked

    assert [(one.id, one.origin.session, one.origin.source_id) for one in copied] == [
        (one.id, one.origin.session, one.origin.source_id) for one in session
    ]
    assert own.origin.session not in {one.origin.session for one in session}


@pytest.mark.parametrize(
    ("parents", "subagents"),
    [("claude-code/reports", "claude-code/subagent"), ("codex/team", "codex/subagent-ended")],
)
def test_a_report_in_the_parents_log_and_in_the_subagents_is_one_memory(parents, subagents):
    given = reports(parents)
    ended = reports(subagents)

    assert set(ended) & set(given)
    assert {one.origin.author for one in (given | ended).values()} == {"subagent"}
    assert {one.origin.session for one in (given | ended).values()} == {
        one.origin.session for one in given.values()
    }


def test_a_report_that_the_parent_never_fetched_is_kept():
    alone = reports("claude-code/subagent").keys() - reports("claude-code/reports").keys()

    assert len(alone) == 1


def reports(case):
    (found,) = find(SAMPLES / case / "in.jsonl")
    told = [draft(turn, found.format, "", "") for turn in items(found) if turn.sort is Sort.REPORT]
    return {one.id: one for one in told}


def test_a_naive_time_is_local_time(tmp_path):
    from datetime import datetime

    (tmp_path / "a.jsonl").write_text('{"text": "now", "time": "2026-03-01T10:00:00"}\n')
    (turn,) = items(*find(tmp_path))

    assert turn.said_at == datetime(2026, 3, 1, 10).astimezone()
    assert turn.said_at.tzinfo is not None


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_beyond_the_calendar_is_refused_here(tmp_path, time):
    (tmp_path / "a.jsonl").write_text(f'{{"text": "never", "time": "{time}"}}\n')

    assert items(*find(tmp_path)) == [Unread(f"unreadable time {time!r}", 1)]


def test_every_format_has_a_name_of_its_own():
    names = [format_.name for format_ in FORMATS]

    assert sorted(names) == [
        "claude-code", "code", "codex", "git", "jsonl", "markdown", "text",
    ]  # fmt: skip


def test_git_is_imported_only_when_a_history_is_read():
    import subprocess

    program = "import sys, slm.ingest.reading; print('dulwich' in sys.modules)"
    printed = subprocess.check_output([sys.executable, "-c", program])

    assert printed == b"False\n"


def test_turns_of_a_portion_come_together(tmp_path):
    (found,) = find(SAMPLES / "claude-code" / "session" / "in.jsonl")
    together = [portion for portion in read(found) if len(portion.items) > 1]

    assert [0, 1, 2] in [[item.part for item in portion.items] for portion in together]


def test_a_row_with_half_a_surrogate_pair_is_still_a_row(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"text": "half \\ud83d a face"}\n{"text": "whole"}\n')

    assert [found.format for found in find(path)] == ["jsonl"]


def test_code_of_a_repository_is_found_beside_its_documents(tmp_path):
    (tmp_path / ".git").mkdir()
    for name in ("a.py", "b.md", "c.jsonl", "d.rst", "run", "e.csv"):
        (tmp_path / name).write_text('{"text": "a row"}\n')
    (tmp_path / "run").write_text("#!/bin/sh\necho\n")

    assert [(one.name, one.format) for one in find(tmp_path)[1:]] == [
        ("a.py", "code"),
        ("b.md", "markdown"),
        ("d.rst", "text"),
        ("run", "code"),
    ]


def test_texts_beside_logs_are_the_logs_own(tmp_path):
    (tmp_path / "session.jsonl").write_bytes((SAMPLES / "codex/session/in.jsonl").read_bytes())
    (tmp_path / "tool-results").mkdir()
    (tmp_path / "tool-results" / "a.txt").write_text("ok 1\n")
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "MEMORY.md").write_text("# Kettle\n\nNever boil it dry.\n")

    assert [one.format for one in find(tmp_path)] == ["codex", "markdown"]


def test_texts_of_a_plain_folder_are_documents(tmp_path):
    (tmp_path / "a.txt").write_text("Steep it for three minutes.\n")
    (tmp_path / "b.rst").write_text("Tea\n===\n\nSteep it.\n")

    assert [one.format for one in find(tmp_path)] == ["text", "text"]


def test_logs_in_a_home_that_is_itself_under_git_are_found(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n")
    logs = tmp_path / ".claude" / "projects" / "-home-ana"
    logs.mkdir(parents=True)
    sample = (SAMPLES / "claude-code/session/in.jsonl").read_bytes()
    (logs / "session.jsonl").write_bytes(sample)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "other.jsonl").write_bytes(sample)

    for folder in (tmp_path / ".claude" / "projects", logs, tmp_path / "logs"):
        assert [one.format for one in find(folder)] == ["claude-code"]


def test_an_agents_memory_has_one_name_from_wherever_it_is_found(tmp_path):
    home = tmp_path / "claude" / "projects" / "-home-ana" / "memory"
    home.mkdir(parents=True)
    (home / "MEMORY.md").write_text("# Kettle\n\nNever boil it dry.\n")

    for folder in (tmp_path, tmp_path / "claude", home):
        (found,) = find(folder)
        assert (found.name, found.root) == ("memory/MEMORY.md", home.parent)


@pytest.mark.parametrize("key", ["payload", "projectHash"])
def test_what_a_tool_is_called_with_does_not_make_a_log_another_agents(tmp_path, key):
    log = tmp_path / "s.jsonl"
    lines = (
        {"type": "user", "sessionId": "s", "uuid": "1", "message": {"content": "Publish it."}},
        {"type": "assistant", "sessionId": "s", "uuid": "2", "message": {"content": [
            {"type": "tool_use", "id": "t", "name": "mcp__bus__publish", "input": {key: {"id": 7}}}
        ]}},
    )  # fmt: skip
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))

    assert [one.format for one in find(log)] == ["claude-code"]

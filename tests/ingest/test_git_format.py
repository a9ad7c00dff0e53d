import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from slm.domain.turn import Sort, Turn, Unread
from slm.ingest.formats.git import Git
from slm.ingest.reading import find, read

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def git(tmp_path):
    home = tmp_path / "home"
    home.mkdir()

    def run(*arguments, at, **more):
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ana Brød",
            "GIT_AUTHOR_EMAIL": "ana@example.org",
            "GIT_AUTHOR_DATE": "2026-03-01T10:00:00+05:30",
            "GIT_COMMITTER_NAME": "Bo",
            "GIT_COMMITTER_EMAIL": "bo@example.org",
            **more,
        }
        subprocess.run(["git", *arguments], cwd=at, env=env, check=True, capture_output=True)

    return run


@pytest.fixture
def bakery(tmp_path, git):
    folder = tmp_path / "bakery"
    folder.mkdir()
    git("init", "-b", "main", at=folder)
    for number, message in enumerate(["Light the oven", "Scale the dough\n\nFor 40 loaves.\n"]):
        (folder / f"{number}.md").write_text("# Note\n\nText.\n")
        git("add", ".", at=folder)
        date = f"2026-03-0{number + 1}T10:00:00Z"
        git("commit", "-m", message, at=folder, GIT_COMMITTER_DATE=date)
    return folder


def commits(folder):
    found = next(one for one in find(folder) if one.format == "git")
    return [item for portion in read(found) for item in portion.items]


def test_each_commit_message_is_a_piece_newest_first(bakery):
    newest, oldest = commits(bakery)

    assert newest.text == "Scale the dough\n\nFor 40 loaves.\n"
    assert oldest.text == "Light the oven\n"
    assert (newest.sort, newest.author, newest.branch) == (Sort.PIECE, "Ana Brød", "")
    assert len(newest.record) == 40
    assert newest.said_at == datetime(2026, 3, 1, 4, 30, tzinfo=UTC)
    assert newest.said_at.utcoffset() == timedelta(hours=5, minutes=30)
    assert newest.folder == str(bakery)


def test_packed_refs_and_objects_are_read(bakery, git):
    git("gc", at=bakery)
    git("pack-refs", "--all", at=bakery)

    assert len(commits(bakery)) == 2


def test_a_worktree_tells_the_same_commits_as_its_repository(bakery, git, tmp_path):
    worktree = tmp_path / "second"
    git("worktree", "add", str(worktree), at=bakery)

    assert [turn.record for turn in commits(worktree)] == [turn.record for turn in commits(bakery)]


def test_a_bare_repository_is_read(bakery, git, tmp_path):
    git("clone", "--bare", str(bakery), str(tmp_path / "bare"), at=tmp_path)

    assert len(commits(tmp_path / "bare")) == 2


def test_of_a_shallow_clone_what_is_there_is_read(bakery, git, tmp_path):
    git("clone", "--depth=1", f"file://{bakery}", str(tmp_path / "shallow"), at=tmp_path)

    assert [turn.text for turn in commits(tmp_path / "shallow")] == [
        "Scale the dough\n\nFor 40 loaves.\n"
    ]


def test_a_repository_without_commits_yields_nothing(git, tmp_path):
    git("init", "empty", at=tmp_path)

    assert commits(tmp_path / "empty") == []


def test_commits_of_both_sides_of_a_merge_are_read(bakery, git):
    git("checkout", "-b", "side", "HEAD~1", at=bakery)
    git("commit", "--allow-empty", "-m", "Try rye", at=bakery)
    git("merge", "main", "-m", "Merge main", at=bakery)

    assert {turn.text.split("\n")[0] for turn in commits(bakery)} == {
        "Light the oven",
        "Scale the dough",
        "Try rye",
        "Merge main",
    }


def test_a_message_in_another_encoding_is_read(bakery, git):
    git("config", "i18n.commitEncoding", "latin-1", at=bakery)
    message = bakery / "message"
    message.write_bytes("Brød på fire".encode("latin-1"))
    git("commit", "--allow-empty", "-F", "message", at=bakery)

    assert commits(bakery)[0].text == "Brød på fire\n"


def test_nothing_that_a_repository_configures_is_run(bakery, tmp_path):
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    with (bakery / ".git" / "config").open("a") as config:
        config.write(f"[core]\n fsmonitor = {trap}\n pager = {trap}\n sshCommand = {trap}\n")
        config.write(f'[filter "x"]\n smudge = {trap}\n[include]\n path = {trap}\n')
    commits(bakery)

    assert not (tmp_path / "sprung").exists()


def test_a_damaged_repository_gives_what_can_be_read_and_says_so(bakery):
    first = commits(bakery)[-1]
    loose = bakery / ".git" / "objects" / first.record[:2] / first.record[2:]
    loose.chmod(0o644)
    loose.write_bytes(b"damaged")
    items = commits(bakery)

    assert isinstance(items[-1], Unread)
    assert items[-1].reason.startswith("unreadable history")


def test_a_folder_that_only_looks_like_a_repository_is_unread(tmp_path):
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    (portion,) = Git().open(tmp_path).more()

    assert isinstance(portion.items[0], Unread)


def test_in_a_repository_its_history_and_its_documents_are_found_and_nothing_else(bakery):
    (bakery / "fixture.jsonl").write_text('{"text": "of a test"}\n')
    found = find(bakery)

    assert [(one.format, one.name) for one in found] == [
        ("git", str(bakery)),
        ("markdown", "0.md"),
        ("markdown", "1.md"),
    ]
    assert all(isinstance(item, Turn) for one in found for p in read(one) for item in p.items)

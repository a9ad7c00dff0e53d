"""Ask which session made a commit, by its subject, and which ones changed a file, by its path."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from slm.domain.memory import Memory
from slm.errors import UsageError
from slm.eval.own.asked import Board, Judged, most_often, says_something
from slm.eval.own.past import Past
from slm.eval.sets.history import changed_paths

COMMIT_BOARD, FILE_BOARD = "commit to session", "file to session"
# The newest; to compare two trees takes some milliseconds.
MOST_COMPARED = 1000
# A commit that touches more moves or reformats.
MOST_FILES = 20
# Files that always change together are one question.
MOST_ALIKE = 3
# What is put around a subject when it becomes a commit: "fix(store): …", "… (#12)".
_AROUND = re.compile(r"^[a-z]+(?:\([^)]*\))?!?:\s*|\s*\(#\d+\)$")
_NO_COMMITS = "no commit is remembered: mem import REPOSITORY"
_NO_REPOSITORY = "the repositories of the commits are not where they were read"


def commit_board(pasts: Sequence[Past]) -> Board:
    """A question a commit that its session does not quote; the commit itself answers nothing."""
    judged = Judged(COMMIT_BOARD)
    for past in pasts:
        subjects = Counter(map(subject, past.commits))
        author = _own_author(past)
        for commit in past.commits:
            asked = subject(commit)
            if commit.origin.author != author:
                judged.leave_out("by others")
            elif asked.startswith("Merge ") or not says_something(asked):
                judged.leave_out("says too little")
            elif subjects[asked] > 1:
                judged.leave_out("said of several commits")
            else:
                gold = past.at_work(commit.said_at)
                judged.consider(past, asked, gold, unless_said=_AROUND.sub("", asked))
    return judged.board("" if _has_commits(pasts) else _NO_COMMITS)


def file_board(pasts: Sequence[Past]) -> Board:
    """A question a file, for the sessions that were at work when a commit changed it."""
    judged = Judged(FILE_BOARD)
    is_any_there = False
    for past in pasts:
        sessions: dict[str, set[str]] = defaultdict(set)
        for at_work, paths in _changes(past):
            is_any_there = True
            for path in paths:
                sessions[path] |= at_work
        alike: Counter[frozenset[str]] = Counter()
        for path in sorted(sessions):
            gold = frozenset(sessions[path])
            alike[gold] += 1
            if alike[gold] > MOST_ALIKE:
                judged.leave_out("changed with others that are asked")
            else:
                judged.consider(past, f"what did we do in {path}?", gold)
    lacking = _NO_REPOSITORY if _has_commits(pasts) else _NO_COMMITS
    return judged.board("" if is_any_there else lacking)


def subject(commit: Memory) -> str:
    """The first line of a commit's message."""
    return commit.text.strip().partition("\n")[0].strip()


def _own_author(past: Past) -> str:
    """Who commits while the user's agents are at work; others do so by chance."""
    return most_often([one.origin.author for one in past.commits if past.at_work(one.said_at)])


def _has_commits(pasts: Sequence[Past]) -> bool:
    return any(past.commits for past in pasts)


def _changes(past: Past) -> Iterator[tuple[frozenset[str], list[str]]]:
    """The sessions at work and the files changed, of each of the user's own commits."""
    author = _own_author(past)
    newest = sorted(past.commits, key=lambda one: one.said_at, reverse=True)
    at_work: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for commit in newest[:MOST_COMPARED]:
        sessions = past.at_work(commit.said_at)
        if sessions and commit.origin.author == author:
            at_work[commit.origin.path][commit.origin.source_id] = sessions
    for repository, commits in at_work.items():
        try:
            for name, paths in changed_paths(Path(repository), commits):
                if len(paths) <= MOST_FILES:
                    yield commits[name], paths
        except (OSError, UsageError):  # moved, or removed
            continue

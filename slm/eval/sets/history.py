"""Read what a Git repository holds, how its source files changed, and differ on branches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dulwich.diff_tree import tree_changes
from dulwich.errors import NotGitRepository
from dulwich.graph import can_fast_forward
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID
from dulwich.objectspec import parse_commit
from dulwich.refs import HEADREF
from dulwich.repo import Repo

from slm.errors import UsageError

# The newest say what a repository is; all of a large one would take minutes.
MOST_COMMITS = 2000
SOURCES = (".py", ".go", ".js", ".jsx", ".ts", ".tsx", ".rs", ".swift", ".php", ".java")
HEAD = "HEAD"
# Longer files are generated, or tables.
LONGEST = 200_000
# Branches of which a symbol may be asked: two whole trees are compared for each.
MOST_BRANCHES = 100
_BRANCHES = (b"refs/heads/", b"refs/remotes/origin/")
# As Git and its hosts write of a merge; the hosts put the branch's owner before it.
_MERGED = re.compile(
    r"Merge (?:remote-tracking )?branch '(?:origin/)?([^']+)'|Merge .*? from [^/\s]+/(\S+)"
)


@dataclass(frozen=True, slots=True)
class File:
    """A file as a commit has it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit made of one file."""

    path: str
    before: str
    after: str
    stood_at: datetime  # the parent's moment
    made_at: datetime
    parent: str
    commit: str
    subject: str


@dataclass(frozen=True, slots=True)
class Fork:
    """One file as the line of the commit asked about has it, and as another branch has it."""

    path: str
    ours: str
    theirs: str
    our_tip: str
    their_tip: str
    our_moment: datetime
    their_moment: datetime
    branch: str


def files(repository: Path, commit: str = HEAD) -> Iterator[File]:
    """Every source file that a commit has, in order of path."""
    with closing(_opened(repository)) as repo:
        for entry in iter_tree_contents(repo.object_store, _named(repo, commit).tree):
            path = (entry.path or b"").decode("utf-8", "replace")
            if path.endswith(SOURCES) and entry.sha:
                text = _text(repo, entry.sha)
                if text is not None:
                    yield File(path, text)


def changes(repository: Path, commit: str = HEAD) -> Iterator[Change]:
    """Every change of a source file by a commit of one parent, newest first from `commit` on."""
    with closing(_opened(repository)) as repo:
        newest = _named(repo, commit).id
        for entry in repo.get_walker(include=[newest], max_entries=MOST_COMMITS):
            if len(entry.commit.parents) == 1:
                yield from _changes(repo, entry.commit)


def changed_paths(repository: Path, commits: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Of each commit of one parent that is still there, what it added or modified."""
    with closing(_opened(repository)) as repo:
        for name in commits:
            try:
                commit = _commit(repo, name.encode("ascii"))
                parent = _commit(repo, *commit.parents)
            except (
                KeyError,
                TypeError,
                ValueError,
            ):  # gone, a merge or the first, no commit's name
                continue
            every = tree_changes(repo.object_store, parent.tree, commit.tree)
            paths = [one.new.path for one in every if one.type in ("add", "modify") and one.new]
            yield name, [path.decode("utf-8", "replace") for path in paths if path]


def forks(repository: Path, commit: str = HEAD) -> Iterator[Fork]:
    """Every source file that differs on a branch: on those merged, newest first, then the others.

    What began at the commit, or ends before it, is no other branch: a commit pins what is found.
    """
    with closing(_opened(repository)) as repo:
        newest = _named(repo, commit)
        for number, (name, ours, theirs) in enumerate(_branches(repo, newest)):
            if number == MOST_BRANCHES:
                return
            for path, before, after in _modified(repo, ours, theirs):
                yield Fork(
                    path,
                    before,
                    after,
                    ours.id.decode("ascii"),
                    theirs.id.decode("ascii"),
                    _moment(ours),
                    _moment(theirs),
                    name,
                )


def full_name(repository: Path, commit: str) -> str:
    """The hash of a commit that is named in any way."""
    with closing(_opened(repository)) as repo:
        return _named(repo, commit).id.decode("ascii")


def main_branch(repository: Path) -> str:
    """What the repository's own line is called."""
    with closing(_opened(repository)) as repo:
        name: bytes = repo.refs.follow(HEADREF)[0][-1]
        return name.decode("utf-8", "replace").removeprefix("refs/heads/")


def _branches(repo: Repo, newest: Commit) -> Iterator[tuple[str, Commit, Commit]]:
    """Each branch's name, what it is compared with, and its own last commit."""
    for entry in repo.get_walker(include=[newest.id], max_entries=MOST_COMMITS):
        named = _MERGED.match(_subject(entry.commit))
        if named and len(entry.commit.parents) == 2:
            try:
                ours, theirs = (_commit(repo, one) for one in entry.commit.parents)
            except KeyError:  # a shallow clone ends somewhere
                continue
            yield named[1] or named[2], ours, theirs
    for ref, tip in sorted(repo.get_refs().items()):
        start = next((one for one in _BRANCHES if ref.startswith(one)), None)
        if start and not ref.endswith(b"/HEAD") and not _is_same_line(repo, tip, newest.id):
            yield ref.removeprefix(start).decode("utf-8", "replace"), newest, _commit(repo, tip)


def _is_same_line(repo: Repo, one: ObjectID, other: ObjectID) -> bool:
    return can_fast_forward(repo, one, other) or can_fast_forward(repo, other, one)


def _changes(repo: Repo, commit: Commit) -> Iterator[Change]:
    try:
        parent = _commit(repo, commit.parents[0])
    except KeyError:  # a shallow clone ends somewhere
        return
    for path, before, after in _modified(repo, parent, commit):
        yield Change(
            path,
            before,
            after,
            _moment(parent),
            _moment(commit),
            parent.id.decode("ascii"),
            commit.id.decode("ascii"),
            _subject(commit),
        )


def _modified(repo: Repo, old: Commit, new: Commit) -> Iterator[tuple[str, str, str]]:
    """Each source file that both have and that differs, as the one and as the other has it."""
    for one in tree_changes(repo.object_store, old.tree, new.tree):
        if one.type != "modify" or not (one.old and one.new and one.new.path):
            continue
        path = one.new.path.decode("utf-8", "replace")
        if not path.endswith(SOURCES) or not (one.old.sha and one.new.sha):
            continue
        before, after = _text(repo, one.old.sha), _text(repo, one.new.sha)
        if before is not None and after is not None:
            yield path, before, after


def _opened(repository: Path) -> Repo:
    try:
        return Repo.discover(str(repository))
    except NotGitRepository as exc:
        raise UsageError(f"{repository} is no Git repository", "name one") from exc


def _named(repo: Repo, commit: str) -> Commit:
    try:
        return parse_commit(repo, commit)
    except (KeyError, ValueError) as exc:
        raise UsageError(f"there is no commit {commit} in {repo.path}", "name another") from exc


def _commit(repo: Repo, id_: bytes) -> Commit:
    found = repo[id_]
    assert isinstance(found, Commit)
    return found


def _text(repo: Repo, id_: bytes) -> str | None:
    """What a file holds; None where it is no text, or too long."""
    try:
        found = repo[id_]
    except KeyError:  # a submodule's commit
        return None
    if not isinstance(found, Blob) or len(found.data) > LONGEST:
        return None
    try:
        return found.data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _moment(commit: Commit) -> datetime:
    return datetime.fromtimestamp(commit.commit_time, UTC)


def _subject(commit: Commit) -> str:
    message: bytes = commit.message
    return message.decode("utf-8", "replace").strip().partition("\n")[0]

"""Read a repository's branches, and whether the work of each has reached the main line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from slm.domain.branch import Branch, BranchState
from slm.ingest import commits
from slm.ingest.commits import Commits
from slm.ingest.history import History
from slm.ingest.reach import Reach
from slm.ingest.undone import unmerged, went_back
from slm.ingest.work_trees import heads, linked

if TYPE_CHECKING:
    from dulwich.repo import Repo

# Where there is no origin to say which branch is the main one; several of them are main together:
# what reached `develop` holds for the project, long before a release takes it to `main`.
MAIN = ("main", "master", "trunk", "develop")
# Commits read at a time, and then as many directories: half a second. What is not decided by then
# stays as it was known.
MOST_OBJECTS = 10_000
# References looked at to tell whether anything changed.
MOST_REFERENCES = 5_000
_HEADS = "refs/heads/"
_REMOTES = "refs/remotes/"
_RENAMED = "Branch: renamed refs/heads/"


@dataclass(frozen=True, slots=True)
class Branches:
    """What a repository's branches are at one moment."""

    main: tuple[str, ...]
    tips: tuple[str, ...]  # of the main line, of work trees on no branch, and what a tag keeps
    others: tuple[Branch, ...]  # those there are, and what became of those known before
    commits: Commits = commits.NONE


def mark(git: str) -> str:
    """A mark that changes with any branch: a look at each reference's file, at none of them in."""
    told = hashlib.blake2b(digest_size=16)
    for line in _files(git):
        told.update(line.encode("utf-8", "replace"))
    return told.hexdigest()


def read(
    git: str,
    known: Mapping[str, Branch],
    compared: Sequence[str] = (),
    asked: Collection[str] = (),
) -> Branches | None:
    """The branches of the repository at `git`, and what became of the `known` ones.

    These were `compared` with where the main line was then. `asked` are commits that were on one
    of them. None where the repository cannot be read, or no branch is the main one: then nothing
    is known of any.
    """
    from dulwich.repo import Repo  # 70 ms that folders without a repository need not pay

    try:
        with closing(Repo(git)) as repository:
            if not Path(repository.controldir()).is_dir():
                return None
            return _Reading(repository, git, known).branches(compared, asked)
    except Exception:  # noqa: BLE001 of a damaged repository, dulwich raises what it meets
        return None


def main_names(git: str) -> tuple[str, ...]:
    """The branches that are the main line; none where that cannot be told."""
    from dulwich.repo import Repo

    try:
        with closing(Repo(git)) as repository:
            return _Reading(repository, git, {}).main
    except Exception:  # noqa: BLE001 as above
        return ()


def _files(git: str) -> Iterator[str]:
    top = Path(git)
    # The config too: what is kept of a repository tells its remote as well.
    for path in (
        top / "HEAD",
        top / "config",
        top / "packed-refs",
        top / "refs" / "stash",
        *sorted(top.glob("worktrees/*/HEAD")),
    ):
        yield _stamp(path)
    count = 0
    for kept in ("refs/heads", "refs/remotes", "reftable", "refs/tags"):
        for folder, folders, names in os.walk(top / kept):
            folders.sort()
            for name in sorted(names):
                yield _stamp(Path(folder, name))
                count += 1
                if count == MOST_REFERENCES:
                    return


def _stamp(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return f"{path}\n"
    return f"{path} {stat.st_mtime_ns} {stat.st_size} {stat.st_ino}\n"


class _Reading:
    """One look at a repository."""

    def __init__(self, repository: Repo, git: str, known: Mapping[str, Branch]) -> None:
        self._git = git
        self._repository = repository
        self._known = known
        self._heads = _below(repository, _HEADS)
        self._remote = {  # of each name one of the remotes' branches
            name.partition("/")[2]: id_ for name, id_ in _below(repository, _REMOTES).items()
        }
        # Branches without a commit yet, and what stands for none.
        self._unborn = {name for name in _checked_out(git) if name not in self._heads}
        self.main = self._main_names(repository)
        self._history = History(repository, MOST_OBJECTS)

    def branches(self, compared: Sequence[str], asked: Collection[str]) -> Branches | None:
        main = {self._heads[name] for name in self.main if name in self._heads}
        main |= {self._remote[name] for name in self.main if name in self._remote}
        if not main:
            return None
        others = {name: tip for name, tip in self._heads.items() if name not in self.main}
        was = [tip.encode() for tip in compared]
        reach = self._reach(main, others, was)
        if went_back(reach, was, commits.detached(self._git)):
            undone = unmerged(self._history, self._known, main, was)
            if undone:
                self._known = {**self._known, **undone}
                reach = self._reach(main, others, was)
        lost = [one for name, one in self._known.items() if name not in others]
        # The newest first: they are asked about, should there be too much to read for all.
        newest = sorted(others, key=lambda name: (-reach.seconds(others[name]), name))
        here = [one for name in newest if (one := self._here(name, others[name], reach))]
        here += [Branch(name, "", BranchState.OPEN, name) for name in self._unborn - {*self.main}]
        there = {one.name: one for one in here}
        for one in lost:
            if one.name not in self.main and one.name not in there:
                there[one.name] = self._lost(one, reach, {one.name: one for one in here})
        found = tuple(_holding([*there.values()], reach))
        standing = commits.stand(self._repository, self._git, reach, found, asked)
        ends = {tip.decode("ascii") for tip in main} | {*commits.detached(self._git)}
        # What a tag alone keeps is to be looked for again: the tag may go.
        ends |= standing.kept & {*compared, *(one.tip for one in found)}
        return Branches(self.main, tuple(sorted(ends)), found, standing)

    def _reach(
        self, main: set[bytes], others: Mapping[str, bytes], compared: Sequence[bytes]
    ) -> Reach:
        """What the main line has reached, but of what is settled: that may be far back."""
        known = [(name, one.tip.encode()) for name, one in self._known.items() if one.tip]
        asked = [*others.items(), *((name, tip) for name, tip in known if name not in others)]
        tips = {tip for name, tip in asked if not self._is_settled(name, tip)}
        return Reach(self._history, main, tips, compared)

    def _main_names(self, repository: Repo) -> tuple[str, ...]:
        """The branches that are the main line, the first the repository's own choice."""
        chosen = (_followed(repository), _configured(repository))
        there = {*self._heads, *self._remote}
        names = [name for name in dict.fromkeys((*chosen, *MAIN)) if name in there]
        if not names and len(self._heads) == 1:
            names = [*self._heads]
        return tuple(names)

    def _here(self, name: str, tip: bytes, reach: Reach) -> Branch | None:
        """A branch that is there; None where nothing can be said of it."""
        before = self._known.get(name)
        if before and self._is_settled(name, tip):
            return replace(before, present=name)
        if before and before.tip.encode() != tip:
            before = replace(before, state=BranchState.OPEN, tip="")
        merged = reach.has(tip, anew=not (before and before.tip))
        if merged is None and before is None:
            return None  # it left the main line too long ago
        if merged and reach.holds(tip) and self._begun(name) == tip:
            merged = False  # nothing was done on it yet
        state = BranchState.MERGED if merged else BranchState.OPEN
        return Branch(name, tip.decode("ascii"), state, name)

    def _is_settled(self, name: str, tip: bytes) -> bool:
        before = self._known.get(name)
        return before is not None and before.tip.encode() == tip and _is_settled(before)

    def _begun(self, name: str) -> bytes:
        """The commit that a branch was made at, as far as its log says."""
        first = next(iter(_log(self._git, name)), "")
        return first.partition(" ")[2].partition(" ")[0].encode()

    def _lost(self, one: Branch, reach: Reach, here: Mapping[str, Branch]) -> Branch:
        """What became of a branch that is not there under its name any more."""
        if _is_settled(one):
            return one
        present = self._renamed(one, here)
        if present:
            return replace(here[present], name=one.name)
        tip = one.tip.encode()
        if tip and reach.has(tip, anew=False):
            return replace(one, state=BranchState.MERGED)
        # Deleted here, it may still be where it was pushed to, or part of another branch.
        is_kept = tip and any(reach.is_part(tip, other.tip.encode()) for other in here.values())
        is_open = is_kept or one.name in self._remote
        return replace(one, state=BranchState.OPEN if is_open else BranchState.GONE)

    def _renamed(self, one: Branch, here: Mapping[str, Branch]) -> str:
        """What a branch is called now: as the log of one says, or one with its last commit."""
        if one.present in here:
            return one.present
        for name, other in here.items():
            if name in self._known:
                continue
            if _was(self._git, name) == one.name or (one.tip and other.tip == one.tip):
                return name
        return ""


def _is_settled(one: Branch) -> bool:
    """Whether nothing more can become of a branch while its last commit is the same."""
    return one.state is BranchState.MERGED


def _holding(here: Sequence[Branch], reach: Reach) -> Iterator[Branch]:
    """The branches, each with the open ones that are part of it."""
    open_ = [one for one in here if one.state is BranchState.OPEN and one.tip]
    for one in here:
        parts = (
            other.name
            for other in open_
            if other is not one and reach.is_part(other.tip.encode(), one.tip.encode())
        )
        yield replace(one, holds=tuple(parts))


def _below(repository: Repo, folder: str) -> dict[str, bytes]:
    from dulwich.refs import Ref

    found = repository.refs.as_dict(Ref(folder.rstrip("/").encode()))
    return {name.decode("utf-8", "replace"): id_ for name, id_ in found.items()}


def _checked_out(git: str) -> Iterator[str]:
    """The branches that work trees are on: one without a commit, and what stands for none, too."""
    line = next(heads(git))
    if line.startswith(f"ref: {_HEADS}"):
        yield line.removeprefix(f"ref: {_HEADS}")
    yield from (one.branch for one in linked(git))


def _followed(repository: Repo) -> str:
    """The branch that the repository it was cloned from has as its own."""
    from dulwich.refs import Ref

    try:
        target = repository.refs.read_ref(Ref(b"refs/remotes/origin/HEAD")) or b""
    except KeyError:  # as tables of references say it
        return ""
    return target.decode("utf-8", "replace").removeprefix(f"ref: {_REMOTES}origin/")


def _configured(repository: Repo) -> str:
    try:
        name = repository.get_config_stack().get("init", "defaultBranch")
        return bytes(name).decode("utf-8", "replace")
    except (KeyError, ValueError, OSError):
        return ""


def _log(git: str, name: str) -> list[str]:
    path = Path(git, "logs", "refs", "heads", name)
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _was(git: str, name: str) -> str:
    """What a branch was called before its last renaming, as its log says."""
    for line in reversed(_log(git, name)):
        said = line.partition("\t")[2]
        if said.startswith(_RENAMED):
            return said.removeprefix(_RENAMED).partition(" to ")[0]
    return ""

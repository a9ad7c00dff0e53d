"""Tell which commits are a branch's alone, and which nothing leads back to any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from slm.domain.branch import Branch, BranchState
from slm.ingest.history import EnoughError, History
from slm.ingest.reach import CLOCKS_DIFFER, Reach
from slm.ingest.work_trees import heads

if TYPE_CHECKING:
    from dulwich.repo import Repo

# Commits read to find what may be lost, which ends where all that is left is older: some 2 s.
MOST_COMMITS = 50_000


@dataclass(frozen=True, slots=True)
class Commits:
    """Where commits stand, by their hashes: those that are asked about or lie near a branch."""

    apart: Mapping[str, str]  # the branch of what the main line has not reached
    main: frozenset[str]  # what the main line has reached
    kept: frozenset[str]  # what something else leads back to: a tag, a remote's branch, a stash
    lost: frozenset[str]  # what nothing does


NONE = Commits({}, frozenset(), frozenset(), frozenset())


def stand(
    repository: Repo, git: str, reach: Reach, branches: Sequence[Branch], asked: Collection[str]
) -> Commits:
    """Where commits stand, as `reach` has read them; `asked` were some branch's when last seen."""
    apart: dict[str, str] = {}
    for one in sorted(branches, key=_smallest):
        if one.state is BranchState.OPEN and one.tip:
            for id_ in reach.apart(one.tip.encode()):
                apart.setdefault(id_.decode("ascii"), one.name)
    main = frozenset(id_.decode("ascii") for id_ in reach.on_main())
    left = {id_.decode("ascii") for id_ in reach.left()}
    elsewhere = {*asked, *left} - main - apart.keys()
    found, sure = _found(repository, git, {id_.encode() for id_ in elsewhere})
    kept = frozenset(id_.decode("ascii") for id_ in found)
    lost = frozenset(id_.decode("ascii") for id_ in sure - found)
    return Commits(apart, main, kept, lost)


def reached(git: str, asked: Collection[str]) -> frozenset[str]:
    """Those of the commits that some reference of another repository leads back to."""
    from dulwich.repo import Repo

    try:
        with closing(Repo(git)) as repository:
            found, _ = _found(repository, git, {id_.encode() for id_ in asked})
    except Exception:  # noqa: BLE001 of a damaged repository, dulwich raises what it meets
        return frozenset()
    return frozenset(id_.decode("ascii") for id_ in found)


def detached(git: str) -> Iterator[str]:
    """The commits that work trees are at which are on no branch."""
    return (line for line in heads(git) if line and not line.startswith("ref: "))


def _smallest(one: Branch) -> tuple[int, bool, str]:
    """A commit of several branches is of the one that is part of the others."""
    return len(one.holds), one.name != one.present, one.name


def _found(repository: Repo, git: str, asked: set[bytes]) -> tuple[set[bytes], set[bytes]]:
    """Those of the commits that any reference leads back to, and those of which that is certain.

    What is not in this repository may be in another: nothing is certain of it.
    """
    found: set[bytes] = set()
    try:
        here = _dated(History(repository, MOST_COMMITS), asked)
        oldest = min(here.values(), default=0) - CLOCKS_DIFFER
        history = History(repository, MOST_COMMITS)
        for id_ in _back_to(history, _references(repository, git) if here else (), oldest):
            if id_ in here:
                found.add(id_)
            if len(found) == len(here):
                break
    except EnoughError:
        return found, found
    return found, {*here}


def _dated(history: History, ids: Collection[bytes]) -> dict[bytes, int]:
    """When each of those commits was made that are here."""
    return {id_: node.seconds for id_ in ids if (node := history.commit(id_))}


def _back_to(history: History, tips: Collection[bytes], oldest: int) -> Iterator[bytes]:
    """What the tips lead back to, newest first, until all that is left is older than a moment."""
    waiting: list[tuple[int, bytes]] = []
    parents: dict[bytes, tuple[bytes, ...]] = {}
    ids: Collection[bytes] = tips
    while True:
        for id_ in ids:
            if id_ not in parents and (node := history.commit(id_)):
                parents[id_] = node.parents
                heappush(waiting, (-node.seconds, id_))
        if not waiting or -waiting[0][0] < oldest:
            return
        _, newest = heappop(waiting)
        yield newest
        ids = parents[newest]


def _references(repository: Repo, git: str) -> set[bytes]:
    """The commit that each reference leads to: branches, tags, stash, and every work tree's."""
    found: set[bytes] = {id_.encode() for id_ in detached(git)}
    for name in repository.refs.allkeys():
        try:
            found.add(repository.get_peeled(name))
        except (KeyError, ValueError):  # to nothing yet, or to what is not here
            continue
    return found

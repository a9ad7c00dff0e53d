"""Let remembered commits follow their branches, and those that were made again give way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from slm.domain.branch import BranchState
from slm.domain.commit import NOWHERE
from slm.domain.memory import OUT_OF_INDEX, State
from slm.lifecycle.remember import index_again
from slm.store import commits, superseding
from slm.store.commits import Known
from slm.store.database import Connection


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project's commits stand, by their hashes, and what its branches are."""

    apart: Mapping[str, str]  # the branch of what the main line has not reached
    main: Collection[str]
    kept: Collection[str]  # something else leads back to them
    lost: Collection[str]
    states: Mapping[str, BranchState]


def follow(db: Connection, project: int, now: Standing, at: int) -> None:
    """Put each commit where it stands `at` a moment (milliseconds)."""
    known = commits.of_branches(db, project)
    known |= commits.find(db, project, {*now.apart, *now.lost})
    for hash_, one in known.items():
        branch = _branch(hash_, one, now)
        if branch is not None:
            _put(db, one, branch)
    lost = {known[hash_].row: known[hash_] for hash_ in now.lost if hash_ in known}
    for one in lost.values():
        if one.state not in OUT_OF_INDEX:
            _lose(db, one, lost, now.states, at)


def _branch(hash_: str, one: Known, now: Standing) -> str | None:
    """The branch that a commit is of, "" for the main line; None where nothing new is known."""
    if hash_ in now.apart:
        return now.apart[hash_]
    is_dropped = now.states.get(one.branch) is BranchState.GONE
    return "" if hash_ in now.main or (hash_ in now.kept and is_dropped) else None


def _put(db: Connection, one: Known, branch: str) -> None:
    if one.branch != branch:
        commits.put_on(db, one.row, branch)
    if one.state is State.SUPERSEDED:
        superseding.revive(db, one.row)
        index_again(db, [one.row])


def _lose(
    db: Connection,
    one: Known,
    lost: Collection[int],
    states: Mapping[str, BranchState],
    at: int,
) -> None:
    """Supersede what was amended or rebased; what else was lost was dropped, and is kept as such.

    What was squashed is in the main line, though not as it was.
    """
    by = commits.made_again(db, one.row, lost)
    if by:
        superseding.supersede(db, one.row, at, by)
    elif not one.branch or states.get(one.branch, BranchState.OPEN) is BranchState.OPEN:
        commits.put_on(db, one.row, NOWHERE)

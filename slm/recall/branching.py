"""Keep what holds on another branch alone out of what an agent is given, or say where it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from slm.domain.branch import BranchState
from slm.domain.commit import GIT
from slm.domain.memory import Kind, Memory
from slm.recall.budget import Shown
from slm.store import branches
from slm.store.branches import Standing
from slm.store.database import Connection

# What happened on a branch happened, and what was read was there; the rest may hold there alone.
EVIDENCE = frozenset({Kind.EXPERIENCE, Kind.RESOURCE})
# What was tried on a branch that was dropped is worth this share of the same on one that was not:
# enough to be told, where nothing else is.
DROPPED_SHARE = 0.5
# A note takes no more than ten tokens of the budget.
LONGEST_NOTE = 40
_NOTES = {
    BranchState.OPEN: ("on branch ", ", not merged"),
    BranchState.GONE: ("branch ", ", dropped"),
}
_CUT = "…"


def allowed(
    db: Connection, branch: str, projects: tuple[int, ...] | None, shown: Mapping[int, Shown]
) -> list[Shown]:
    """What of the memories, by their rows, may be given to who is on `branch`, best first.

    Who is on none, "", is given everything, each with where it holds.
    """
    elsewhere = _elsewhere(db, branch, projects, {row: one.memory for row, one in shown.items()})
    if not elsewhere:
        return [*shown.values()]
    kept = [
        one if standing is None else _noted(one, standing)
        for row, one in shown.items()
        for standing in [elsewhere.get(row)]
        if not (branch and standing and _holds_there_alone(one))
    ]
    is_demoted = any(one.state is BranchState.GONE for one in elsewhere.values())
    return sorted(kept, key=lambda one: -one.score) if is_demoted else kept


def notes(
    db: Connection, branch: str, projects: tuple[int, ...] | None, told: Mapping[int, Memory]
) -> dict[int, str]:
    """By their rows, where those of the memories hold that do not where `branch` is."""
    elsewhere = _elsewhere(db, branch, projects, told)
    return {row: _note(standing) for row, standing in elsewhere.items()}


def _elsewhere(
    db: Connection, branch: str, projects: tuple[int, ...] | None, made: Mapping[int, Memory]
) -> dict[int, Standing]:
    """What became of the branches of memories that are neither merged nor part of `branch`."""
    branched = [row for row, memory in made.items() if memory.branch]
    standings = branches.standings(db, branched) if branched else {}
    unmerged = {row: one for row, one in standings.items() if one.state is not BranchState.MERGED}
    here = branches.parts(db, projects or (), branch) if branch and unmerged else frozenset()
    return {row: one for row, one in unmerged.items() if one.present not in here}


def _holds_there_alone(one: Shown) -> bool:
    # A commit tells what the code is like: there, and where it was merged.
    return one.memory.kind not in EVIDENCE or one.memory.origin.agent == GIT


def _noted(one: Shown, standing: Standing) -> Shown:
    share = DROPPED_SHARE if standing.state is BranchState.GONE else 1.0
    return replace(one, score=one.score * share, note=_note(standing))


def _note(standing: Standing) -> str:
    before, after = _NOTES[standing.state]
    room = LONGEST_NOTE - len(before) - len(after)
    name = " ".join(standing.present.split())
    name = name if len(name) <= room else name[: room - len(_CUT)] + _CUT
    return f"{before}{name}{after}"

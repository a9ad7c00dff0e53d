"""Keep what holds on another branch alone out of what an agent is given, or say where it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from slm.domain.branch import BranchState
from slm.domain.commit import GIT
from slm.domain.memory import Kind
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
    branched = [row for row, one in shown.items() if one.memory.branch]
    standings = branches.standings(db, branched) if branched else {}
    elsewhere = {row: one for row, one in standings.items() if one.state is not BranchState.MERGED}
    if not elsewhere:
        return [*shown.values()]
    here = branches.parts(db, projects or (), branch) if branch else frozenset()
    kept = [
        one if standing is None or standing.present in here else _noted(one, standing)
        for row, one in shown.items()
        for standing in [elsewhere.get(row)]
        if not (branch and standing and _holds_there_alone(one, standing, here))
    ]
    is_demoted = any(one.state is BranchState.GONE for one in elsewhere.values())
    return sorted(kept, key=lambda one: -one.score) if is_demoted else kept


def _holds_there_alone(one: Shown, standing: Standing, here: frozenset[str]) -> bool:
    # A commit tells what the code is like: there, and where it was merged.
    is_evidence = one.memory.kind in EVIDENCE and one.memory.origin.agent != GIT
    return not is_evidence and standing.present not in here


def _noted(one: Shown, standing: Standing) -> Shown:
    before, after = _NOTES[standing.state]
    room = LONGEST_NOTE - len(before) - len(after)
    name = " ".join(standing.present.split())
    name = name if len(name) <= room else name[: room - len(_CUT)] + _CUT
    share = DROPPED_SHARE if standing.state is BranchState.GONE else 1.0
    return replace(one, score=one.score * share, note=f"{before}{name}{after}")

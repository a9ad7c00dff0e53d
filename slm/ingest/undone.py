"""Tell which merged branches are so no more, since the main line was reset from their work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from slm.domain.branch import Branch, BranchState
from slm.ingest.history import History
from slm.ingest.reach import Reach


def went_back(reach: Reach, compared: Sequence[bytes], detached: Iterable[str]) -> bool:
    """Whether the main line has left where it was `compared`.

    A work tree's `detached` commit, compared as well, was never the main line's.
    """
    here = {id_.encode() for id_ in detached}
    return not here.issuperset({*reach.left()}.intersection(compared))


def unmerged(
    history: History,
    known: Mapping[str, Branch],
    main: Collection[bytes],
    compared: Sequence[bytes],
) -> dict[str, Branch]:
    """By their names, the merged branches whose work the `main` line has lost, open again.

    This looks far back, as far as `history` reads at a time: what it cannot tell stays merged.
    """
    merged = {name: one for name, one in known.items() if one.state is BranchState.MERGED}
    tips = {one.tip.encode() for one in merged.values() if one.tip}
    reach = Reach(history, main, tips, compared)
    lost = {tip.decode("ascii") for tip in tips if reach.has_lost(tip)}
    history.renew()
    return {
        name: replace(one, state=BranchState.OPEN)
        for name, one in merged.items()
        if one.tip in lost
    }

"""Tell which followed folders are not there, moved or removed maybe."""

from __future__ import annotations

from collections.abc import Iterable

from slm.domain.reports import Finding
from slm.domain.watch import Asker, Holds, Watch
from slm.ingest.work_trees import is_missing

MOST_NAMED = 3


def away(watches: Iterable[Watch]) -> tuple[str, ...]:
    """The paths at which nothing is there to be followed."""
    return tuple(one.path for one in watches if is_missing(one.path))


def examine(watches: Iterable[Watch]) -> Finding:
    """What `mem doctor` says of it.

    A project that the user named is missed. One that an agent worked in may have been a copy for
    an hour, and an agent's logs may be there later.
    """
    followed = list(watches)
    gone = away(followed)
    named = [one for one in followed if one.asker is Asker.HAND and one.holds is Holds.PROJECT]
    missed = away(named)
    if missed:
        return Finding(
            "followed", ok=False, detail=_told(missed), fix=f"mem watch remove {missed[0]}"
        )
    return Finding("followed", ok=True, detail=_told(gone) if gone else "all are there")


def _told(gone: tuple[str, ...]) -> str:
    more = f" and {len(gone) - MOST_NAMED} more" if len(gone) > MOST_NAMED else ""
    return f"nothing is at {', '.join(gone[:MOST_NAMED])}{more}"

"""Say which passages a search may find, in SQL that both indexes understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from slm.domain.memory import Kind
from slm.store.moments import to_stored

# In the indexes: neither forgotten, nor of an earlier version of a file. No other table has states.
PRESENT = "state NOT IN ('forgotten', 'superseded')"


@dataclass(frozen=True, slots=True)
class Filter:
    """Bounds of a search. Without conditions, only its projects bound it: the quick way."""

    projects: tuple[int, ...] | None = None  # None: all
    conditions: tuple[str, ...] = ()  # on columns of `memories`
    values: Mapping[str, int | str] = field(
        default_factory=dict
    )  # of the conditions' named parameters

    @property
    def passages(self) -> str:
        """A query for the rows of the passages that meet the conditions."""
        return f"""
            SELECT passages.row
            FROM passages
            JOIN memories ON memories.row = passages.memory
            WHERE {" AND ".join(self.conditions)}
        """


def only(
    projects: Sequence[int] | None,
    *,
    kinds: Sequence[Kind] = (),
    since: datetime | None = None,
    as_of: datetime | None = None,
) -> Filter:
    """Allow the passages of `projects`, of `kinds`, said since then, and known as of then."""
    conditions: list[str] = []
    values: dict[str, int | str] = {}
    if kinds:
        names = {f"kind{number}": str(kind) for number, kind in enumerate(kinds)}
        conditions.append(f"memories.kind IN ({', '.join(':' + name for name in names)})")
        values |= names
    if since:
        conditions.append("memories.said_at >= :since")
        values["since"] = to_stored(since)
    if as_of:
        conditions.append(
            "memories.said_at <= :as_of AND coalesce(memories.valid_to, :as_of + 1) > :as_of"
        )
        values["as_of"] = to_stored(as_of)
    bounds = None if projects is None else tuple(dict.fromkeys(projects))
    return Filter(bounds, tuple(conditions), values)

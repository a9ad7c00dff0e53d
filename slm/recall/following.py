"""Tell the memories behind the passages of a first round, and what is found from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from slm.store import entities
from slm.store.database import Connection

# Sums of the same numbers in another order differ by less; equal memories stay equal.
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Start:
    """What a first round found: each memory's best score, and the passage that has it."""

    own: Mapping[int, float]
    passages: Mapping[int, int]


def start(db: Connection, found: Mapping[int, float]) -> Start:
    """The memories of the passages found, in the order in which they were learned."""
    best: dict[int, int] = {}
    for passage, memory in entities.memories_of(db, [*found]).items():
        known = best.get(memory)
        if known is None or (-found[passage], passage) < (-found[known], known):
            best[memory] = passage
    passages = {memory: best[memory] for memory in sorted(best)}
    return Start({memory: found[row] for memory, row in passages.items()}, passages)


def reached(
    db: Connection, from_: Start, scores: Mapping[int, float], limit: int
) -> dict[int, float]:
    """The scores of memories as those of a passage each, best first.

    Of the memories that the first round did not find, the `limit` best, with their first passage.
    """
    order = sorted(scores, key=lambda memory: (-scores[memory], memory))
    new = [memory for memory in order if memory not in from_.passages][:limit]
    rows = {**from_.passages, **(entities.first_passages(db, new) if new else {})}
    return {rows[memory]: round(scores[memory], DIGITS) for memory in order if memory in rows}

"""Find the evidence that summaries and beliefs stand for."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from slm.recall.asked import Asked
from slm.recall.following import Start, reached, start
from slm.recall.pool import Style
from slm.store import derivations
from slm.store.database import Connection

# What a conclusion leaves to its best evidence: who asks for the conclusion may want only that.
PASSED = 0.9
# A belief from summaries of turns is two; more is a chain that nobody can follow.
HOPS = 3
# Of one conclusion, as it was named: what rests on more rests on nothing in particular.
MOST_EVIDENCE = 20


class Consolidation:
    """A conclusion's score, passed on to its evidence: less with each rank, and with each hop."""

    name = "consolidation"
    serves = frozenset(Style)

    def follow(
        self, db: Connection, asked: Asked, found: Mapping[int, float], limit: int
    ) -> Mapping[int, float]:
        """The evidence of the conclusions among the passages found, theirs in turn too."""
        if not derivations.exist(db):
            return {}
        first = start(db, found)
        scores: dict[int, float] = {}
        from_: Mapping[int, float] = first.own
        seen: set[int] = set()
        for hop in range(HOPS):
            concluded, step = _passed_on(db, asked, from_, first)
            # A circle ends where it began; but what was found may be another's evidence as well.
            seen |= concluded
            from_ = step if not hop else {row: of for row, of in step.items() if row not in seen}
            if not from_:
                break
            scores |= from_
            seen |= from_.keys()
        return reached(db, first, scores, limit)


def _passed_on(
    db: Connection, asked: Asked, from_: Mapping[int, float], first: Start
) -> tuple[set[int], dict[int, float]]:
    """Which of the memories are conclusions, and what each of their evidence has of them."""
    evidence: dict[int, list[int]] = defaultdict(list)
    for memory, row in derivations.evidence_of(db, [*from_], asked.only, MOST_EVIDENCE):
        evidence[memory].append(row)
    step: dict[int, float] = {}
    for memory, rows in evidence.items():
        # The sort is stable: what the first round did not find stays in the order it was named.
        by_own = sorted(rows, key=lambda row: -first.own.get(row, 0.0))
        for rank, row in enumerate(by_own):
            share = from_[memory] * PASSED * _share(rank)
            step[row] = max(step.get(row, 0.0), share)
    return set(evidence), step


def _share(rank: int) -> float:
    """What a rank is worth, from 0: as in nDCG (Järvelin and Kekäläinen 2002)."""
    return 1 / math.log2(rank + 2)

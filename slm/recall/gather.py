"""Gather candidates: ask every channel, compare word by word, keep each memory's best passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from slm.domain.memory import ROLES
from slm.domain.question import NOTHING
from slm.embed.tokens import best_matches
from slm.recall.asked import Asked
from slm.recall.channels import CHANNELS, FOLLOWERS, Channel
from slm.recall.pool import OWN, Numbers, Pool, Sought, Style, own
from slm.store import memories, shown, vectors
from slm.store.database import Connection
from slm.store.memories import Sketch

# Passages that a follower may add: those that others found are scored in any case.
FOLLOWED = 50
_MOST = np.float32(sum(OWN.values()))

Scores = dict[str, dict[int, float]]  # of passages, by channel


def gather(db: Connection, asked: Asked, depth: int, also: Iterable[int] = ()) -> Pool:
    """The `depth` best passages of each channel, what follows, `also` others, and all scores."""
    known = {
        channel.name: dict(channel.search(db, asked, depth))
        for channel in CHANNELS
        if channel.can_answer(asked)
    }
    able = [channel for channel in CHANNELS if channel.name in known]
    rows = sorted({row for scores in known.values() for row in [*scores][:depth]} | {*also})
    matches = _compared(db, asked, able, known, rows)
    sketches = dict(memories.sketches(db, rows))
    mixed = own(_table({name: known[name] for name in known.keys() & OWN}, rows), matches) / _MOST
    found = dict(zip(rows, mixed.clip(0, 1).tolist(), strict=True))
    styles = frozenset(map(_style, sketches.values()))
    followers = [one for one in FOLLOWERS if not styles.isdisjoint(one.serves)]
    followed = {one.name: dict(one.follow(db, asked, found, FOLLOWED)) for one in followers}
    known |= followed
    new = sorted({row for scores in followed.values() for row in scores} - found.keys())
    if new:
        matches = np.concatenate([matches, _compared(db, asked, able, known, new)])
        sketches |= memories.sketches(db, new)
    pool = _pool(asked, known, rows + new, sketches, matches)
    if asked.present != NOTHING:
        pool = _without(pool, shown.present(db, pool.memories.tolist(), asked.present))
    if asked.understood.only_when:
        return pool.part(np.flatnonzero(pool.score("temporal") == 1))
    return pool


def _without(pool: Pool, rows: set[int]) -> Pool:
    return pool.part(np.flatnonzero(~np.isin(pool.memories, [*rows])))


def _compared(
    db: Connection, asked: Asked, channels: Iterable[Channel], known: Scores, rows: Sequence[int]
) -> Numbers:
    """Let every channel score what others found; returns how well each token is met."""
    for channel in channels:
        scores = known[channel.name]
        scores |= channel.score(db, asked, [row for row in rows if row not in scores])
    codes = dict(vectors.token_codes(db, rows)) if len(asked.tokens.weights) else {}
    return best_matches(asked.tokens.vectors, [codes.get(row, b"") for row in rows])


def _table(known: Scores, rows: Sequence[int]) -> dict[str, Numbers]:
    return {
        name: np.array([scores.get(row, 0.0) for row in rows], np.float32)
        for name, scores in known.items()
    }


def _pool(
    asked: Asked,
    known: Scores,
    rows: Sequence[int],
    sketches: Mapping[int, Sketch],
    matches: Numbers,
) -> Pool:
    """One entry a memory, in the order they were learned."""
    table = _table(known, rows)
    kept = _best_passages(rows, sketches, own(table, matches))
    chosen = [rows[place] for place in kept]
    of = [sketches[row] for row in chosen]
    understood = asked.understood
    return Pool(
        Sought(
            asked.text,
            understood.asks,
            asked.tokens.weights,
            asked.vector is not None,
            understood.wants,
            understood.only_when,
        ),
        np.array([one.row for one in of], np.int64),
        np.array(chosen, np.int64),
        np.array([one.group for one in of], np.int64),
        np.array([one.position for one in of], np.int64),
        np.array([one.said_at for one in of], np.int64),
        tuple(one.author for one in of),
        tuple(map(_style, of)),
        tuple(one.text for one in of),
        {name: values[kept] for name, values in table.items()},
        matches[kept],
    )


def _best_passages(
    rows: Sequence[int], sketches: Mapping[int, Sketch], mixed: Numbers
) -> list[int]:
    """For each memory the place of its best passage; of equal ones, of the first in its text."""
    best: dict[int, int] = {}
    for place in np.lexsort((np.array(rows, np.int64), -mixed)).tolist():
        best.setdefault(sketches[rows[place]].row, place)
    return [best[memory] for memory in sorted(best)]


def _style(one: Sketch) -> Style:
    if one.author and one.author in ROLES:
        return Style.WORK
    return Style.DIALOGUE if one.author and one.in_session else Style.TEXT

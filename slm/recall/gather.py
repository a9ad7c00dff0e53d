"""Gather candidates: ask every channel, compare word by word, keep each memory's best passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from slm.domain.memory import ROLES
from slm.embed.codecs import from_int4
from slm.embed.tokens import best_matches
from slm.recall.asked import Asked
from slm.recall.channels import CHANNELS, Channel
from slm.recall.pool import Numbers, Pool, Sought, Style, own
from slm.store import memories, passages, vectors
from slm.store.database import Connection
from slm.store.memories import Sketch


def gather(
    db: Connection, asked: Asked, depth: int, channels: Sequence[Channel] = CHANNELS
) -> Pool:
    """The `depth` best passages of each channel, with what all of them say of each."""
    able = [channel for channel in channels if channel.can_answer(asked)]
    known = {channel.name: dict(channel.search(db, asked, depth)) for channel in able}
    found = [*dict.fromkeys(row for scores in known.values() for row in [*scores][:depth])]
    for channel in able:
        scores = known[channel.name]
        scores |= channel.score(db, asked, [row for row in found if row not in scores])
    sketches = dict(memories.sketches(db, found))
    rows = sorted(sketches)
    table = {
        name: np.array([scores.get(row, 0.0) for row in rows], np.float32)
        for name, scores in known.items()
    }
    sought = Sought(
        asked.text, asked.understood.asks, asked.tokens.weights, asked.vector is not None
    )
    of = [sketches[row] for row in rows]
    return _pool(db, sought, rows, of, table, _matches(db, asked, rows))


def _matches(db: Connection, asked: Asked, rows: Sequence[int]) -> Numbers:
    codes = dict(vectors.token_codes(db, rows)) if len(asked.tokens.weights) else {}
    return best_matches(asked.tokens.vectors, [codes.get(row, b"") for row in rows])


def _pool(
    db: Connection,
    sought: Sought,
    rows: Sequence[int],
    sketches: Sequence[Sketch],
    scores: Mapping[str, Numbers],
    matches: Numbers,
) -> Pool:
    """One entry a memory, in the order they were learned."""
    kept = _best_passages([one.row for one in sketches], own(scores, matches))
    chosen = [rows[place] for place in kept]
    of = [sketches[place] for place in kept]
    texts = passages.texts(db, chosen)
    return Pool(
        sought,
        np.array([one.row for one in of], np.int64),
        np.array(chosen, np.int64),
        np.array([one.group for one in of], np.int64),
        np.array([one.position for one in of], np.int64),
        tuple(one.author for one in of),
        tuple(map(_style, of)),
        tuple(texts[row] for row in chosen),
        {name: values[kept] for name, values in scores.items()},
        matches[kept],
        _vectors(db, chosen),
    )


def _best_passages(memories_: Iterable[int], mixed: Numbers) -> list[int]:
    best: dict[int, int] = {}
    for place, memory in enumerate(memories_):
        if memory not in best or mixed[place] > mixed[best[memory]]:
            best[memory] = place
    return [best[memory] for memory in sorted(best)]


def _style(one: Sketch) -> Style:
    if one.author and one.author in ROLES:
        return Style.WORK
    return Style.DIALOGUE if one.author and one.in_session else Style.TEXT


def _vectors(db: Connection, rows: Sequence[int]) -> Numbers:
    codes = dict(vectors.codes(db, rows))
    known = [row for row in rows if row in codes]
    if not known:
        return np.zeros((len(rows), 0), np.float32)
    numbers = from_int4([codes[row] for row in known])
    if len(known) == len(rows):
        return numbers
    filled = np.zeros((len(rows), numbers.shape[1]), np.float32)
    filled[[place for place, row in enumerate(rows) if row in codes]] = numbers
    return filled

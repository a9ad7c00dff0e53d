"""Find what stands near to much of what was found: in its session, by its entities, its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slm.embed.codecs import Matrix, from_int4
from slm.recall.asked import Asked
from slm.recall.following import Start, reached, start
from slm.recall.pool import Style
from slm.store import beside, entities, vectors
from slm.store.database import Connection

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]  # among the nodes
Pairs = tuple[Places, Places, Numbers]  # of two nodes, and how near they are to each other
Edges = tuple[Places, Places, Numbers]  # from, to, and the weight of each


@dataclass(frozen=True, slots=True)
class Weights:
    """How much comes over each sort of edge.

    From LoCoMo's dev set, out of fold, in nDCG@10 beside keyword, semantic and interaction (.581):
    turns +.037 ± .014, with entities .001 more, whether at 0.1 or at 1; with similarity at 0.3 .013
    less, for what resembles much of what was found resembles everything.
    """

    turn: float = 1.0
    entity: float = 0.5
    similarity: float = 0.0


FOUND_BEST = Weights()

# SYNAPSE (arXiv:2601.02744): so much is passed on at each step, in three steps; one does as well.
PASSED = 0.5
STEPS = 3
# Scores are raised to it before they spread, so that one turn that answers outweighs many that
# might. With 1 turns bring half as much.
SHARPNESS = 4
# An answer stands beside its question: each further turn has half the weight.
REACH = 3
FADING = 0.5
# What more candidates than this mention is what they all are about; with 32 it is the same.
# SQLite is asked no more often than there are entities.
HUB = 8
MOST_ENTITIES = 40
# What was not found before is looked for around so many, the best; these are compared with all.
BEST = 20
ALIKE = 0.5  # a lower cosine says nothing
# Rows compared in one product: beyond 2^18 multiplications OpenBLAS puts them on several threads,
# which wait for each other on a busy machine.
AT_ONCE = 2**18 // (BEST * 384)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The memories of the graph, and the passage that stands for each."""

    memories: list[int]
    passages: list[int]
    best: NDArray[np.bool_]  # which of them the search goes out from

    @classmethod
    def of(cls, db: Connection, first: Start, best: Sequence[int], new: Sequence[int]) -> _Nodes:
        rows = {**first.passages, **(entities.first_passages(db, new) if new else {})}
        wanted = set(best)
        return cls([*rows], [*rows.values()], np.array([row in wanted for row in rows]))


class Activation:
    """Scores spread over a graph of the candidates and what stands around the best of them.

    Each takes, at every step, the mean of what its neighbours have: the sum would go to those with
    many neighbours. The result is on the scale of the scores it began with.
    """

    name = "activation"
    serves = frozenset(Style)

    def __init__(self, weights: Weights = FOUND_BEST) -> None:
        self._weights = weights

    def follow(
        self, db: Connection, asked: Asked, found: Mapping[int, float], limit: int
    ) -> Mapping[int, float]:
        """All that was found, and at most `limit` of what stands around it."""
        first = start(db, found)
        if not first.own:
            return {}
        best = sorted(first.own, key=lambda row: (-first.own[row], row))[:BEST]
        nodes = _Nodes.of(db, first, best, _around(db, asked, best, first.own.keys(), limit))
        seeds = np.array([max(0.0, first.own.get(row, 0.0)) for row in nodes.memories])
        active = spread(seeds**SHARPNESS, self._edges(db, nodes)) ** (1 / SHARPNESS)
        scores = zip(nodes.memories, active.tolist(), strict=True)
        return reached(db, first, {row: score for row, score in scores if score}, limit)

    def _edges(self, db: Connection, nodes: _Nodes) -> Edges:
        sorts = (
            (self._weights.turn, _turns),
            (self._weights.entity, _sharing),
            (self._weights.similarity, _alike),
        )
        none = np.zeros(0, np.int64)
        from_, to, weights = [none], [none], [np.zeros(0)]
        for weight, of in sorts:
            if weight:
                one, other, near = of(db, nodes)
                from_ += one, other
                to += other, one
                weights += weight * near, weight * near
        return np.concatenate(from_), np.concatenate(to), np.concatenate(weights)


def spread(seeds: Numbers, edges: Edges) -> Numbers:
    """What each has after the last step, having begun with its seed and kept half of it."""
    from_, to, weight = edges
    share = weight / np.bincount(to, weight, len(seeds))[to]
    active = seeds
    for _ in range(STEPS):
        passed = np.bincount(to, share * active[from_], len(seeds))
        active = (1 - PASSED) * seeds + PASSED * passed
    return np.asarray(active)


def _around(
    db: Connection, asked: Asked, best: Sequence[int], known: Iterable[int], limit: int
) -> list[int]:
    """Memories near to the best, those near to many of them first."""
    near = Counter(beside.beside(db, best, asked.only, REACH))
    named = Counter(entity for _, entity in entities.mentioned(db, best))
    for entity, _ in sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ENTITIES]:
        sharing = entities.mentioning(db, entity, asked.only, HUB + 1)
        if len(sharing) <= HUB:
            near.update(sharing)
    new = near.keys() - known
    return sorted(new, key=lambda row: (-near[row], row))[:limit]


def _turns(db: Connection, nodes: _Nodes) -> Pairs:
    """Of turns of a session, or pieces of a document, that stand near each other."""
    at = {row: node for node, row in enumerate(nodes.memories)}
    found = beside.places(db, nodes.memories)
    group, position = np.array([place[1:] for place in found], np.int64).reshape(-1, 2).T
    node = np.array([at[row] for row, *_ in found], np.int64)
    one, other = _within(group, REACH)
    distance = position[other] - position[one]
    near = distance <= REACH
    strength = np.power(FADING, distance[near] - 1, dtype=np.float64)
    return node[one[near]], node[other[near]], strength


def _sharing(db: Connection, nodes: _Nodes) -> Pairs:
    """Of memories that mention the same; the rarer it is, the more that tells."""
    at = {row: node for node, row in enumerate(nodes.memories)}
    found = [(entity, at[memory]) for memory, entity in entities.mentioned(db, nodes.memories)]
    mentions = np.array(found, np.int64).reshape(-1, 2)
    mentions = mentions[np.lexsort(mentions.T[::-1])]
    _, inverse, counts = np.unique(mentions[:, 0], return_inverse=True, return_counts=True)
    count = counts[inverse]
    rare = mentions[count <= HUB]
    one, other = _within(rare[:, 0], HUB)
    tells = 1 / np.log2(1.0 + count[count <= HUB])
    return rare[one, 1], rare[other, 1], tells[one]


def _within(names: Places, reach: int) -> tuple[Places, Places]:
    """Which stand at most `reach` places from each other, under the same name."""
    one, other = [], []
    for distance in range(1, reach + 1):
        same = np.flatnonzero(names[distance:] == names[:-distance])
        one.append(same)
        other.append(same + distance)
    return np.concatenate(one), np.concatenate(other)


def _alike(db: Connection, nodes: _Nodes) -> Pairs:
    """Of each of the best, and all that it resembles."""
    codes = dict(vectors.codes(db, nodes.passages))
    there = np.array([node for node, row in enumerate(nodes.passages) if row in codes], np.int64)
    best = there[nodes.best[there]]
    if not len(best):
        return there, there, np.zeros(0)
    rows = from_int4([codes[nodes.passages[node]] for node in there])
    cosines = _products(rows, rows[nodes.best[there]])
    one, other = np.nonzero(cosines > ALIKE)
    near = cosines[one, other] - ALIKE
    one, other = there[one], best[other]
    # Of two of the best, once.
    kept = (one < other) | ~nodes.best[one]
    return one[kept], other[kept], near[kept].astype(np.float64)


def _products(rows: Matrix, columns: Matrix) -> Matrix:
    blocks = range(0, len(rows), AT_ONCE)
    return np.concatenate([rows[first : first + AT_ONCE] @ columns.T for first in blocks])

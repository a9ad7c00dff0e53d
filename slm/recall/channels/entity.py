"""Find passages by whom and what they are about, and by what stands beside that."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slm.domain.entity import Entity, EntityKind, aliases
from slm.domain.words import WORD, telling
from slm.recall.asked import Asked
from slm.store import entities
from slm.store.database import Connection
from slm.store.filters import Filter, only

# Five milliseconds are 7,000 rows given to Python, or some hundred thousand counted by SQLite.
# Beyond those counted a name is common, and weighs little anyway.
MOST_MEMORIES = 20_000  # of a project, for the weight of what is rare
MOST_COUNTED = 4_000  # that mention one name
MOST_LISTED = 1_000  # that mention any of the names: of a common one, the newest
MOST_NAMES = 16  # of a question
MOST_NAMESAKES = 20  # a store.go in every folder
# A hop goes on from so many memories, the best, over so many entities. What more memories mention
# than a hub has is beside everything: it leads nowhere.
HOP_FROM = 50
HOP_OVER = 50
HUB = 32
HOPS = 2
DECAY = 0.7  # what a hop leaves of a score
# What a name that nobody ever mentioned counts, beside one mentioned once: as for words.
UNKNOWN_SHARE = 0.5
# Memories given beyond the asked-for, so that those that other channels find have their score too.
DEPTH = 2
DIGITS = 6
SHORTEST_WORD = 3

# Of whom a question may ask in lower case by one of their names: "ana" is Ana Ruiz, but "grand" no
# Grand Canyon, and "open" no Store.open().
_BY_ALIAS = EntityKind.PERSON
# A file's name is no word: its ending stands apart.
_NO_WORD = EntityKind.FILE


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a question: the entities that bear it, and how much it tells."""

    entities: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the names in a question lead."""

    names: tuple[Named, ...]
    most: float  # that a memory could weigh by them
    beside: Mapping[int, float]  # entities hopped to, 0-1
    reached: Mapping[int, float]  # memories, with about their score

    def scores(self, mentions: Iterable[tuple[int, int]]) -> dict[int, float]:
        """The score of each memory that is given with what it mentions, as (memory, entity)."""
        known: dict[int, set[int]] = defaultdict(set)
        for memory, entity in mentions:
            known[memory].add(entity)
        return {memory: self._score(of_it) for memory, of_it in known.items()}

    def _score(self, known: set[int]) -> float:
        named = sum(one.weight for one in self.names if not known.isdisjoint(one.entities))
        share = named / self.most
        beside = max((self.beside[entity] for entity in known & self.beside.keys()), default=0.0)
        # Not their sum: what stands beside a name in the same memory says nothing new of it.
        return min(1.0, round(max(share, beside), DIGITS))


NOWHERE = Walk((), 1.0, {}, {})


class ByEntity:
    """How much of what a question names a memory mentions, weighted by rarity."""

    name = "entity"

    def __init__(self) -> None:
        # A question is searched and then scored, in one snapshot: it need be walked only once.
        self._last: tuple[Asked, Walk] | None = None

    def can_answer(self, _asked: Asked) -> bool:
        """Always: any word may turn out to be somebody's name."""
        return True

    def search(self, db: Connection, asked: Asked, limit: int) -> Mapping[int, float]:
        """The memories that mention what is asked about, and those a hop or two from there."""
        walk = _walk(db, asked)
        self._last = asked, walk
        about = walk.reached
        likely = sorted(about, key=lambda memory: (-about[memory], memory))[: limit * DEPTH]
        if not likely:
            return {}
        scores = walk.scores(entities.mentioned(db, likely))
        passages = entities.first_passages(db, likely)
        found = {passages[memory]: score for memory, score in scores.items() if memory in passages}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def score(self, db: Connection, asked: Asked, passages: Sequence[int]) -> Mapping[int, float]:
        """The score of each passage's memory, 0 for those that mention nothing of it."""
        last = self._last
        walk = last[1] if last and last[0] is asked else _walk(db, asked)
        if not walk.reached or not passages:
            return {}
        memories = entities.memories_of(db, passages)
        scores = walk.scores(entities.mentioned(db, sorted(set(memories.values()))))
        return {passage: scores.get(memory, 0.0) for passage, memory in memories.items()}


def _walk(db: Connection, asked: Asked) -> Walk:
    """Go from the names to the memories that mention them, and on to what stands beside."""
    every = _names(db, asked)
    if not any(every):
        return NOWHERE
    bounds = only(asked.only.projects)
    total = entities.count_memories(db, bounds, MOST_MEMORIES)
    names = tuple(_weighed(db, ids, bounds, total) for ids in every)
    # Never less than one rare name weighs: who is in every second memory tells little by being
    # the only one asked about.
    most = max(_rarity(1, total), sum(one.weight for one in names))
    reached = from_ = _direct(db, names, most, asked.only)
    seen = {entity for one in names for entity in one.entities}
    beside: dict[int, float] = {}
    for _ in range(HOPS):
        step, next_ = _hop(db, from_, seen | beside.keys(), asked.only, total)
        beside |= step
        from_ = {memory: score for memory, score in next_.items() if memory not in reached}
        reached |= from_
    return Walk(names, most, beside, reached)


def _direct(
    db: Connection, names: Sequence[Named], most: float, bounds: Filter
) -> dict[int, float]:
    """The memories that mention any of the names, with the share of the weight they have."""
    room = MOST_LISTED // len(names)
    found: dict[int, float] = defaultdict(float)
    for one in names:
        each = max(1, room // max(1, len(one.entities)))
        listed = (entities.mentioning(db, id_, bounds, each) for id_ in one.entities)
        for memory in set().union(*listed):
            found[memory] += one.weight / most
    return dict(found)


def _names(db: Connection, asked: Asked) -> list[tuple[int, ...]]:
    """The entities that bear each name in the question; none for a name nobody mentioned."""
    found: dict[tuple[int, ...], None] = {}
    unknown = 0
    covered: set[str] = set()
    for one in asked.mentions[:MOST_NAMES]:
        covered.update((one.name, *WORD.findall(one.name.casefold())))
        bearers = _bearers(db, one)
        unknown += not bearers
        if bearers:
            found[bearers] = None
    for word in asked.words:
        folded = word.replace("_", "")
        if covered.isdisjoint((word, folded)) and len(word) >= SHORTEST_WORD and telling(word):
            bearers = _bearers_of_word(db, word) or _bearers_of_word(db, folded)
            if bearers:
                found[bearers] = None
    return [*[*found][: MOST_NAMES - unknown], *[()] * unknown]


def _bearers(db: Connection, one: Entity) -> tuple[int, ...]:
    """Who or what may be meant by a name: those called so, and those called by a part of it."""
    found = {known.id for known in entities.called(db, one.name, MOST_NAMESAKES)}
    for other in aliases(one):
        for known in entities.called(db, other, MOST_NAMESAKES):
            if known.entity.name == other and _may_be(one, known.entity):
                found.add(known.id)
    return tuple(sorted(found))


def _may_be(longer: Entity, shorter: Entity) -> bool:
    """Whether the thing may have been called by the shorter name elsewhere."""
    if shorter.kind is EntityKind.PERSON:
        return longer.kind in (EntityKind.PERSON, EntityKind.THING)
    is_part = shorter.kind is EntityKind.FILE or "." in shorter.name
    return longer.kind is shorter.kind and is_part


def _bearers_of_word(db: Connection, word: str) -> tuple[int, ...]:
    return tuple(
        known.id
        for known in entities.called(db, word, MOST_NAMESAKES)
        if known.entity.kind is _BY_ALIAS
        or (known.entity.kind is not _NO_WORD and known.entity.name == word)
    )


def _weighed(db: Connection, ids: tuple[int, ...], bounds: Filter, total: int) -> Named:
    count = sum(entities.count_mentioning(db, id_, bounds, MOST_COUNTED) for id_ in ids)
    return Named(ids, _rarity(count, total) if count else UNKNOWN_SHARE * _rarity(1, total))


def _rarity(count: int, total: int) -> float:
    return math.log(1 + total / count)


def _hop(
    db: Connection, from_: Mapping[int, float], seen: set[int], bounds: Filter, total: int
) -> tuple[dict[int, float], dict[int, float]]:
    """What stands beside, in the best of these memories, and the memories that mention it."""
    best = sorted(from_, key=lambda memory: (-from_[memory], memory))[:HOP_FROM]
    shares: dict[int, list[float]] = defaultdict(list)
    for memory, entity in entities.mentioned(db, best) if best else ():
        if entity not in seen:
            shares[entity].append(from_[memory])
    likely = sorted(shares, key=lambda entity: (-sum(shares[entity]), entity))[:HOP_OVER]
    step: dict[int, float] = {}
    reached: dict[int, float] = {}
    for entity in likely:
        memories = entities.mentioning(db, entity, only(bounds.projects), HUB + 1)
        if len(memories) <= HUB:
            step[entity] = DECAY * _leads(shares[entity], len(memories), len(best), total)
            for memory in memories:
                reached[memory] = max(reached.get(memory, 0.0), step[entity])
    kept = entities.allowed(db, [*reached], bounds)
    return step, {memory: score for memory, score in reached.items() if score and memory in kept}


def _leads(shares: Sequence[float], mentions: int, looked_at: int, total: int) -> float:
    """How far an entity leads on, 0 where it stands no more often than by chance.

    The mean score of where it stands, by its normalised mutual information with what was looked at.
    """
    together = len(shares)
    if together == total:
        return 0.0
    information = math.log(together * total / (looked_at * mentions))
    return max(0.0, information / math.log(total / together)) * sum(shares) / together

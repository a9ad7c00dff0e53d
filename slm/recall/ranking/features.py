"""Turn candidates into the numbers that the ranker weighs: own, around, session, form, time."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from slm.domain.memory import ROLES
from slm.recall.pool import Numbers, Pool, Rows, Style, interaction, own
from slm.recall.ranking import form
from slm.recall.understand import Asks, Wants

# More positions than any session has: a group and a position make one number.
LONGEST_GROUP = 2**24

# Whose own score is this much of the best one's may be another version of the same: then its age
# tells. With 0.8 and 0.7 more is taken for one than is (docs/decisions/0021).
RIVAL = 0.9

_WORD = re.compile(r"\w+")

Features = Mapping[str, Numbers]

# Channels whose scores are weighed.
CHANNELS = ("keyword", "semantic", "temporal", "entity", "associative", "consolidation")
# What `features` gives, in its order.
FEATURES = (
    *CHANNELS,
    "interaction",
    "interaction_rare",
    "interaction_least",
    "keyword_before",
    "window",
    "window_wide",
    "session_best",
    "session_two",
    "session_three",
    "session_semantic",
    "session_words",
    "session_least",
    "as_wanted",
    "author",
    "other_author",
    "asks",
    "first_person",
    "names",
    "length",
    "follows_question",
    "says_when",
    "says_how_many",
)


def features(pool: Pool) -> dict[str, Numbers]:
    """Every number the ranker may weigh, by name, one a memory."""
    found = of_itself(pool)
    beside = around(pool, found) | of_session(pool, found)
    return found | beside | {"as_wanted": as_wanted(pool)} | of_author(pool) | of_form(pool)


def of_itself(pool: Pool) -> dict[str, Numbers]:
    """What a memory has of the question by itself."""
    by_channel = {name: pool.score(name) for name in CHANNELS}
    return by_channel | {
        "interaction": interaction(pool.matches),
        "interaction_rare": _weighed(pool.matches, pool),
        "interaction_least": _least(pool.matches),
    }


def around(pool: Pool, found: Features) -> dict[str, Numbers]:
    """What stands beside it: an answer stands beside its question."""
    before, after = _beside(pool, -1), _beside(pool, 1)
    least = pool.matches.min(axis=0, initial=1.0)
    near = _best(pool.matches, least, (before, after))
    wide = _best(near, least, (_beside(pool, -2), _beside(pool, 2)), pool.matches)
    return {
        "keyword_before": _at(found["keyword"], before, 0),
        "window": _weighed(near, pool),
        "window_wide": _weighed(wide, pool),
    }


def of_session(pool: Pool, found: Features) -> dict[str, Numbers]:
    """What its whole session or document has: a turn is judged with its session."""
    mixed = own(found, pool.matches)
    sessions = _Sessions(pool.groups)
    together = sessions.most(pool.matches)
    return {
        "session_best": sessions.mean_of_best(mixed, 1),
        "session_two": sessions.mean_of_best(mixed, 2),
        "session_three": sessions.mean_of_best(mixed, 3),
        "session_semantic": sessions.mean_of_best(found["semantic"], 3),
        "session_words": _weighed(together, pool),
        "session_least": _least(together),
    }


def as_wanted(pool: Pool) -> Numbers:
    """Of what answers about as well, how new it is where the newest is wanted; or how old.

    The share of its rivals that it leaves behind; 0 for what answers less well than they, and for
    all where the question has no such wish.
    """
    wants, placed = pool.sought.wants, np.zeros(len(pool), np.float32)
    if wants is Wants.ANY or not len(pool):
        return placed
    mixed = own(pool.scores, pool.matches)
    rivals = np.flatnonzero(mixed >= RIVAL * mixed.max())
    moments = pool.moments[rivals]
    ordered = np.sort(moments)
    older = np.searchsorted(ordered, moments, side="left")
    newer = len(rivals) - np.searchsorted(ordered, moments, side="right")
    behind = older if wants is Wants.LATEST else newer
    placed[rivals] = behind / max(1, len(rivals) - 1)
    return placed


def of_author(pool: Pool) -> dict[str, Numbers]:
    """Whether the question names who said it, or somebody else who speaks here."""
    words = set(_WORD.findall(pool.sought.text.lower()))
    are_named = {author: _is_named(author, words) for author in {*pool.authors}}
    named = np.array([are_named[author] for author in pool.authors], np.float32)
    return {"author": named, "other_author": np.float32(named.any()) * (1 - named)}


def of_form(pool: Pool) -> dict[str, Numbers]:
    """What the turn of a dialogue is like apart from its words' meaning; 0 for other styles."""
    spoken = np.array([style is Style.DIALOGUE for style in pool.styles], bool)
    texts = [text for text, is_spoken in zip(pool.texts, spoken, strict=True) if is_spoken]
    asks = pool.sought.asks
    columns = np.zeros((len(pool), len(form.ASPECTS)), np.float32)
    columns[spoken] = np.array([form.of(text) for text in texts]).reshape(
        len(texts), len(form.ASPECTS)
    )
    aspects = dict(zip(form.ASPECTS, columns.T, strict=True))
    when, how_many = np.zeros((2, len(pool)), np.float32)
    if Asks.WHEN in asks:
        when[spoken] = form.says_when(texts)
    if Asks.HOW_MANY in asks:
        how_many[spoken] = form.says_how_many(texts)
    return aspects | {
        "length": _length(pool),
        "follows_question": _at(aspects["asks"], _beside(pool, -1), 0),
        "says_when": when,
        "says_how_many": how_many,
    }


def _length(pool: Pool) -> Numbers:
    """How long each text is; none that is written down counts as less than a paragraph."""
    lengths = form.length(pool.texts)
    are_written = np.array([style is Style.TEXT for style in pool.styles], bool)
    lengths[are_written] = lengths[are_written].clip(min=form.PARAGRAPH)
    return lengths


class _Sessions:
    """Candidates sorted by their session, to take sums and maxima of each at once."""

    def __init__(self, groups: Rows) -> None:
        self._names, self._of = np.unique(groups, return_inverse=True)

    def mean_of_best(self, values: Numbers, count: int) -> Numbers:
        """Each candidate's session's mean over its `count` best; what is missing counts as 0."""
        total = np.zeros(len(self._names), np.float32)
        order = np.lexsort((-values, self._of))
        first = np.searchsorted(self._of[order], np.arange(len(self._names)))
        for place in range(count):
            at = first + place
            there = at < len(order)
            there[there] &= self._of[order[at[there]]] == np.flatnonzero(there)
            total[there] += values[order[at[there]]]
        return np.asarray((total / count)[self._of], np.float32)

    def most(self, values: Numbers) -> Numbers:
        """Each candidate's session's largest value, column by column."""
        order = np.argsort(self._of, kind="stable")
        first = np.searchsorted(self._of[order], np.arange(len(self._names)))
        return np.asarray(np.maximum.reduceat(values[order], first, axis=0)[self._of])


def _beside(pool: Pool, step: int) -> Rows:
    """For each memory, where the one `step` places on stands in the pool; -1: nowhere."""
    if not len(pool):
        return np.zeros(0, np.int64)
    places = pool.groups * LONGEST_GROUP + pool.positions
    order = np.argsort(places, kind="stable")
    wanted = places + step
    near = order[np.searchsorted(places[order], wanted).clip(max=len(order) - 1)]
    return np.where(places[near] == wanted, near, -1)


def _at(values: Numbers, places: Rows, default: float) -> Numbers:
    return np.where(places >= 0, values[places], np.float32(default)).astype(np.float32)


def _best(
    values: Numbers, least: Numbers, places: tuple[Rows, ...], source: Numbers | None = None
) -> Numbers:
    """The larger of `values` and of what stands at each of `places`, column by column."""
    taken = values if source is None else source
    for at in places:
        values = np.maximum(values, np.where((at >= 0)[:, None], taken[at], least))
    return values


def _weighed(matches: Numbers, pool: Pool) -> Numbers:
    """How well the question is met, each token by what it tells."""
    # Not by BLAS, which may add up equal rows in different orders.
    weighed = matches * pool.sought.token_weights
    return np.asarray(weighed.sum(axis=1), np.float32)


def _least(matches: Numbers) -> Numbers:
    return matches.min(axis=1) if matches.size else np.zeros(len(matches), np.float32)


def _is_named(author: str, words: set[str]) -> bool:
    return author not in ROLES and not words.isdisjoint(_WORD.findall(author.lower()))

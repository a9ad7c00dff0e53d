"""Cut a session into episodes: where its topic shifts, where a turn surprises, where it rested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p
from statistics import median

import numpy as np

from slm.domain.episode import Border, Channel
from slm.lifecycle.cohesion import BLOCK, LATELY, RECENT, Rows, Said, cohesion

# Two exchanges: what is shorter is an aside.
SHORTEST = 4
# A turn is judged for good once so many follow it: those that it is compared with, and those of
# which it must be the best place for a border.
AHEAD = SHORTEST + BLOCK - 2
# Turns before the first one that is judged, that its verdict depends on: what was usual lately, of
# signals that look back as far, and the blocks of these.
CONTEXT = 2 * LATELY + BLOCK + RECENT

# Of a signal with a standard deviation of one; LoCoMo's borders and seams between agents' sessions
# (scripts/eval-episodes) agree on these within a half.
GREETING = 1.5  # or words that change the subject
PROMPT = 1.0  # a user's turn opens what an agent's goes on with
ANSWER = 1.0  # what comes after a question goes on with it
FAREWELL = 0.6
LENGTH = 0.5  # who opens something says more than usual, by each factor of e
MOST_LENGTH = 1.5
USUAL_LENGTH = 4.8  # logarithm of characters, until an author has said what is usual: 120
OTHERS = 4

# Half an hour without a word ends a visit: so sessions are told apart in the web's logs. In a talk
# by letter it is nothing: there the pause is to be long for this talk as well.
PAUSE_SECONDS = 1_800.0
LONG = 8.0
_REST = 10.0  # above all that the other channels give: a pause is the better place nearby


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How unusual a turn must be to begin an episode, in standard deviations."""

    alone: float = 2.5  # by one channel
    together: float = 1.0  # by both


USUAL = Thresholds()


@dataclass(frozen=True, slots=True, eq=False)
class _Signs:
    topic: Rows
    surprise: Rows
    paused: Rows  # 0: not


def begins(
    turns: Sequence[Said], *, last: int = 0, decided: int = 0, thresholds: Thresholds = USUAL
) -> list[Border]:
    """Where episodes begin, in order; the first turn, which always begins one, left out.

    Of the turns before `decided` it is known already: the last of these episodes began at `last`,
    below 0 where that lies before the turns given. The same comes out as without that knowledge,
    if CONTEXT turns before `decided` are given. All but the last AHEAD turns are judged for good.
    """
    if not turns:
        return []
    signs = _signs(turns)
    weights = _weights(signs, thresholds)
    found: list[Border] = []
    for place in range(max(decided, 1), len(turns)):
        near = weights[place : place + SHORTEST]
        if place - last >= SHORTEST and near[0] >= 1 and near[0] >= near.max():
            found.append(_border(place, signs, float(near[0])))
            last = place
    return found


def _weights(signs: _Signs, thresholds: Thresholds) -> Rows:
    """What speaks for a border at each turn; 1 is enough."""
    higher = np.maximum(signs.topic, signs.surprise) / thresholds.alone
    lower = np.minimum(signs.topic, signs.surprise) / thresholds.together
    # Rounded: sums that began elsewhere differ in the last digits, and ties must stay ties.
    shown = np.round(np.maximum(higher, lower), 6)
    return np.asarray(np.where(signs.paused > 0, _REST + signs.paused, shown))


def _border(place: int, signs: _Signs, weight: float) -> Border:
    if signs.paused[place]:
        return Border(place, float(signs.paused[place]), Channel.PAUSE)
    is_topic = signs.topic[place] >= signs.surprise[place]
    channel = Channel.TOPIC if is_topic else Channel.SURPRISE
    return Border(place, round(weight / (weight + 1), 6), channel)


def _signs(turns: Sequence[Said]) -> _Signs:
    """Both channels, each with what the turns' form adds, and the pauses."""
    shift = cohesion(turns)
    form = _form(turns)
    return _Signs(shift.topic + form, shift.surprise + form, _pauses(turns))


def _form(turns: Sequence[Said]) -> Rows:
    """What the form of each turn and of the one before it says for a border between them."""
    lengths = _lengths(turns)
    form = LENGTH * lengths
    for here, turn in enumerate(turns):
        # An agent that says "now" begins a step.
        form[here] += GREETING * (turn.cues.opens and turn.author != "assistant")
        form[here] += PROMPT * ((turn.author == "user") - (turn.author == "assistant"))
        if here:
            form[here] += FAREWELL * turns[here - 1].cues.closes
            form[here] -= ANSWER * turns[here - 1].cues.asks
    return form


def _lengths(turns: Sequence[Said]) -> Rows:
    """How much longer each turn is than its author's lately, as a logarithm."""
    spoken: dict[str, list[tuple[int, float]]] = {}
    longer = np.zeros(len(turns))
    for here, turn in enumerate(turns):
        before = spoken.setdefault(turn.author, [])
        lately = [length for place, length in before[-LATELY:] if place > here - LATELY]
        usual = (sum(lately) + OTHERS * USUAL_LENGTH) / (len(lately) + OTHERS)
        own = log1p(turn.length)
        longer[here] = own - usual
        before.append((here, own))
    return np.asarray(longer.clip(-MOST_LENGTH, MOST_LENGTH))


def _pauses(turns: Sequence[Said]) -> Rows:
    """How long a pause went before each turn, 0-1 from .5 on; 0 where it was none."""
    gaps = [0.0, *_gaps(turns)]
    paused = np.zeros(len(turns))
    for here, gap in enumerate(gaps):
        if gap >= PAUSE_SECONDS:
            lately = gaps[max(1, here - LATELY + 1) : here + 1]
            if gap >= LONG * median(lately) or len(lately) <= SHORTEST:
                paused[here] = gap / (gap + PAUSE_SECONDS)
    return paused


def _gaps(turns: Sequence[Said]) -> Iterator[float]:
    """Seconds between each turn and the next; 0 where nobody knows."""
    for one, other in pairwise(turns):
        if one.said_at and other.said_at:
            yield (other.said_at - one.said_at).total_seconds()
        else:
            yield 0.0

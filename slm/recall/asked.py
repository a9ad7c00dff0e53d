"""Hold a question ready for searching: its words, its vectors, its bounds, what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slm.domain import words as vocabulary
from slm.domain.entities import Entity, find
from slm.domain.question import NOTHING, Present
from slm.domain.words import WORD, telling
from slm.embed import Reading
from slm.embed.tokens import TOKEN_DIMENSIONS, turned
from slm.recall.rarity import NOTHING_KNOWN, Rarity
from slm.recall.understand import Understood
from slm.store.filters import Filter

Numbers = NDArray[np.float32]

# A pasted stack trace is a fine question; its hundredth word adds only time.
MOST_WORDS = 64
# Of tokens, each of which is compared with each of a candidate's; the rarest are kept.
MOST_TOKENS = 32
# Of a pasted log, its beginning and its end: one of them is what somebody typed.
MOST_NAMED_IN = 1_000
# What the commonest token of a question weighs at least, beside the rarest: even a question of
# common words has to be about something.
LEAST_SHARE = 0.05
# Of a question whose words alone are looked at.
NOT_READ = Understood()


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """The tokens of a question's telling words."""

    vectors: Numbers  # a row each, in the codes' dimensions
    weights: Numbers  # what each tells; together 1


NO_TOKENS = Telling(np.zeros((0, TOKEN_DIMENSIONS), np.float32), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What a model makes of a question."""

    vector: Numbers | None  # None: no model, or nothing for it to read
    tokens: Telling = NO_TOKENS


NO_SENSE = Sense(None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready for the channels."""

    words: tuple[str, ...]  # as typed, in lower case, each once
    only: Filter
    understood: Understood = NOT_READ
    mentions: tuple[Entity, ...] = ()  # whom and what it names
    text: str = ""
    rarity: Rarity = NOTHING_KNOWN
    # Waits for the model, which reads while the words are looked for.
    sense: Callable[[], Sense] = lambda: NO_SENSE
    present: Present = NOTHING  # not to be found

    @property
    def vector(self) -> Numbers | None:
        """The direction it points in; None where no model reads it."""
        return self.sense().vector

    @property
    def tokens(self) -> Telling:
        """The tokens of its telling words; none where no model reads it."""
        return self.sense().tokens


def content_words(text: str) -> tuple[str, ...]:
    """The words that a question is about; all of them where none is left."""
    every = tuple(dict.fromkeys(WORD.findall(text.lower())))
    return (tuple(word for word in every if telling(word)) or every)[:MOST_WORDS]


def mentions(text: str) -> tuple[Entity, ...]:
    """Whom and what a question names."""
    if len(text) > 2 * MOST_NAMED_IN:
        text = f"{text[:MOST_NAMED_IN]}\n{text[-MOST_NAMED_IN:]}"
    return find(text)


def telling_tokens(text: str, reading: Reading, rarity: Rarity) -> Telling:
    """The tokens of the telling words, and their weights; of all words where none tells."""
    around = [word.lower() for word in vocabulary.around(text, reading.spans)]
    places = [place for place, word in enumerate(around) if telling(word)]
    places = places or [place for place, word in enumerate(around) if word]
    if not places:
        return NO_TOKENS
    weights = _weights([around[place] for place in places], rarity)
    kept = np.sort(np.argsort(-weights, kind="stable")[:MOST_TOKENS])
    chosen = reading.tokens[[places[place] for place in kept]]
    return Telling(turned(chosen), weights[kept] / weights[kept].sum())


def _weights(words: list[str], rarity: Rarity) -> Numbers:
    """Each word's rarity, shared among its tokens."""
    weights = np.array([rarity.weight(word) for word in words], np.float32)
    shares = np.array([words.count(word) for word in words], np.float32)
    return np.asarray(np.maximum(weights, LEAST_SHARE * weights.max()) / shares, np.float32)

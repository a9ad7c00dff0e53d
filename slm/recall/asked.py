"""Hold a question ready for searching: its words, its vector, its bounds, what it asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slm.domain.entities import Entity, find
from slm.domain.words import WORD, telling
from slm.recall.understand import Understood
from slm.store.filters import Filter

# A pasted stack trace is a fine question; its hundredth word adds only time.
MOST_WORDS = 64
# Of a pasted log, its beginning and its end: one of them is what somebody typed.
MOST_NAMED_IN = 1_000
# Of a question whose words alone are looked at.
NOT_READ = Understood()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready for the channels."""

    words: tuple[str, ...]  # as typed, in lower case, each once
    vector: NDArray[np.float32] | None  # None: no model
    only: Filter
    understood: Understood = NOT_READ
    mentions: tuple[Entity, ...] = ()  # whom and what it names


def content_words(text: str) -> tuple[str, ...]:
    """The words that a question is about; all of them where none is left."""
    every = tuple(dict.fromkeys(WORD.findall(text.lower())))
    return (tuple(word for word in every if telling(word)) or every)[:MOST_WORDS]


def mentions(text: str) -> tuple[Entity, ...]:
    """Whom and what a question names."""
    if len(text) > 2 * MOST_NAMED_IN:
        text = f"{text[:MOST_NAMED_IN]}\n{text[-MOST_NAMED_IN:]}"
    return find(text)

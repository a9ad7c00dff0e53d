"""Read a question for what can be searched with: its words, its vector, its bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slm.store.filters import Filter

_WORD = re.compile(r"\w+")
# Words that say how a question is put, not what it is about. English function words, the
# contractions' halves, and nothing that names a thing.
_FUNCTION_WORDS = """
    a about an and are as at be been being but by can could did didn do does doesn doing don for
    from get gets got had has have he her hers him his how i if in into is isn it its let ll me my
    no nor not of on or our ours re s shall she should so some such t than that the their them then
    there these they this those to too ve very was we were what when where which who whom whose why
    will with would you your yours
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
# A pasted stack trace is a fine question; its hundredth word adds only time.
MOST_WORDS = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready for the channels."""

    words: tuple[str, ...]  # as typed, in lower case, each once
    vector: NDArray[np.float32] | None  # None: no model
    only: Filter


def content_words(text: str) -> tuple[str, ...]:
    """The words that a question is about; all of them where none is left."""
    every = tuple(dict.fromkeys(_WORD.findall(text.lower())))
    telling = tuple(word for word in every if word not in STOP_WORDS)
    return (telling or every)[:MOST_WORDS]

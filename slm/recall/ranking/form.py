"""Say what a turn is like apart from its words' meaning: a question, a number, a time in it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CHARACTERS_A_WORD = 6  # in English with its spaces
# 180 characters: a commit's subject or a note is short by nature, not by being to the point.
PARAGRAPH = math.log1p(180 / CHARACTERS_A_WORD)

# Words by which people say when something was; a weekday or a month is one as well.
_TIME_WORDS = """
    yesterday today tonight tomorrow ago last next week weeks weekend month months year years
    morning mornings evening evenings afternoon recently since just summer winter spring autumn fall
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
"""
_YEARS = map(str, range(1900, 2100))
_TIMES = frozenset([*_TIME_WORDS.split(), *_YEARS])
_NUMBER_WORDS = """
    one two three four five six seven eight nine ten once twice couple few several dozen
"""
_NUMBERS = frozenset(_NUMBER_WORDS.split())

_WORD = re.compile(r"\w+")
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|[Mm]y|[Ww]e|[Oo]ur)\b")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")  # capitalised in the midst of a sentence

# What `of` gives, in its order.
ASPECTS = ("asks", "first_person", "names")


def of(text: str) -> tuple[float, ...]:
    """The aspects of one text, each a small number."""
    stripped = text.rstrip()
    return (
        float(stripped.endswith("?")),
        float(_FIRST_PERSON.search(text) is not None),
        math.log1p(len(_NAME.findall(text))),
    )


def length(texts: Sequence[str]) -> NDArray[np.float32]:
    """The logarithm of each text's length, in about words."""
    return np.log1p(np.array([len(text) for text in texts], np.float32) / CHARACTERS_A_WORD)


def says_when(texts: Sequence[str]) -> NDArray[np.float32]:
    """1 for each text that has a word of time in it."""
    return np.array([not _TIMES.isdisjoint(_words(text)) for text in texts], np.float32)


def says_how_many(texts: Sequence[str]) -> NDArray[np.float32]:
    """1 for each text that has a number in it, in figures or letters."""
    return np.array([_has_number(_words(text)) for text in texts], np.float32)


def _has_number(words: list[str]) -> bool:
    return not _NUMBERS.isdisjoint(words) or any(map(str.isdecimal, words))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())

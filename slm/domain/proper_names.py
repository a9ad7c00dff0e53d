"""Find people, places and products by the capitals they are written with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from slm.domain.entity import EntityKind
from slm.domain.ordinary import BRANDS, NO_NAMES

# More words in a row with capitals are a heading or a title: nobody asks for them by their words.
MOST_WORDS = 4
LONGEST_WORD = 40
# As far as the words that show a person to be one may stand from the name.
_AROUND = 24

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENDINGS = frozenset(("s", "m", "re", "ve", "ll", "d", "t"))
# "New York" is a name, and "New" is none.
_LEADERS = frozenset(
    ("New", "Great", "Old", "Big", "Little", "Long", "Double", "North", "South", "East", "West")
)
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St)\.$")
# A sentence goes on after these; a bullet, a dash, an arrow or a mark of any kind begins one.
_GOES_ON = frozenset(",'%&")
# Who is spoken to is not whom it is about: in a talk of two that would be everybody, always.
_GREETED = re.compile(
    r"\b(?:(?:hey|hi|hello|thanks|thank[ ]you|congrats|congratulations|bye|dear|wow|cheers|sorry"
    r"|morning|evening|night|yeah|yes|no|yep|sure|ok|okay|oh|right|absolutely|totally|definitely"
    r"|agreed|you[ ]too)[.,!]?)[ ]+$",
    re.IGNORECASE,
)
_BEFORE_PERSON = re.compile(
    r"\b(?:(?:ask|asks|asked|tell|tells|told|ping|cc|mr|mrs|ms|dr|prof"
    r"|friend|friends|brother|sister|mother|father|mom|dad|son|daughter|wife|husband|partner|cousin"
    r"|uncle|aunt|colleague|teammate|boss|neighbou?r|reviewer|maintainer)[.,!]?)[ ]+$",
    re.IGNORECASE,
)
_AFTER_PERSON = re.compile(
    r"[ ]+(?:said|says|asked|asks|told|tells|thinks|thought|wants|wanted|wrote|writes|suggested"
    r"|suggests|mentioned|proposed|prefers|preferred|replied|agreed|loves|loved|likes|liked|feels"
    r"|felt|reviewed|approved|met|married|plans|planned|decided|hopes)\b"
)
_CALLED = re.compile(r"(?:^|[ '])[a-z]+, $")  # "that's great, Ana!"


@dataclass(frozen=True, slots=True)
class Capital:
    """A word with a capital, and what its place in the text says of it."""

    word: str
    start: int
    stop: int  # of the word as it is counted: without a possessive 's
    is_first: bool  # of its sentence: it would have the capital anyway
    goes_on: bool  # the next word may belong to the same name


def capital(text: str, start: int, stop: int) -> Capital | None:
    """The name-like word that the chunk of `text` between `start` and `stop` is, if it is one."""
    found = _WORD.search(text, start, stop)
    if not found or not found[0][0].isupper() or len(found[0]) > LONGEST_WORD:
        return None
    outside = text[start : found.start()] + text[found.end() : stop]
    if any(sign.isalnum() or sign in "_/\\@" for sign in outside):
        return None
    word, end = _without_ending(found[0])
    if len(word) < 2 or word.casefold() in NO_NAMES or _is_no_name(word):
        return None
    goes_on = found.end() == stop and end == len(found[0]) and text[stop : stop + 1] == " "
    first = _is_first(text, found.start())
    return Capital(word, found.start(), found.start() + end, first, goes_on)


def _without_ending(word: str) -> tuple[str, int]:
    """The word without 's or what is contracted into it; none is left of "Don't"."""
    bare, mark, ending = word.rpartition("'")
    if not mark or ending.casefold() not in _ENDINGS:
        return word, len(word)
    return ("" if ending.casefold() == "t" else word[: len(bare)]), len(bare)


def _is_no_name(word: str) -> bool:
    """Whether the capitals are an acronym's, a shout's or a symbol's."""
    if word.casefold() in BRANDS or word.startswith(("Mc", "Mac", "O'", "D'")):
        return word.isupper()
    return not all(part[0].isupper() and part[1:] == part[1:].lower() for part in word.split("-"))


def _is_first(text: str, start: int) -> bool:
    begins = max(0, start - 4)
    before = text[begins:start].rstrip(" \t'")
    if not before:
        return True
    if before[-1] == "." and _TITLE.search(text[max(0, start - 8) : start].rstrip()):
        return False
    return not (before[-1].isalnum() or before[-1] in _GOES_ON)


def names(
    text: str, capitals: Sequence[Capital], plain: Container[str]
) -> Iterator[tuple[EntityKind, str]]:
    """The names among a text's capitals; a sentence's first word needs more than its capital.

    A word that the text holds without a capital too, in `plain`, is no name by itself.
    """
    sure = Counter(one.word for one in capitals if not one.is_first)
    for run in _runs(capitals):
        if len(run) > MOST_WORDS or (len(run) == 1 and not _stands_alone(run[0], sure)):
            continue
        first, last = run[0], run[-1]
        if _is_spoken_to(text, first, last):
            continue
        kind = _kind(text, first, last)
        if kind is EntityKind.PERSON or len(run) > 1 or first.word.lower() not in plain:
            yield kind, text[first.start : last.stop]


def _stands_alone(one: Capital, sure: Counter[str]) -> bool:
    return one.word not in _LEADERS and (not one.is_first or bool(sure[one.word]))


def _runs(capitals: Sequence[Capital]) -> Iterator[list[Capital]]:
    """Capitals that follow each other with one space between."""
    run: list[Capital] = []
    for one in capitals:
        if run and run[-1].goes_on and one.start == run[-1].stop + 1 and not one.is_first:
            run.append(one)
        else:
            if run:
                yield run
            run = [one]
    if run:
        yield run


def _kind(text: str, first: Capital, last: Capital) -> EntityKind:
    before = text[max(0, first.start - _AROUND) : first.start]
    is_shown = _BEFORE_PERSON.search(before) or _AFTER_PERSON.match(text, last.stop)
    return EntityKind.PERSON if is_shown else EntityKind.THING


def _is_spoken_to(text: str, first: Capital, last: Capital) -> bool:
    before = text[max(0, first.start - _AROUND) : first.start]
    is_called = text[last.stop : last.stop + 1] in ("!", "?") and _CALLED.search(before)
    return bool(is_called or _GREETED.search(before))

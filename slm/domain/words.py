"""Tell the words that say what a text is about from those that only hold it together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

WORD = re.compile(r"\w+")
# English function words, the contractions' halves, and nothing that names a thing.
_FUNCTION_WORDS = """
    a about an and are as at be been being but by can could did didn do does doesn doing don for
    from get gets got had has have he her hers him his how i if in into is isn it its let ll me my
    no nor not of on or our ours re s shall she should so some such t than that the their them then
    there these they this those to too ve very was we were what when where which who whom whose why
    will with would you your yours
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


def telling(word: str) -> bool:
    """Whether the word says what a text is about."""
    return bool(word) and word.lower() not in FUNCTION_WORDS


def around(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The word each span is in, whole and as typed; "" for a span in none."""
    words = list(WORD.finditer(text))
    starts = [word.start() for word in words]
    found = []
    for start, stop in spans:
        # The last word that begins in the span or before it: some tokenizers count the space
        # before a word to it.
        place = bisect_left(starts, stop) - 1
        inside = place >= 0 and start < words[place].end()
        found.append(words[place][0] if inside else "")
    return found

"""Name the episodes of a session: by how each is opened, and by the words it alone is full of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from slm.domain.words import telling

MOST_WORDS = 5
MOST_OPENING = 120  # characters: a line on a wide terminal
SHORTEST = 3
# A word that one turn alone says is as likely chance as the topic, where there are many turns.
OFTEN = 2

_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")


def opening(turns: Sequence[tuple[str, str]]) -> str:
    """How the first turn of a user begins, or else the first turn; each is (author, text)."""
    first = next((text for author, text in turns if author == "user"), turns[0][1])
    line = " ".join(first[: 10 * MOST_OPENING].split())
    if len(line) <= MOST_OPENING:
        return line
    return f"{line[: MOST_OPENING - 1].rsplit(' ', 1)[0]}\u2026"


def telling_words(episodes: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """For each episode, as its turns' texts, the words that tell it from the others, best first."""
    counts = [Counter(word for text in turns for word in _words(text)) for turns in episodes]
    inside = Counter(word for count in counts for word in count)
    return [_best(count, inside, len(turns), len(episodes)) for count, turns in
            zip(counts, episodes, strict=True)]  # fmt: skip


def _best(count: Counter[str], inside: Counter[str], turns: int, episodes: int) -> tuple[str, ...]:
    """Those in many of its turns and in few other episodes; the alphabet decides between equals."""
    often = [word for word, times in count.items() if times >= OFTEN or turns < 2 * OFTEN]
    worth = {word: count[word] * log((episodes + 1) / inside[word]) for word in often or count}
    return tuple(sorted(worth, key=lambda word: (-worth[word], word))[:MOST_WORDS])


def _words(text: str) -> set[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return {word for word in words if len(word) >= SHORTEST and telling(word)}

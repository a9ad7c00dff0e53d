"""Make up many memories of realistic lengths, with questions, from a vocabulary by Zipf's law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from slm.eval.sets import Asked, Row
from slm.store.floor import STOP_WORDS

# Zipf's law as Mandelbrot corrected it for the commonest words of English.
SHIFT = 2.7
MEAN_WORDS = 60
# Of a log-normal length: one turn in ten has 130 words and more, half have under 44.
SPREAD = 0.8
FEWEST, MOST = 3, 600
SESSION = 50  # turns
# A session has words of its own, which come back; the rest are drawn from the language.
TOPIC_WORDS, TOPIC_SHARE = 40, 0.25
ASKED_WORDS = (3, 7)
STARTED = datetime(2025, 1, 1, tzinfo=UTC)
SENTENCE = 12  # words
_WORD = re.compile(r"[a-z]{2,}")


def words_of(pieces: Sequence[str]) -> list[str]:
    """The whole words among a tokenizer's pieces, whose order is how common they are."""
    return [piece for piece in pieces if _WORD.fullmatch(piece)]


def memories(words: Sequence[str], count: int, seed: int = 0) -> Iterator[Row]:
    """Turns in sessions of 50, a minute apart; `words` are commonest first."""
    language = _Language(words, seed)
    for number in range(count):
        if number % SESSION == 0:
            language.change_topic()
        session = f"crowd-{number // SESSION}"
        said_at = STARTED + timedelta(minutes=number)
        yield Row(language.turn(), str(number), session, said_at.isoformat())


def questions(rows: Sequence[Row], count: int, seed: int = 1) -> list[Asked]:
    """Questions in three to seven telling words of a memory each."""
    random = np.random.RandomState(seed)
    asked: list[Asked] = []
    while len(asked) < count:
        row = rows[random.randint(len(rows))]
        words = sorted(set(_WORD.findall(row.text.lower())) - STOP_WORDS)
        if len(words) >= ASKED_WORDS[0]:
            wanted = random.randint(ASKED_WORDS[0], ASKED_WORDS[1] + 1)
            chosen = random.choice(words, min(wanted, len(words)), replace=False)
            query = f"what did we say about {' '.join(chosen)}?"
            asked.append(Asked(f"q{len(asked)}", query, (row.source_id,)))
    return asked


class _Language:
    """Draws words by their rank; RandomState's stream is frozen, so that a seed stands for good."""

    def __init__(self, words: Sequence[str], seed: int) -> None:
        self._words = words
        self._random = np.random.RandomState(seed)
        weights = 1 / (np.arange(len(words)) + 1 + SHIFT)
        self._below = np.cumsum(weights / weights.sum())
        self._topic: NDArray[np.intp] = np.zeros(1, dtype=np.intp)

    def change_topic(self) -> None:
        """Choose other words that the next turns come back to, common and rare alike."""
        self._topic = self._random.randint(0, len(self._words), TOPIC_WORDS)

    def turn(self) -> str:
        """A text of sentences, however little they mean."""
        middle = np.log(MEAN_WORDS) - SPREAD**2 / 2
        length = int(np.clip(self._random.lognormal(middle, SPREAD), FEWEST, MOST))
        drawn = np.searchsorted(self._below, self._random.random_sample(length))
        topical = self._random.random_sample(length) < TOPIC_SHARE
        own = self._topic[self._random.randint(0, TOPIC_WORDS, length)]
        ranks = np.where(topical, own, np.minimum(drawn, len(self._words) - 1))
        words = [self._words[rank] for rank in ranks]
        sentences = [words[at : at + SENTENCE] for at in range(0, length, SENTENCE)]
        return " ".join(f"{' '.join(one).capitalize()}." for one in sentences)

"""Tell what a text adds to what an agent is given already."""

from __future__ import annotations

from itertools import islice

from slm.domain.words import FUNCTION_WORDS, WORD

# Texts that share this much of their word triples say the same thing once more ...
NEARLY_EQUAL = 0.8
SHINGLE = 3

Shingle = tuple[str, ...]


class Told:
    """The words that an agent is given so far."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._shingles: set[Shingle] = set()
        self._texts: set[str] = set()
        self._about: dict[str, frozenset[str]] = {}  # of each text that was asked about

    def add(self, text: str) -> None:
        """Let a text be told from now on."""
        words = _words(text)
        self._words.update(words)
        self._shingles |= _shingles(words)
        self._texts.add(_folded(text))

    def new_share(self, text: str) -> float:
        """How much of what the text is about was not told yet."""
        about = self._about.get(text)
        if about is None:
            about = self._about[text] = frozenset(_words(text)) - FUNCTION_WORDS
        return len(about - self._words) / len(about) if about else 1.0

    def repeats(self, text: str) -> bool:
        """Whether the text was told already, word for word or nearly."""
        if _folded(text) in self._texts:
            return True
        words = _words(text)
        shingles = _shingles(words)
        if len(shingles - self._shingles) > (1 - NEARLY_EQUAL) * len(shingles):
            return False
        # ... unless they differ in a number: another port, another date, another version.
        return bool(words) and not any(
            _has_digit(word) for word in words if word not in self._words
        )


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _shingles(words: list[str]) -> set[Shingle]:
    """Each three words in a row; a shorter text is one by itself."""
    if len(words) < SHINGLE:
        return {tuple(words)} if words else set()
    return set(zip(*(islice(words, skip, None) for skip in range(SHINGLE)), strict=False))


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()

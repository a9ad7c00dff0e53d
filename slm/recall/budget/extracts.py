"""Take the part of a text that is worth its room: a passage, more around it, or less of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

# A text this much longer than its passage comes whole: the ends of it cost less than the marks
# that say they are missing, and a second look.
ALMOST_WHOLE = 1.2
# Of what is less than a short sentence nobody makes sense.
LEAST = 24
# What a passage grows by, before and after, in shares of its own length.
STEP = 0.5

CUT = "…"
_MARKS = 2 * len(f"{CUT} ")
_WORDS = re.compile(r"\S")
# The number of a list's entry ends no sentence.
_END = re.compile(r"\n+|(?<=[.!?…。！？])(?<!\s\d\.)[\"')\]]*\s+")  # noqa: RUF001  # full-width stops too


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of a text, by where it lies there."""

    text: str
    start: int
    stop: int

    def __len__(self) -> int:
        """How long it is, without the marks."""
        return self.stop - self.start

    @property
    def bare(self) -> str:
        """The part itself."""
        return self.text[self.start : self.stop].strip()

    @property
    def words(self) -> str:
        """The part, with a mark where something is left out."""
        before = f"{CUT} " if _holds(self.text, 0, self.start) else ""
        after = f" {CUT}" if _holds(self.text, self.stop, len(self.text)) else ""
        return f"{before}{self.bare}{after}"


def passage_of(text: str, passage: str) -> Extract:
    """The passage in its text; the whole text where it is hardly longer."""
    start = text.find(passage)
    if start < 0:
        return Extract(passage, 0, len(passage))
    if len(text) <= ALMOST_WHOLE * len(passage):
        return Extract(text, 0, len(text))
    return Extract(text, start, start + len(passage))


def wider(one: Extract) -> Extract | None:
    """The part with the sentences before and after it; None where that is no more."""
    reach = max(LEAST, int(STEP * len(one)))
    first, last = max(0, one.start - reach), min(len(one.text), one.stop + reach)
    start, stop = first, last
    if first:
        begins = (end.end() for end in _END.finditer(one.text, first, one.start))
        start = next(begins, one.start)
    if last < len(one.text):
        ends = [end.start() for end in _END.finditer(one.text, one.stop, last)]
        stop = ends[-1] if ends else one.stop
    grown = Extract(one.text, start, stop)
    return grown if len(grown) > len(one) else None


def cut(one: Extract, room: int, words: Collection[str] = ()) -> Extract | None:
    """The sentences in a row that fit and hold most of `words`; None where too little fits."""
    if len(one) <= room - _MARKS:
        return one
    if room - _MARKS < LEAST:
        return None
    sentences = list(_sentences(one, room - _MARKS))
    runs = [_run(sentences, first, room - _MARKS) for first in range(len(sentences))]
    start, stop = max(runs, key=lambda run: _count(words, one.text[run[0] : run[1]]))
    return Extract(one.text, start, stop)


def _holds(text: str, start: int, stop: int) -> bool:
    """Whether there is more than space between; without copying a long text."""
    return _WORDS.search(text, start, stop) is not None


def _run(sentences: Sequence[tuple[int, int]], first: int, room: int) -> tuple[int, int]:
    """As many sentences from the `first` on as fit."""
    start, stop = sentences[first]
    for _, end in sentences[first + 1 :]:
        if end - start > room:
            break
        stop = end
    return start, stop


def _count(words: Collection[str], text: str) -> int:
    lowered = text.lower()
    return sum(word in lowered for word in words)


def _sentences(one: Extract, longest: int) -> Iterator[tuple[int, int]]:
    """Where each sentence lies; one that is too long comes in parts."""
    start = one.start
    for end in _END.finditer(one.text, one.start, one.stop):
        yield from _parts(one.text, start, end.start(), longest)
        start = end.end()
    yield from _parts(one.text, start, one.stop, longest)


def _parts(text: str, start: int, stop: int, longest: int) -> Iterator[tuple[int, int]]:
    """The text between, cut at spaces where it has any."""
    while stop - start > longest:
        space = text.rfind(" ", start + 1, start + longest + 1)
        end = space if space > start else start + longest
        yield start, end
        start = end
    if text[start:stop].strip():
        yield start, stop

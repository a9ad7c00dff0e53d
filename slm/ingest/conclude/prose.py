"""Cut what was said into sentences, and leave out what nobody said: code, quotes, pasted logs."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Nobody types that much into a prompt: it is a plan, a log or somebody's review. In real logs
# nine typed prompts in ten have fewer than 500 characters.
LONGEST_TYPED = 1_200
MOST_LINES = 20
# Of a long text only its ends are looked at: what is asked and answered stands there.
LONGEST_END = 6_000
# A paragraph may be long; a line longer than this is data.
LONGEST_LINE = 2_000

_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})")
# Quotes, headings, tables, code by its indent, prompts of a shell, lines of a diff or a log.
_UNSAID = re.compile(
    r"[ \t]*(?:[>#|\u276f$⏺⎿│┌└├✓✗]|\+\+\+|---|@@|\d{4}-\d\d-\d\d[T ]|\[\w+\])|\t| {4,}"
    r"|https?://\S+$"
)
_BREAK = re.compile(r"(?<=[.!?])[\"')*]{0,3}[ \t]+|\n")
_BULLET = re.compile(r"[ \t]*(?:[-*•]|\d{1,2}[.)])[ \t]+")
_MARKS = re.compile(r"\*\*|__|[ \t]?[:;]-?[)D(](?=\s|$)|[\U0001f300-\U0001faff☀-➿️]")


def is_typed(text: str) -> bool:
    """Whether a person may have typed this, rather than pasted it."""
    return len(text) <= LONGEST_TYPED and text.count("\n") <= MOST_LINES


def sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text's prose, in order, without bullets and emphasis."""
    for line in prose(text):
        yield from split(line)


def split(line: str) -> Iterator[str]:
    """Give the sentences of one line, without bullets and emphasis."""
    for sentence in _BREAK.split(line):
        said = plain(sentence)
        if said:
            yield said


def prose(text: str) -> Iterator[str]:
    """Give the lines that somebody said in their own words."""
    is_code = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and 0 < len(line) <= LONGEST_LINE and not _UNSAID.match(line):
            yield line


def plain(text: str) -> str:
    """A sentence without the marks of its form."""
    bullet = _BULLET.match(text)
    return _MARKS.sub("", text[bullet.end() :] if bullet else text).strip()


def ending(text: str) -> str:
    """The last characters of a text, where questions stand."""
    return text[-LONGEST_END:]


def worded(name: str, *parts: str) -> tuple[str, re.Pattern[str]]:
    """A rule: its name, and the words that it is told by."""
    return name, re.compile("".join(parts), re.IGNORECASE)

"""Find what a user marked as private: `<private>…</private>`, a custom begun by claude-mem."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

# With blanks or attributes, in any case. Without a "=", what follows the name may be words of a
# placeholder: "sign it with <private key>".
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*"""
_TAG = re.compile(
    rf"<\s*(?:(?P<close>/\s*private\s*)|private(?:{_ATTRIBUTES}(?P<sure>\s*)|\s[^<>]*(?<!/)))>",
    re.IGNORECASE,
)
# Most texts hold none, which this tells soonest.
_OPENING = re.compile(r"<\s*private", re.IGNORECASE)


def may_be_in(text: str) -> bool:
    """Whether anything of the text may be private: one without an opening tag has nothing."""
    return _OPENING.search(text) is not None


def spans(text: str) -> Iterator[tuple[int, int]]:
    """From where to where it is private, tags included; spans may lie in each other.

    What is left open is private to the end, unless its tag may be a placeholder.
    """
    sure: list[int] = []
    unsure: list[int] = []
    for tag in _TAG.finditer(text):
        if text[tag.start() - 1 : tag.start()] == text[tag.end() : tag.end() + 1] == "`":
            continue  # a document that speaks of the tag
        if tag["close"] is None:
            (unsure if tag["sure"] is None else sure).append(tag.start())
        elif sure or unsure:
            start = (sure or unsure).pop()
            yield start, tag.end()
            while unsure and unsure[-1] > start:
                unsure.pop()
    if sure:
        yield sure[0], len(text)


def without(text: str) -> str:
    """The text without what is private in it."""
    return _cut(text, _outermost(text)) if may_be_in(text) else text


def blanked(text: str) -> str:
    """The text without what is private in it, each line still where it was."""
    if not may_be_in(text):
        return text
    kept: list[str] = []
    begin = 0
    for start, end in _outermost(text):
        kept += (text[begin:start], "\n" * text.count("\n", start, end))
        begin = end
    return "".join((*kept, text[begin:]))


def without_in(texts: Sequence[str], heard: Sequence[str]) -> list[str]:
    """Each text without what is private in them all, as they stand one after another.

    Tags count where they stand in `heard`: the same texts, as long each, with blanks in the place
    of what marks nothing.
    """
    hidden = list(_outermost("\n".join(heard)))
    left: list[str] = []
    begin = 0
    for text in texts:
        end = begin + len(text)
        first = bisect_right(hidden, begin, key=itemgetter(1))
        last = bisect_left(hidden, end, key=itemgetter(0))
        inside = ((max(a, begin) - begin, min(b, end) - begin) for a, b in hidden[first:last])
        left.append(_cut(text, inside))
        begin = end + 1
    return left


def _outermost(text: str) -> Iterator[tuple[int, int]]:
    """The spans in order, those that lie in another left out."""
    reached = 0
    for start, end in sorted(spans(text)):
        if end > reached:
            yield max(start, reached), end
            reached = end


def _cut(text: str, hidden: Iterable[tuple[int, int]]) -> str:
    edges = (0, *(edge for span in hidden for edge in span), len(text))
    return "".join(text[start:stop] for start, stop in list(pairwise(edges))[::2])

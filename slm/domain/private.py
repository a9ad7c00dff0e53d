"""Find what a user marked as private: `<private>…</private>`, a custom begun by claude-mem."""

from __future__ import annotations

import re
from collections.abc import Iterator

# With blanks or attributes, in any case. Without a "=", what follows the name may be words of a
# placeholder: "sign it with <private key>".
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*"""
_TAG = re.compile(
    rf"<(?:(?P<close>/private\s*)|private(?:{_ATTRIBUTES}(?P<sure>\s*)|\s[^<>]*(?<!/)))>",
    re.IGNORECASE,
)


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
    if "<" not in text:
        return text
    kept: list[str] = []
    begin = 0
    for start, end in sorted(spans(text)):
        kept.append(text[begin:start])
        begin = max(begin, end)
    return "".join((*kept, text[begin:]))

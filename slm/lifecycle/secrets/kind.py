"""Describe one kind of secret, and build the patterns that many kinds share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from slm.lifecycle.secrets.guards import is_no_placeholder, is_not_words

SHORT_PREFIX = 4

HEX = "[0-9a-f]"
UUID = f"{HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}"

# What ends in a letter or digit and yet is no part of the word after it: a line break escaped in
# JSON, a character escaped in a URL or in JSON, a terminal's colour.
_ESCAPE = (
    r"(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u00[0-9a-f]{2})"
    r"|(?<=\x1b\[[0-9]m)|(?<=\x1b\[[0-9]{2}m)"
)
# Where a token may begin: not inside a word.
START = rf"(?:(?<![A-Za-z0-9])|{_ESCAPE})"
# The same where its own alphabet has dashes, or it could stand in base64: not inside a run either.
START_OF_RUN = rf"(?:(?<![A-Za-z0-9_-])|{_ESCAPE})"
START_OF_BASE64 = rf"(?:(?<![A-Za-z0-9+/])|{_ESCAPE})"
END = r"(?![A-Za-z0-9])"

# A name, perhaps quoted or subscripted, and what joins it to its value in code, settings and flags.
JOIN = r"\\{0,3}[\"'`]?\]?\s{0,4}(?:=>|:=|={1,2}|:\s{0,2}[A-Za-z]{2,12}\s{0,2}=|:)\s{0,4}"
# Also as two arguments: set("API_KEY", "…"). A list of names looks the same.
PAIR = rf"(?:{JOIN}|\\{{0,3}}[\"'],\s{{0,2}}(?=\\{{0,3}}[\"']))"
QUOTE = r"\\{0,3}[\"'`]"


Guard: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class SecretKind:
    """A kind of secret: the pattern is tried only where one of the keywords stands.

    The named group of the pattern that matched is the part to hide; without one, all of it is.
    """

    name: str  # stands in the mark that replaces a secret
    keywords: tuple[str, ...]  # lower case; each is part of every text the pattern matches
    pattern: str
    source: str  # where the issuer states the shape
    before: int = 0  # how many characters before the keyword the pattern begins
    after: bool = False  # the pattern begins where the keyword ends
    guard: Guard | None = None  # a last look at what would be hidden


def prefixed(name: str, prefixes: str, body: str, source: str) -> SecretKind:
    """Build a kind that is known by its first characters; `prefixes` are parted by spaces."""
    known = prefixes.split()
    pattern = f"(?:{'|'.join(map(re.escape, known))}){body}"
    if known[0][-1].isalnum():  # without a dash or so at its end, base64 may hold it by chance
        pattern = f"{START_OF_BASE64}{pattern}(?![A-Za-z0-9+])"
    else:
        pattern = START + pattern
    keywords = tuple(prefix.lower() for prefix in known)
    # Names in code may go on after a short prefix as a token would: TestInfo_… holds nfo_.
    guard = is_not_words if min(map(len, known)) <= SHORT_PREFIX else is_no_placeholder
    return SecretKind(name, keywords, pattern, source, guard=guard)


def named(name: str, owner: str, body: str, source: str) -> SecretKind:
    """Build a kind without a prefix of its own, known by its owner's name in front of it."""
    return SecretKind(
        name,
        (owner.lower(),),
        rf"[A-Za-z0-9_.-]{{0,30}}{JOIN}(?:{QUOTE})?(?P<secret>{body}){END}",
        source,
        after=True,
        guard=is_not_words,
    )

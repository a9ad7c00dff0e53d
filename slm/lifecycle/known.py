"""Find secrets that are known by their value, in every spelling that is likely."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from string import ascii_letters, digits
from urllib.parse import quote, quote_plus

import ahocorasick

from slm.lifecycle.secrets.kind import END, START

DOTENV = "dotenv"  # stands as a value in a .env file of the project
GIVEN = "given"  # named by the user

# A shorter value may be part of other words and numbers by chance.
ANYWHERE = 12
# In base64, from any of three places on, this much of a value is left that no neighbour changes.
ENCODED = 12
# A run of base64 is hidden whole, up to here before what was found.
LONGEST_RUN = 8_192

_START = re.compile(START)
_END = re.compile(END)
_BASE64 = frozenset(ascii_letters + digits + "+/_-")
_RUN_AFTER = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_HEX_PAIR = re.compile(r"%[0-9A-F]{2}")


class Known:
    """Values that are secret wherever they stand; they are held here, and shown nowhere."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """Take each value with the kind that its mark is to name."""
        self._count = len(values)
        self._automaton = ahocorasick.Automaton()
        for value, kind in values.items():
            may_be_part = len(value) >= ANYWHERE or kind == GIVEN
            for spelling in _spellings(value):
                self._automaton.add_word(spelling, (len(spelling), kind, may_be_part, False))
            for spelling in _encoded(value) if len(value) >= ENCODED else ():
                self._automaton.add_word(spelling, (len(spelling), kind, True, True))
        self._automaton.make_automaton()

    def __bool__(self) -> bool:
        return self._count > 0

    def __repr__(self) -> str:
        return f"Known({self._count} values)"

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where each stands in a text, and its kind; they may overlap."""
        if not self._count:
            return
        done = 0  # the end of the last run of base64
        for last, (length, kind, may_be_part, is_encoded) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if is_encoded:
                if end > done:
                    start, done = _whole_run(text, start, end)
                    yield start, done, kind
            elif may_be_part or (_START.match(text, start) and _END.match(text, end)):
                yield start, end, kind


NOTHING = Known({})


def _spellings(value: str) -> Iterator[str]:
    """A value as it stands in files, URLs, JSON, JSON within JSON, and HTML."""
    in_json = [json.dumps(value, ensure_ascii=ascii_)[1:-1] for ascii_ in (True, False)]
    in_urls = [quote(value, safe=""), quote(value), quote_plus(value)]
    spelled = [
        value,
        value.replace("\n", "\r\n"),
        value.replace("/", "\\/"),  # some write JSON so
        *in_json,
        *(json.dumps(one)[1:-1] for one in in_json),
        *in_urls,
        *(_HEX_PAIR.sub(lambda pair: pair[0].lower(), one) for one in in_urls),
        escape(value, quote=False),
        escape(value),
    ]
    yield from dict.fromkeys(spelled)


def _encoded(value: str) -> Iterator[str]:
    """What is the same in base64 whatever stands before and behind the value."""
    content = value.encode()
    for lead in range(3):
        encoded = b64encode(bytes(lead) + content).decode()
        first, last = -(-lead * 8 // 6), (lead + len(content)) * 8 // 6
        core = encoded[first:last]
        yield core
        yield core.replace("+", "-").replace("/", "_")


def _whole_run(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(0, start - LONGEST_RUN)
    while start > first and text[start - 1] in _BASE64:
        start -= 1
    after = _RUN_AFTER.match(text, end)
    return start, after.end() if after else end

"""Tell what looks like a secret from placeholders, code, paths and ordinary words."""

from __future__ import annotations

import math
import re
from collections import Counter

# Shares of letter pairs that are common in English: of 4,000 random base62 values of 20 characters
# 1.4% are above the first; identifiers are at .55 to .9.
WORDY = 0.45
WORDLESS = 0.25
# More of a value than this tells no more about it.
LOOKED_AT = 128

_PLACEHOLDER = re.compile(
    r"""(?ix)
    your | example | sample | dummy | placeholder | change[-_]?(?:me|it|this) | redact | replace
    | insert | invalid | x{4} | \*{3} | \.{3} | (?:^|[^0-9])0{6} | 012345 | 123456 | 234567 | abcdef
    | abc[-_]?123 | 123[-_]?abc | deadbeef | cafebabe | qwerty | lorem | hunter2?$ | s[e3]cr[e3]t
    | passw(?:or)?d | (?<![a-z])(?:my|test|tests|testing|fake|mock|foo|bar|baz|todo|none|null|true
    | false|undefined|pass|token|key|user|string|value|some|the|any)(?![a-z])
    """
)
# Begins like a variable, a template, a tag, a list, or a mark of ours.
_STANDS_FOR_ANOTHER = re.compile(r"[$<{%\[(*&@!#]|\w{0,3}[{(]")
# attribute.of.something, call(…), index[…], a::b, a->b
_CODE = re.compile(r"[A-Za-z_]\w*(?:\??\.[A-Za-z_]\w*)+$|[A-Za-z_][\w.]*[(\[]|\w+(?:::|->)\w")
_PATH = re.compile(
    r"(?:~|\.{1,2})/|/[a-z._-]{2,20}/|[A-Za-z]:\\|[a-z][a-z0-9+.-]*://|(?:[\w.@-]+/)+[\w.-]+\.[A-Za-z]{1,5}$"
)
_FILE = re.compile(r"[\w./-]+\.(?:[a-z]{2,4}|json|yaml|toml|properties)$")
_DATE_OR_VERSION = re.compile(r"\d{4}-\d\d-\d\d|v?\d+\.\d+(?:\.\d+)?|\d{1,2}:\d\d")
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
# The pairs of letters that make up most of English text; of all pairs they are a sixth.
_ENGLISH_PAIRS = """
    th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al de se
    le sa si ar ve ra ld ur me ne ro li io ic ll be ma el ho ri co ec om ce ch la di us ta no pe
    il ge tr ac wa so ee un ca em ad ly mo ut id ol ai da ow po ie ns pr ir ke ay im op ss rs ot
    lo ul am sh ct iv ci ab ag ap os wh
"""
_COMMON_PAIRS = frozenset(_ENGLISH_PAIRS.split())
_HEX = re.compile(r"[0-9a-fA-F-]{16,}")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[A-Za-z]")
_SYMBOL = re.compile(r"[^A-Za-z0-9_.,:;/\\-]")


def is_plain(value: str) -> bool:
    """Whether a value names, points to or stands for something instead of being a secret."""
    value = value[:LOOKED_AT]
    return bool(
        _PLACEHOLDER.search(value)
        or _STANDS_FOR_ANOTHER.match(value)
        or _CODE.match(value)
        or _PATH.match(value)
        or _FILE.match(value)
        or _DATE_OR_VERSION.match(value)
    )


def is_not_words(value: str) -> bool:
    """Whether a value is anything but words run together, such as a function's name."""
    # Wordiness says nothing of hex: a to f make common pairs.
    return len(_DIGIT.findall(value)) * 8 >= len(value) or wordiness(value) < WORDY


def looks_random(value: str) -> bool:
    """Whether a value looks made by a machine: neither words nor a name for something else."""
    value = value[:LOOKED_AT]
    if not _LETTER.search(value) or entropy(value) < 2.5 or is_plain(value):
        return False
    if _HEX.fullmatch(value):
        return bool(_DIGIT.search(value))
    # Random base62 has a piece every 1.6 characters, identifiers have one every 5; a long value
    # without digits must look like no words at all.
    if _DIGIT.search(value) and len(_PIECE.findall(value)) * 4 >= len(value):
        return wordiness(value) < WORDY
    return len(value) >= 16 and wordiness(value) < WORDLESS


def looks_like_token(value: str) -> bool:
    """Whether a value after token, secret or key is long and random enough to be one."""
    return len(value) >= 12 and looks_random(value)


def looks_like_password(value: str) -> bool:
    """Whether a value after password is one that a person might have chosen."""
    if len(value) < 6 or is_plain(value) or not _LETTER.search(value):
        return False
    return bool(_DIGIT.search(value) or _SYMBOL.search(value)) or (
        not value.islower() and not value.isupper() and wordiness(value) < WORDLESS
    )


def wordiness(value: str) -> float:
    """What share of the pairs of letters is common in English: words .6, random letters .16."""
    pairs = [
        run[at : at + 2].lower()
        for run in _LETTERS.findall(value[:LOOKED_AT])
        for at in range(len(run) - 1)
    ]
    return sum(pair in _COMMON_PAIRS for pair in pairs) / len(pairs) if pairs else 0.0


def entropy(value: str) -> float:
    """Shannon entropy, in bits a character."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values())

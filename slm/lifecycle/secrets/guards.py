"""Tell what looks like a secret from placeholders, code, paths and ordinary words."""

from __future__ import annotations

import re

# Shares of letter pairs that are common in English: of 4,000 random base62 values of 20 characters
# 1.4% are above the first; identifiers are at .55 to .9.
WORDY = 0.45
WORDLESS = 0.25
# Different characters: twelve random hex digits have 8.6 on average, six or more in 99 of 100.
# Entropy tells little more of values this short, at ten times the cost.
VARIED = 6
# What most services ask of a password with all three sorts of characters.
SHORTEST_MIXED = 8
# More of a value than this tells no more about it.
LOOKED_AT = 128

# Parts that say "put yours here", and the runs of keys that hands make up.
_STAND_IN = re.compile(
    r"your|example|sample|dummy|placeholder|changeme|change-me|change_me|redact|replace|insert"
    r"|invalid|lorem|qwerty|xxxx|\*\*\*|\.\.\.|000000|012345|123456|234567"
    r"|abcdef|abc123|123abc|deadbeef|cafebabe"
)
# Parts that say so too, but that people also build real passwords of: MySecretPass2031 is one.
_WEAK_STAND_IN = re.compile(r"secret|password|passwd")
_EMPTY_WORDS = frozenset(
    {"my", "test", "tests", "testing", "fake", "mock", "foo", "bar", "baz", "todo", "none", "null"}
    | {"true", "false", "undefined", "pass", "token", "key", "user", "string", "value", "some"}
    | {"the", "any", "hunter"}
)
# A variable, a template, a tag, a list, a format, a YAML tag, or a mark of ours.
_STANDS_FOR_ANOTHER = (
    r"\$[{(]|\$(?:env:)?[A-Za-z_]\w*$|%\(|%\w{1,20}%$|%[a-z]$|[{<\[(]|#\{|&?\*|![A-Za-z]+$"
    r"|[&@][A-Za-z_]\w*$|\w{0,3}[{(]"
)
# attribute.of.something, call(…), index[…], a::b, a->b
_CODE = r"[A-Za-z_]\w*(?:\??\.[A-Za-z_]\w*)+$|[A-Za-z_][\w.]*[(\[]|\w+(?:::|->)\w"
_PATH = (
    r"(?:~|\.{1,2})/|/[a-z._-]{2,20}/|[A-Za-z]:\\|[a-z][a-z0-9+.-]*://"
    r"|(?:[\w.@-]+/)+[\w.-]+\.[A-Za-z]{1,5}$"
)
_FILE = r"[\w./-]+\.(?:[a-z]{2,4}|properties)$"
_DATE_OR_VERSION = r"\d{4}-\d\d-\d\d|v?\d+\.\d+(?:\.\d+)?|\d{1,2}:\d\d"
_NO_SECRET = re.compile("|".join((_STANDS_FOR_ANOTHER, _CODE, _PATH, _FILE, _DATE_OR_VERSION)))

# The pairs of letters that make up most of English text; of all pairs they are a sixth.
_ENGLISH_PAIRS = """
    th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al de se
    le sa si ar ve ra ld ur me ne ro li io ic ll be ma el ho ri co ec om ce ch la di us ta no pe
    il ge tr ac wa so ee un ca em ad ly mo ut id ol ai da ow po ie ns pr ir ke ay im op ss rs ot
    lo ul am sh ct iv ci ab ag ap os wh
"""
_COMMON_PAIRS = frozenset(_ENGLISH_PAIRS.split())
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_LETTERS = re.compile(r"[a-z]{2,}")
_HEX = re.compile(r"[0-9a-fA-F-]{16,}")
_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[A-Za-z]")
_SYMBOL = re.compile(r"[^A-Za-z0-9_.,:;/\\-]")
# As docs write: ghp_xxxxxxxx, AKIAIOSFODNN7EXAMPLE. Blocks of keys have runs of A, not of x.
_PLACEHOLDER = re.compile(r"x{8}|X{8}|EXAMPLE(?:KEY)?$")
# Signs that passwords have and code seldom: not first, where they stand for tags and variables.
_PASSWORD_SIGN = re.compile(r"(?<=.)[!#$%^?~]")
# What has digits in its name, and what tests are called.
_NAMES_WITH_DIGITS = re.compile(
    r"sha-?\d|md5|utf-?\d|base\d|argon2|bcrypt|pbkdf|hash|rfc|http|oauth|auth2|uint|int\d|^test|^step"
)


def is_plain(value: str) -> bool:
    """Whether a value names, points to or stands for something instead of being a secret."""
    value = value[:LOOKED_AT]
    lowered = value.lower()
    return bool(
        _STAND_IN.search(lowered)
        or _NO_SECRET.match(value)
        or (not _is_mixed(value) and _is_empty_talk(lowered))
    )


def _is_empty_talk(lowered: str) -> bool:
    """Whether a value is made of words such as test, my or password."""
    return bool(
        _WEAK_STAND_IN.search(lowered) or not _EMPTY_WORDS.isdisjoint(_LETTERS.findall(lowered))
    )


def _is_mixed(value: str) -> bool:
    """Whether a value has small and large letters and digits, as passwords are told to."""
    return (
        len(value) >= SHORTEST_MIXED
        and value != value.lower()
        and value != value.upper()
        and bool(_DIGIT.search(value))
    )


def is_not_plain(value: str) -> bool:
    """Whether a value may be the secret itself."""
    return not is_plain(value)


def is_not_words(value: str) -> bool:
    """Whether a value is anything but words run together, such as a function's name."""
    if not is_no_placeholder(value):
        return False
    # Wordiness says nothing of hex: a to f make common pairs.
    return (
        _is_scrambled(value)
        or len(_DIGIT.findall(value)) * 8 >= len(value)
        or wordiness(value) < WORDY
    )


def is_no_placeholder(value: str) -> bool:
    """Whether a value is anything but a row of x, or what says that it is an example."""
    return not _PLACEHOLDER.search(value)


def _is_scrambled(value: str) -> bool:
    """Whether letters of both sizes and digits change so often that it is no name in code."""
    return _is_mixed(value) and len(_PIECE.findall(value)) * 9 >= len(value) * 4


def looks_random(value: str) -> bool:
    """Whether a value looks made by a machine: neither words nor a name for something else."""
    value = value[:LOOKED_AT].removeprefix("0x")
    if not _LETTER.search(value) or is_plain(value) or len(set(value)) < VARIED:
        return False
    if _HEX.fullmatch(value):
        return bool(_DIGIT.search(value))
    # Random base62 has a piece every 1.6 characters, identifiers have one every 5; a long value
    # without digits must look like no words at all.
    if _DIGIT.search(value) and len(_PIECE.findall(value)) * 4 >= len(value):
        return _is_scrambled(value) or wordiness(value) < WORDY
    return len(value) >= 16 and wordiness(value) < WORDLESS


def looks_generated(value: str) -> bool:
    """Whether the last part of a value, after dots, looks made by a machine and has digits."""
    last = value.rpartition(".")[2]
    return bool(_DIGIT.search(last)) and looks_random(last)


def looks_like_token(value: str) -> bool:
    """Whether a value after token, secret or key is long and random enough to be one."""
    return len(value) >= 10 and looks_random(value)


def looks_like_key_or_hash(value: str) -> bool:
    """Whether a value is as long and random as an API key."""
    return len(value) >= 20 and looks_random(value)


def looks_like_key(value: str) -> bool:
    """Whether a value after a name that mostly means no secret must be one nevertheless."""
    return not _HEX.fullmatch(value) and looks_like_key_or_hash(value)


def holds_random(pairs: str) -> bool:
    """Whether one of several name=value has a value that is long and random."""
    return any(looks_like_token(part) for part in re.split(r"[;=\s]+", pairs[: LOOKED_AT * 8]))


def looks_like_password(value: str) -> bool:
    """Whether a value after password is one that a person might have chosen."""
    if len(value) < 6 or not _LETTER.search(value) or is_plain(value):
        return False
    if _DIGIT.search(value) or _SYMBOL.search(value):
        return True
    return not value.islower() and not value.isupper() and wordiness(value) < WORDLESS


def looks_chosen(value: str) -> bool:
    """Whether a value without quotes after `password:` is a password, and no word or variable."""
    if len(value) < SHORTEST_MIXED or "/" in value or not looks_like_password(value):
        return False
    digits = len(_DIGIT.findall(value))
    if not digits or _NAMES_WITH_DIGITS.search(value.lower()):
        return False
    if _PASSWORD_SIGN.search(value):
        return True
    if _WEAK_STAND_IN.search(value.lower()) or "_" in value:
        return False
    return digits >= (2 if _is_mixed(value) else 3)


def wordiness(value: str) -> float:
    """What share of the pairs of letters is common in English: words .6, random letters .16."""
    pairs = [
        run[at : at + 2]
        for run in _LETTERS.findall(value[:LOOKED_AT].lower())
        for at in range(len(run) - 1)
    ]
    return sum(pair in _COMMON_PAIRS for pair in pairs) / len(pairs) if pairs else 0.0

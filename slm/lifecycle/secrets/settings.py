"""Tell which values of a project's `.env` files are secret, and which are ordinary words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from enum import Enum, auto
from urllib.parse import unquote

from slm.lifecycle.secrets.guards import (
    looks_like_key_or_hash,
    looks_like_token,
    looks_random,
    wordiness,
)

# A shorter value is hidden nowhere, whatever it is called: as part of other words it is too common.
SHORTEST_NAMED = 6  # under a name that says secret
SHORTEST = 8  # under any other
# Longer words and numbers are no words and numbers that anybody would write of otherwise.
LONGEST_WORD = 16
LONGEST_WORDS = 24
LONGEST_NUMBER = 11
# English words are at .3 or more (guards.py), names of products and places at times below.
WORDLIKE = 0.25
# A piece of a name such as gpt-4o-mini or eu-central-1 is shorter.
SHORTEST_RUN = 8
SHORTEST_GROUP = 4
SHORTEST_SYMBOLIC = 10

_TELLING_WORDS = """
    token secret secrets key keys apikey password passwd passphrase passcode pass pwd pw dsn
    credential credentials salt pepper private signature cookie webhook jwt bearer
"""
# What a key is called that is none, of tables, caches and maps; and what everybody may see.
_NO_KEY_WORDS = """
    public publishable primary foreign cache sort partition group row index lookup
"""
# A last word that says what the value is, and that it is no secret: SECRET_NAME, TOKEN_TTL.
_ORDINARY_LAST_WORDS = """
    version commit sha revision image model models region zone host hosts hostname port name names
    user username locale lang language tz timezone email mail from env environment stage level mode
    debug path dir directory folder file domain origin origins ttl timeout expiry expires lifetime
    length size limit max min count algorithm algo type kind provider driver format enabled bucket
    table database db schema queue topic channel address arn account tenant tag release branch
    theme title alias label prefix suffix header issuer audience scope scopes method command
    editor shell
"""
_SECRET_WORDS = frozenset(_TELLING_WORDS.split())
_NO_KEYS = frozenset(_NO_KEY_WORDS.split())
_ORDINARY_ENDS = frozenset(_ORDINARY_LAST_WORDS.split())
_SECRET_ENDS = ("password", "passwd", "passphrase", "secret", "token", "apikey", "secretkey")
_NAME_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?P<login>[^/?#\s]*)@)?(?P<rest>\S*)")
_QUERY = re.compile(r"[?&;#]([^=&;#]+)=([^&;#]+)")
_ORDINARY = re.compile(
    "|".join(
        (
            r"[+-]?\d[\d_,.:]*(?:[A-Za-z]{1,3}|%)?",  # 30s, 10MB, 0.5, 12:30
            r"v?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?",  # a version
            r"\d{4}-\d\d-\d\d\S*",
            r"\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d+)?",
            r"\$\{?\w+(?::?[-?+=][^}]*)?\}?|\$\(.*\)|\{\{.*\}\}|%\w+%|<[^<>]*>",  # another's place
            r"x{3,}|X{3,}|\*+|\.{3,}",
            r"(?i:(?:your|change[-_ ]?me|replace[-_ ]?(?:me|with|this)|insert|enter)(?:[-_ ].*)?)",
            r"(?:~|\.{1,2})/.*|/[a-z._-]{2,20}(?:/.*)?|[A-Za-z]:\\.*|arn:.*",
            r"[\w./-]+\.(?:pem|key|crt|json|ya?ml|toml|txt|ini|log|db|sqlite3?|js|ts|py|sh)",
            r"localhost(?::\d+)?|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?",  # a host
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        )
    )
)
_WORDS = re.compile(r"[A-Za-z]+(?:[-_ .:/,&]+[A-Za-z]+){0,2}")
_LETTERS = re.compile(r"[A-Za-z]+")
_SYMBOL = re.compile(r"[^A-Za-z0-9\s_.,:;/\\-]")
_RUN = re.compile(r"[A-Za-z0-9+/=]+")
_LETTER_AND_DIGIT = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])", re.DOTALL)
_PARTING = re.compile(r"[\s\"',;{}\[\]]+")


class _Name(Enum):
    TELLING = auto()  # says that its value is secret
    NEUTRAL = auto()
    ORDINARY = auto()  # says that it is not


def secret_values(
    settings: Iterable[tuple[str, str]], public: Collection[str] = ()
) -> Iterator[str]:
    """The values, or the parts of them, that are secret.

    What is `public` is none, as an example file gives it for everybody to begin with; but a key
    that a machine made is one even there: somebody filled in the wrong file.
    """
    for name, value in settings:
        for secret in _secrets(_kind_of(name), value):
            is_shown = value in public or secret in public
            if not is_shown or _looks_generated(secret):
                yield secret


def _kind_of(name: str) -> _Name:
    words = [word.lower() for word in _NAME_PIECES.findall(name)]
    if words and words[-1] in _ORDINARY_ENDS:
        return _Name.ORDINARY
    if words and words[-1] == "id":  # KEY_ID tells which key, and may be a word
        return _Name.NEUTRAL
    is_telling = not _SECRET_WORDS.isdisjoint(words) or name.lower().endswith(_SECRET_ENDS)
    return _Name.TELLING if is_telling and _NO_KEYS.isdisjoint(words) else _Name.NEUTRAL


def _secrets(name: _Name, value: str) -> Iterator[str]:
    if "\ufffd" in value:  # not read as it stands
        return
    pieces = re.split(r"[\s,]+", value)
    urls = [_URL.fullmatch(piece) for piece in pieces]
    if any(urls):
        for url in filter(None, urls):
            yield from _in_url(url)
    elif name is not _Name.ORDINARY:
        if _is_secret(name, value):
            yield value
        yield from _parts(value)


def _is_secret(name: _Name, value: str) -> bool:
    if name is _Name.TELLING:
        return len(value) >= SHORTEST_NAMED and not _is_ordinary(value)
    return len(value) >= SHORTEST and not _is_ordinary(value) and _looks_generated(value)


def _parts(value: str) -> Iterator[str]:
    """The keys within JSON, a connection string, or a block of several lines."""
    parts = _PARTING.split(value)
    if len(parts) > 1:
        yield from (part for part in parts if looks_like_token(part) and not _is_ordinary(part))


def _in_url(url: re.Match[str]) -> Iterator[str]:
    """What of a URL lets in whoever has it: a password, a key in the query or the path."""
    user, _, password = (url["login"] or "").partition(":")
    yield from (part for part in _both(password) if _is_secret(_Name.TELLING, part))
    yield from (part for part in _both(user) if looks_like_token(part))
    for name, value in _QUERY.findall(url["rest"]):
        yield from (part for part in _both(value) if _is_secret(_kind_of(name), part))
    path = re.split(r"[?#]", url["rest"], maxsplit=1)[0]
    for segment in path.split("/")[1:]:
        yield from (part for part in _both(segment) if looks_like_key_or_hash(part))


def _both(part: str) -> Iterator[str]:
    """A part of a URL as it stands there, and as it is meant."""
    yield from dict.fromkeys((part, unquote(part)))


def _is_ordinary(value: str) -> bool:
    """Whether a value is a word, number, place or address that may be written of otherwise."""
    if _ORDINARY.fullmatch(value):
        return not (value.isdigit() and len(value) > LONGEST_NUMBER)
    if not _WORDS.fullmatch(value) or len(value) >= LONGEST_WORDS:
        return False
    return all(map(_is_word, _LETTERS.findall(value)))


def _is_word(letters: str) -> bool:
    is_short = len(letters) < SHORTEST_NAMED
    return is_short or (len(letters) < LONGEST_WORD and wordiness(letters) >= WORDLIKE)


def _looks_generated(value: str) -> bool:
    if len(value) >= SHORTEST_SYMBOLIC and not re.search(r"\s", value) and _is_symbolic(value):
        return True
    if not looks_random(value):
        return False
    runs = _RUN.findall(value)
    mixed = [run for run in runs if _LETTER_AND_DIGIT.match(run)]
    is_long = any(len(run) >= SHORTEST_RUN for run in mixed)
    # k9vv-zkqx-93jd, as codes to be typed are written
    is_grouped = sum(len(run) >= SHORTEST_GROUP for run in mixed) > 1
    return is_long or is_grouped or any(len(run) >= LONGEST_WORD for run in runs)


def _is_symbolic(value: str) -> bool:
    """Whether a value has letters, digits and signs, as passwords are told to."""
    return bool(_LETTER_AND_DIGIT.match(value)) and len(_SYMBOL.findall(value)) >= 2

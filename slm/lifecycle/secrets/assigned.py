"""Find secrets by the name that they are assigned to, in code, settings, flags and prose."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import (
    holds_random,
    looks_like_key,
    looks_like_key_or_hash,
    looks_like_password,
    looks_like_token,
    looks_random,
)
from slm.lifecycle.secrets.kind import JOIN, PAIR, QUOTE, Guard, SecretKind

COMMON = "common usage in code, environment files, YAML, JSON and command lines"

# Keys that are secret by their name.
_OWNERS = (
    "access account admin aes api app application auth client crypt crypto deploy encryption "
    "hmac jwt license master private root secret service session shared signing storage "
    "subscription webhook"
)
_KEYS = tuple(f"{owner}{joint}key" for owner in _OWNERS.split() for joint in ("", "_", "-", " "))
_TOKENS = ("token", "secret", "credential", "credentials", "_auth", *_KEYS)
_PASSWORDS = ("password", "passwd", "pwd", "passphrase", "passcode")
# Keys that are none, of tables, caches, maps and dialogs.
_OTHERS = "public primary foreign cache sort partition group row index lookup"
_NO_SECRET = "".join(f"(?<!{other}.key)(?<!{other}key)" for other in _OTHERS.split())
_NO_SECRET_BEFORE = _NO_SECRET.replace("key)", "key=)")
_SUFFIX = r"(?:[_-]?(?i:base|value|string|prod|live|dev|staging|[0-9]))?"

_QUOTED = rf"{QUOTE}(?P<quoted>[^\s\"'`\\<>\0]{{6,512}})"
_ELEMENT = r">(?P<element>[^\r\n<>\0]{6,512})</"
_SOLID = "[A-Za-z0-9_+/!@#$%^&*-]"
# Ends in no full stop, and is not called: what a function is called is no secret.
_BARE = (
    rf"(?P<bare>{_SOLID}{{1,2048}}+(?:[.~?]{{1,3}}{_SOLID}{{1,512}}+){{0,40}}+={{0,2}}+)(?![(\[])"
)


def _assigned(name: str, names: tuple[str, ...], pattern: str, guard: Guard) -> SecretKind:
    return SecretKind(name, names, pattern, COMMON, after=True, guard=guard)


KINDS: tuple[SecretKind, ...] = (
    SecretKind(
        "password flag",
        ("--password", "--passphrase", "sshpass -p"),
        rf"[ =]?(?:{QUOTE})?(?P<secret>[^\s\"'`\\<>|;)\0]{{4,200}})",
        COMMON,
        after=True,
        guard=looks_like_password,
    ),
    SecretKind(
        "token flag",
        ("--token", "--api-key", "--apikey", "--secret", "-token", "-secret", "--key"),
        rf"[ =](?:{QUOTE})?(?P<secret>[A-Za-z0-9+/_.~-]{{12,512}}={{0,2}})",
        COMMON,
        after=True,
        guard=looks_like_token,
    ),
    # Without spaces it is an environment line or a connection string, not code.
    _assigned(
        "password",
        (*_PASSWORDS, "_pass"),
        rf"{_SUFFIX}(?:(?:{PAIR}| is ){_QUOTED}|={_BARE}|{_ELEMENT})",
        looks_like_password,
    ),
    _assigned("password", _PASSWORDS, rf"{_SUFFIX}(?!=\S)(?:{JOIN}| is ){_BARE}", looks_random),
    # With nothing but a space between them the value has to be long.
    _assigned(
        "secret",
        _TOKENS,
        rf"{_SUFFIX}(?:{PAIR}{_QUOTED}|(?:{JOIN}| is | (?=\S{{20}}))(?:{QUOTE})?{_BARE})",
        looks_like_token,
    ),
    _assigned("secret", _TOKENS, _SUFFIX + _ELEMENT, holds_random),
    _assigned("key", ("key",), rf"{_NO_SECRET}{_SUFFIX}{JOIN}(?:{QUOTE})?{_BARE}", looks_like_key),
    # The same in a URL or an environment line, where hashes are seldom called keys.
    _assigned("key", ("key=",), f"{_NO_SECRET_BEFORE}{_BARE}", looks_like_key_or_hash),
)

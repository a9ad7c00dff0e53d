"""Find secrets by the name that they are assigned to, in code, settings, flags and prose."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import (
    holds_random,
    looks_chosen,
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
    "fernet hmac integration jwt license master private root routing secret service session "
    "shared signing storage subscription webhook"
)
_KEYS = tuple(f"{owner}{joint}key" for owner in _OWNERS.split() for joint in ("", "_", "-", " "))
_TOKENS = ("token", "secret", "credential", "credentials", "_auth", *_KEYS)
_PASSWORDS = ("password", "passwd", "pwd", "passphrase", "passcode")
# Keys that are none, of tables, caches, maps, queues and dialogs; publicKey like public_key.
_OTHERS = (
    "public primary foreign cache dedup dedupe idempotency sort partition group row index lookup"
)
_NO_SECRET = "".join(f"(?<!(?i:{other}.key))(?<!(?i:{other}key))" for other in _OTHERS.split())
_NO_SECRET_BEFORE = _NO_SECRET.replace("key)", "key=)")
# pass and pw are parts of words: they count alone, or as the last part of a name. A test's PASS: is
# none.
_SHORT = (
    r"(?:(?<![A-Za-z])(?:pass|pw|Pw|PW)|(?<=_)(?i:pass)|(?<=[A-Z]{2})(?:PASS|PW)"
    r"|(?<=[a-z])(?:Pass|Pw))"
)
_AFTER_SHORT = (":", "=", " =", '"', "'", "\\")
_SHORT_NAMES = tuple(f"{name}{after}" for name in ("pass", "pw") for after in _AFTER_SHORT)
_SUFFIX = r"(?:[_-]?(?i:base|value|string|prod|live|dev|staging|[0-9]))?"

_QUOTED = rf"{QUOTE}(?P<quoted>[^\s\"'`\\<>\0]{{6,512}})"
_ELEMENT = r">(?P<element>[^\r\n<>\0]{6,512})</"
# The value is an attribute, or a line, of its own: - name: DB_PASSWORD, then value: …
_OWN_VALUE = (
    r"\\{0,3}[\"'`]?(?:,|\s|\\+[nrt]){1,40}\\{0,3}[\"']?(?i:value)\\{0,3}[\"']?\s{0,3}[:=]\s{0,3}"
)
_DEFAULT = r"\\{0,3}\"\s{0,3}\{[^{}\0]{0,300}?\bdefault\s{0,8}=\s{0,4}"  # of a Terraform variable
# name "value" in Gradle, and in C after #define; SQL's PASSWORD 'value'.
_ARGUMENT = rf"\s{{1,4}}{QUOTE}(?P<argument>(?![+,.:;)|&%])[^\s\"'`\\<>\0]{{6,200}})(?={QUOTE})"
_SOLID = "[A-Za-z0-9_+/!@#$%^&*-]"
# Ends in no full stop, and is not called: what a function is called is no secret.
_BARE = (
    rf"(?P<bare>{_SOLID}{{1,2048}}+(?:[.~?]{{1,3}}{_SOLID}{{1,512}}+){{0,40}}+={{0,2}}+)(?![(\[])"
)
_APART = rf"(?:(?:{_OWN_VALUE}|{_DEFAULT}){_QUOTED}|{_OWN_VALUE}{_BARE}|{_ARGUMENT})"
_ENDS = r"(?=$|[\s\"'`,;<}\])]|\\+[nrt]|\.(?:\s|$))"


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
    _assigned("password", _PASSWORDS, rf"{_SUFFIX}(?!=\S)(?:{JOIN}){_BARE}{_ENDS}", looks_chosen),
    _assigned(
        "password",
        (*_PASSWORDS, "_pass"),
        _SUFFIX + _APART,
        looks_like_password,
    ),
    SecretKind(
        "password",
        _SHORT_NAMES,
        rf"{_SHORT}(?:{JOIN}{_QUOTED}|={_BARE})",
        COMMON,
        guard=looks_like_password,
    ),
    SecretKind(
        "password",
        _SHORT_NAMES,
        rf"{_SHORT}(?!=\S){JOIN}{_BARE}{_ENDS}",
        COMMON,
        guard=looks_chosen,
    ),
    # With nothing but a space between them the value has to be long.
    _assigned(
        "secret",
        _TOKENS,
        rf"{_SUFFIX}(?:{PAIR}{_QUOTED}|(?:{JOIN}| is | (?=\S{{20}}))(?:{QUOTE})?{_BARE})",
        looks_like_token,
    ),
    _assigned("secret", _TOKENS, _SUFFIX + _ELEMENT, holds_random),
    _assigned(
        "secret",
        _TOKENS,
        _SUFFIX + _APART,
        looks_like_token,
    ),
    SecretKind(
        "secret",
        tuple(f"pat{after}" for after in _AFTER_SHORT),
        rf"(?<=_)(?i:pat){JOIN}(?:{QUOTE})?{_BARE}",
        COMMON,
        guard=looks_like_token,
    ),
    _assigned("key", ("key",), rf"{_NO_SECRET}{_SUFFIX}{JOIN}(?:{QUOTE})?{_BARE}", looks_like_key),
    # A variable of an environment may be hex: no table's key is called so.
    _assigned(
        "key",
        ("_key",),
        rf"(?<=[A-Z0-9]_KEY){_NO_SECRET}{JOIN}(?:{QUOTE})?{_BARE}",
        looks_like_key_or_hash,
    ),
    # The same in a URL or an environment line, where hashes are seldom called keys.
    _assigned("key", ("key=",), f"{_NO_SECRET_BEFORE}{_BARE}", looks_like_key_or_hash),
)

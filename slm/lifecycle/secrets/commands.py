"""Find secrets by where commands, queries and settings files take them without a sign between."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import looks_like_password, looks_like_token
from slm.lifecycle.secrets.kind import QUOTE, SecretKind

_VALUE = rf"(?:{QUOTE})?(?P<secret>[^\s\"'`\\<>|;)\0]{{4,200}})"
# The rest of a command before the option: on its line, and not past the next command.
_BEFORE_OPTION = r"[^\n|;&\0]{0,160}?\s"
_FOR_PEOPLE = r"[A-Za-z0-9_]{0,40}(?i:pass(?:word|wd|phrase)?|pwd?)"
_FOR_MACHINES = r"[A-Za-z0-9_]{0,40}(?i:secret|token|key|pat|credentials?)"
_SET = r"(?:(?<![A-Za-z.])(?:ENV|ARG)|(?i:setenv)|set -g?x|set -xg)\s{1,4}"
_SETTERS = ("env ", "arg ", "setenv ", "set -gx ", "set -x ", "set -xg ")


KINDS: tuple[SecretKind, ...] = (
    SecretKind(
        "sql password",
        ("password", "identified"),
        r"(?i:password|identified\s(?:with\s\S{1,40}\s)?by(?:\spassword)?)\s{0,3}\s"
        r"(?:\\{0,3}')(?P<secret>[^\s'\\\0]{4,200})(?=\\{0,3}')",
        "SQL references of MySQL, PostgreSQL and Oracle: CREATE USER, ALTER USER",
        guard=looks_like_password,
    ),
    SecretKind(
        "password setter",
        ("setpassword(", "set_password(", "withpassword(", "with_password(", ".password("),
        rf"\s{{0,3}}{QUOTE}(?P<secret>[^\s\"'`\\<>\0]{{6,200}})(?={QUOTE})",
        "common usage in Java, Kotlin, Python and Go",
        after=True,
        guard=looks_like_password,
    ),
    SecretKind(
        "redis password",
        ("requirepass", "masterauth", "redis-cli"),
        rf"(?i:requirepass|masterauth|redis-cli{_BEFORE_OPTION}(?:-a|--pass))\s{{1,4}}{_VALUE}",
        "Redis docs, redis.conf and redis-cli",
        guard=looks_like_password,
    ),
    SecretKind(
        "mysql password flag",
        ("mysql", "mariadb"),
        rf"(?i:mysql|mariadb){_BEFORE_OPTION}-p(?![=-]|ort){_VALUE}",
        "MySQL manual, Command options for connecting: no space after -p",
        guard=looks_like_password,
    ),
    SecretKind(
        "login password flag",
        (" login ",),
        rf" login {_BEFORE_OPTION[:-2]}(?<=\s)-p[ =]{_VALUE}",
        "Docker docs, docker login; Podman and Helm take the same",
        guard=looks_like_password,
    ),
    SecretKind(
        "keystore password flag",
        ("-storepass ", "-keypass ", "-srcstorepass ", "-deststorepass ", "-srckeypass "),
        _VALUE,
        "Java docs, keytool",
        after=True,
        guard=looks_like_password,
    ),
    SecretKind(
        "password variable",
        _SETTERS,
        rf"{_SET}{_FOR_PEOPLE}\s{{1,4}}{_VALUE}",
        "Dockerfile reference, ENV; csh and fish manuals, setenv and set",
        guard=looks_like_password,
    ),
    SecretKind(
        "secret variable",
        _SETTERS,
        rf"{_SET}{_FOR_MACHINES}\s{{1,4}}{_VALUE}",
        "Dockerfile reference, ENV; csh and fish manuals, setenv and set",
        guard=looks_like_token,
    ),
)

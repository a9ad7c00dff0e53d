"""Read what a `.env` file assigns, in every dialect at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

# NAME=…, export NAME=…, and the NAME: … that Node's reader takes as well.
_START = re.compile(
    r"^[ \t]*+(?:(?:export|set|setx|declare[ \t]+-x)[ \t]++)?"
    r"(?P<name>[A-Za-z_][A-Za-z0-9_.-]*+)(?:[ \t]*+=[ \t]*+|:[ \t]++)",
    re.MULTILINE,
)
# A quoted value may go on over lines.
_VALUE = re.compile(
    r'"(?P<double>(?:[^"\\]|\\.)*+)"'
    r"|'(?P<single>(?:[^'\\]|\\.)*+)'"
    r"|`(?P<back>[^`]*+)`"
    r"|(?P<bare>[^\r\n]*+)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_COMMENT = re.compile(r"(?:^|[ \t])#.*")


def parse(text: str) -> Iterator[tuple[str, str]]:
    """Give each name with its value, in order; what is no assignment is passed over.

    Readers differ: where they would take different values from a line, each of these is given.
    Nothing is expanded, and nothing is run.
    """
    at = 0
    while start := _START.search(text, at):
        value = _VALUE.match(text, start.end())
        assert value is not None  # the last alternative takes anything
        for reading in dict.fromkeys(_readings(value)):
            if reading:
                yield start["name"], reading
        at = max(value.end(), start.end())


def _readings(value: re.Match[str]) -> Iterator[str]:
    quoted = value[value.lastgroup or 0]
    if value.lastgroup != "bare":
        yield quoted.strip()
        yield _unescaped(quoted).strip()
        return
    whole = _COMMENT.sub("", quoted).strip()
    whole = whole[1:] if whole[:1] in ('"', "'", "`") else whole  # left open
    yield whole
    yield whole.partition("#")[0].strip()  # Node: a comment needs no space before it
    yield re.split(r"[\s;]", whole, maxsplit=1)[0]  # a shell: it ends at a space or semicolon


def _unescaped(quoted: str) -> str:
    return _ESCAPED.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), quoted)

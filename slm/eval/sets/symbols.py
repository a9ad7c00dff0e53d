"""Cut source code into the symbols it defines, by keyword and indentation, in any language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from slm.ingest.formats.code.blocks import block_end

_DEFINITION = re.compile(
    r"""
    [ \t]*
    (?:(?:export|default|public|private|protected|static|async|unsafe|abstract|final
        |pub(?:\(\w+\))?)[ ])*
    (?:def|class|func|function|fn|struct|interface|trait|enum)[ ]
    (?:\([^)]*\)[ ])?                # a Go method's receiver
    (?P<name>[A-Za-z_]\w*)
    """,
    re.VERBOSE,
)


def symbols(source: str) -> dict[str, str]:
    """Each symbol that is defined once, with the lines that define it."""
    lines = source.splitlines()
    found = [
        (match["name"], at) for at, line in enumerate(lines) if (match := _DEFINITION.match(line))
    ]
    counts = Counter(name for name, _ in found)
    return {name: _block(lines, at) for name, at in found if counts[name] == 1}


def _block(lines: Sequence[str], start: int) -> str:
    return "\n".join(lines[start : block_end(lines, start)]).rstrip()

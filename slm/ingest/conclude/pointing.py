"""Tell what can be understood alone from what points at something that was said before."""

from __future__ import annotations

import re

from slm.ingest.conclude.ways import TOOLS

# What follows may name what these point at: "it breaks the build" after a comma, a reason.
_HEAD = re.compile(
    r"""
    .*? (?= [,;:(] | \s[\u2013—-]+\s
          | \b(?: because | since | so\ that | until | unless
                | as\ (?:it|they|we) (?!\ (?:is|are)(?:\ right)?(?:\ now)?\W*$) )\b
          | $ )
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# A repository, a year: everybody knows which is meant.
_KNOWN = (
    r"repo(?:sitory)?|project|code\ ?base|team|workspace|company|year|quarter|monorepo"
    r"|organi[sz]ation|package|app|service|library"
)
_ORDERED = (
    r"existing|other|same|current|previous|earlier|next|last|latter|former|first|second|third"
    r"|above|original"
)
_OFFERED = r"ones?|ideas?|options?|approach|pattern|version|way|plan|design|step|thing"
_SHOWED = r"gave|sent|showed|posted|pasted|attached|shared|told|uploaded"
_POINTS = re.compile(
    rf"""
    \b(?: it (?!['\u2019]s | \ (?:when|if|is|was|has|will|can|\w+s)\b )
        | this (?!\ (?:{_KNOWN})\b)
        | that (?=\ (?:one|way|part|thing|stuff|information|approach|option|again)\b | \W*$)
        | these | those | them | as\ well | too (?=\W*$) | each\ of | both (?=\W*$)
        | (?:in|at)\ this\ point | as\ (?:it|they)\ (?:is|are|was|were)
        | (?:{_ORDERED})\ (?:{_OFFERED})
        | proposed | suggested | recommended | optional | whatever
        | what\ you\ (?:said|have|did|proposed|suggested)
        | i\ (?:just\ )?(?:{_SHOWED})(?:\ (?:to\ )?you)?
    )\b (?![.\w]\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What holds for ever holds for more than the tests on the screen.
_IN_THESE = re.compile(
    r"(\b(?:n?ever|always)\b.{2,80}?) in these (?:tests|specs|packages|modules|repos)\b",
    re.IGNORECASE,
)
# A choice by its label alone. With words of its own behind it it says what it is.
_LABEL = re.compile(
    r"""
    \b(?: option | step | phase | variant | version | number | choice | plan | concept | direction
        | level | round | alternative | approach | code | part | item | proposal | route )s?
      (?: [ #]?\d{1,2}[a-h]? | [ #][a-h] )\b
    | \b(?: with | use | for | to )\ (?: \#?\d{1,2}[a-h]?\b (?![.%/\w-]) | [b-h]\b
        | a (?= \W*$ | \ (?:for|and|but|then|first|on|in)\b) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EXPLAINED = re.compile(
    r"\b(?:\d{1,2}|[A-Ha-h])(?: ?[:(\u2013—-]{1,2} ?|, (?=(?:an?|one|the|single) |[A-Z]))"
    r"(?!please|then|and|but|because|since|as)\w+ \w+"
)
# "idea 2", "pass 2": what a list that was shown calls it. A tool's version is its name.
_NUMBERED = re.compile(r"\b(?:with|use|for|to|apply|pick|choose) (?:the )?([a-z]+) \d{1,2}\W*$")
# A line that was cut in its middle.
_CUT = re.compile(
    r"\b(?:of|as in|the|an?|with|and|or|as|by|from|which|but|at|my|your|our|their)$|[…,(]$"
)


def is_understood_alone(point: str) -> bool:
    """Whether a point names what it is about, to the end."""
    return not (_CUT.search(point) or _points(point) or _is_label(point))


def _points(point: str) -> bool:
    head = _HEAD.match(_IN_THESE.sub(r"\1", point))
    return bool(head and _POINTS.search(head[0]))


def _is_label(point: str) -> bool:
    numbered = _NUMBERED.search(point)
    if numbered and numbered[1] not in TOOLS:
        return True
    return bool(_LABEL.search(point)) and not _EXPLAINED.search(point)

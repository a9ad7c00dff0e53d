"""Tell what can be understood alone from what points at something that was said before."""

from __future__ import annotations

import re

# What follows may name what these point at: "it breaks the build" after a comma, a reason.
_HEAD = re.compile(
    r".*?(?=[,;:(]|\s[\u2013—-]+\s|\b(?:because|since|so that|so we|as (?:it|they|we)(?! (?:is|are)(?: right)?(?: now)?\W*$)|until|unless)\b|$)",
    re.IGNORECASE | re.DOTALL,
)
_POINTS = re.compile(
    r"\b(?:it(?!['\u2019]s| (?:when|if|is|was|has|will|can|\w+s)\b)|this(?! (?:repo(?:sitory)?|project|code ?base|team|workspace|company|year"
    r"|quarter|monorepo|organi[sz]ation|package|app|service|library)\b)|that(?= (?:one|way|part|thing|stuff|information|approach|option)\b|\W*$)|these"
    r"|those|them|as well|too(?=\W*$)|each of|both(?=\W*$)|(?:in|at) this point"
    r"|(?:the )?(?:existing|other|same|current|previous|next|last|latter|former|first|second|third"
    r"|above|original) (?:ones?|ideas?|options?|approach"
    r"|version|way|plan|design|step|thing)"
    r"|proposed|suggested|recommended|optional"
    r"|as (?:it|they) (?:is|are|was|were)|whatever|what you (?:said|have|did|proposed|suggested))\b"
    r"(?![.\w]\w)",
    re.IGNORECASE,
)
# A choice by its label alone. With words of its own behind it it says what it is.
_LABEL = re.compile(
    r"\b(?:option|step|phase|variant|version|number|choice|plan|concept|direction|level|round"
    r"|alternative|approach|code|part|item|proposal|route)s?(?:[ #]?\d{1,2}|[ #][a-h])\b"
    r"|\b(?:with|use|for|to) (?:#?\d{1,2}[a-h]?\b(?![.%/\w-])|[b-h]\b|a(?=\W*$| (?:for|and|but|then"
    r"|first|on|in)\b))",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"\b(?:\d{1,2}|[A-Ha-h])(?: ?[:(\u2013—-]{1,2} ?|, (?=(?:an?|one|the|single) |[A-Z]))"
    r"(?!please|then|and|but|because|since|as)\w+ \w+"
)
# A line that was cut in its middle.
_CUT = re.compile(r"\b(?:of|the|an?|with|and|or|as|by|from|which|but|at|my|your|our|their)$|[…,(]$")


def is_understood_alone(point: str) -> bool:
    """Whether a point names what it is about, to the end."""
    if _CUT.search(point):
        return False
    head = _HEAD.match(point)
    if head and _POINTS.search(head[0]):
        return False
    return not _LABEL.search(point) or _EXPLAINED.search(point) is not None

"""Frame what an agent is given, so that it is told apart from what it was asked, then and later."""

from __future__ import annotations

import re

# What `mem` gives to an agent stands between these; what stands between them is never remembered.
OWN_TAG = "mem-context"
# The most that hosts take of a hook, in characters (Claude Code's documentation).
LONGEST = 10_000

# Ours, or what a model may take for it: blanks, marks and another bracket in it are looked over.
_OWN_TAG = re.compile(r"[<\uff1c](?=[\W_]{0,8}mem[\W_]{0,3}context)", re.IGNORECASE)
# What a reader does not see, or sees elsewhere: control characters but the ends of lines and tabs,
# marks of direction, other ends of lines, and what Unicode's DerivedCoreProperties.txt lists as
# Default_Ignorable_Code_Point.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
LONGEST_NAME = 80


def framed(heading: str, lines: str) -> str:
    """A heading and lines between our tags; nothing in either can pass for the end of them."""
    heading = bare(heading)
    room = LONGEST - len(f"<{OWN_TAG}>\n{heading}\n\n</{OWN_TAG}>")
    return f"<{OWN_TAG}>\n{heading}\n{bare(lines)[:room].rstrip()}\n</{OWN_TAG}>"


def bare(text: str) -> str:
    """A text without our tags and without what a reader does not see."""
    return _OWN_TAG.sub("(", _UNSEEN.sub("", text))


def named(name: str) -> str:
    """A name as it may stand in a heading: on one line, and no longer than names are."""
    return " ".join(bare(name).split())[:LONGEST_NAME]

"""Frame what an agent is given, so that it is told apart from what it was asked, then and later."""

from __future__ import annotations

import re

# What `mem` gives to an agent stands between these; what stands between them is never remembered.
OWN_TAG = "mem-context"
# The most that hosts take of a hook, in characters (Claude Code's documentation).
LONGEST = 10_000

_OWN_TAG = re.compile(rf"<(?=/?\s*{OWN_TAG})", re.IGNORECASE)
# What a reader does not see, or sees elsewhere: control characters but the ends of lines and tabs,
# marks of direction, joiners and other characters without width, the tags of Unicode.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def framed(heading: str, lines: str) -> str:
    """A heading and lines between our tags; nothing in the lines can pass for the end of them."""
    seen = _UNSEEN.sub("", lines)
    bare = _OWN_TAG.sub("(", seen)
    room = LONGEST - len(f"<{OWN_TAG}>\n{heading}\n\n</{OWN_TAG}>")
    return f"<{OWN_TAG}>\n{heading}\n{bare[:room].rstrip()}\n</{OWN_TAG}>"

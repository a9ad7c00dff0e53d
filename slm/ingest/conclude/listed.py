"""Read the decisions that an accepted plan lists under a heading of that name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slm.domain.memory import Kind
from slm.domain.turn import Turn
from slm.ingest.conclude.conclusion import Conclusion, conclude, cut
from slm.ingest.conclude.prose import plain

_HEADING = re.compile(
    r"^(?:#{1,5} +|\*\*)(?:\d+\. *)?(?:key |main |important |design |architectur(?:e|al) "
    r"|technical |implementation )*"
    r"(?:decisions|design choices)(?: made| taken)?:?(?:\*\*)?:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE = re.compile(
    r"^#{1,3} +(?:(?:implementation |detailed |the )*(?:plan"
    r"|design)\b[^:\n]{0,20}: *)?(.{6,160})$",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(r"(?:[-*•]|\d{1,2}[.)]) +(?P<what>\S.{20,400})$")
_OPEN = re.compile(
    r"\?|\b(?:tbd|open question|to be decided|maybe|perhaps|might|could|not sure|alternatively"
    r"|if you prefer|let me know)\b",
    re.IGNORECASE,
)
_MOST, _FEWEST_WORDS, _LONGEST_TITLE = 8, 6, 80


def decisions(text: str, evidence: tuple[Turn, ...]) -> Iterator[Conclusion]:
    """Give each item of a plan's lists of decisions."""
    for heading in _HEADING.finditer(text):
        title = _subject(text[: heading.start()])
        if not title:
            continue
        for line in text[heading.end() :][:4_000].lstrip("\n").split("\n")[:_MOST]:
            item = _ITEM.match(line)
            if item is None and line.strip():
                break
            if item and len(item["what"].split()) >= _FEWEST_WORDS and not _OPEN.search(line):
                yield conclude(Kind.DECISION, f"{title}: {plain(item['what'])}", evidence, "listed")


def _subject(before: str) -> str:
    """What a text is about by its first heading, without which its items say too little."""
    title = _TITLE.search(before)
    name = plain(title[1]).strip(" .:") if title else ""
    return cut(name, _LONGEST_TITLE) if len(name.split()) > 1 else ""

"""Fill a token budget with memories, each line with its id, date, author and source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from slm.domain.memory import Memory

# Without a tokenizer of the agent's own: what most count for English and code.
CHARACTERS_A_TOKEN = 4
# A memory that would take more than this share of the room comes as its best passage alone.
LARGEST_SHARE = 0.5
# Enough of an id to be found by; `mem show` takes any beginning.
SHOWN_ID = 8
SHOWN_SESSION = 8

INDENT = "\n  "
_INDENTED = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")  # whatever ends a line somewhere


def tokens(text: str) -> int:
    """How many tokens a text counts."""
    return math.ceil(len(text) / CHARACTERS_A_TOKEN)


def fit(found: Iterable[tuple[Memory, str]], budget: int) -> str:
    """The best memories, each with its best passage, as lines of at most `budget` tokens."""
    room = budget * CHARACTERS_A_TOKEN
    largest = int(room * LARGEST_SHARE)
    lines: list[str] = []
    seen: set[str] = set()
    for memory, passage in found:
        whole = " ".join(memory.text.split())
        text = memory.text if len(memory.text) <= largest else passage
        # Only a heading stands at the margin: no text can pass for another memory.
        line = f"{heading(memory)} {_INDENTED.sub(INDENT, text.strip())}\n"
        if whole not in seen and len(line) <= room:
            seen.add(whole)
            lines.append(line)
            room -= len(line)
    return "".join(lines).rstrip("\n")


def heading(memory: Memory) -> str:
    """What stands before a memory's words: [id date author source]."""
    day = f"{memory.said_at.astimezone():%Y-%m-%d}"
    parts = (memory.id[:SHOWN_ID], day, memory.origin.author, source(memory))
    return f"[{' '.join(filter(None, parts))}]"


def source(memory: Memory) -> str:
    """Where a memory comes from, in a word or two."""
    origin = memory.origin
    if origin.agent == "hand":
        return ""
    if origin.agent == "git":
        return f"commit {origin.source_id[:SHOWN_ID]}"
    if origin.session:
        return f"{origin.agent} {origin.session[:SHOWN_SESSION]}"
    return origin.path.rpartition("/")[2] or origin.agent

"""Word the tools' answers for a reader, each memory as a dated quotation with its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from slm.domain.memory import Memory, Origin
from slm.domain.reports import Added
from slm.mcp_server.shapes import Line

# Enough of a memory to recognise it by.
SHOWN_CHARACTERS = 160
SHOWN_COMMIT = 8
# For how long the daemon keeps what is forgotten.
UNDO_DAYS = 30


def written(moment: datetime) -> str:
    """A moment as ISO 8601 to the second."""
    return moment.isoformat(timespec="seconds")


def source(origin: Origin) -> str:
    """Where a memory comes from: an agent, a commit, a file, or somebody's hand."""
    if origin.agent == "git":
        return f"commit {origin.source_id[:SHOWN_COMMIT]}"
    if origin.session or not origin.path:
        return origin.agent
    return origin.path.rpartition("/")[2]


def quoted(memory: Memory) -> str:
    """A memory's whole text behind its id, date, author and source."""
    day = f"{memory.said_at.astimezone():%Y-%m-%d}"
    parts = (memory.id, day, memory.origin.author, source(memory.origin))
    return f"[{' '.join(filter(None, parts))}] {memory.text}"


def line(memory: Memory) -> Line:
    """A memory's beginning, on one line."""
    text = " ".join(memory.text.split())
    is_long = len(text) > SHOWN_CHARACTERS
    return Line(id=memory.id, text=text[: SHOWN_CHARACTERS - 1] + "…" if is_long else text)


def kept(added: Added) -> str:
    """What became of a text."""
    said = f"remembered as {added.id}" if added.is_new else f"known already as {added.id}"
    if added.branch:
        said += f"; it holds on branch {added.branch} until that is merged"
    return f"{said}; taken out: {', '.join(added.redacted)}" if added.redacted else said


def taken_away(lines: Iterable[Line], *, is_dry: bool) -> str:
    """What was, or would be, forgotten."""
    said = (
        "would be forgotten:"
        if is_dry
        else f"forgotten; `mem undo` brings it back within {UNDO_DAYS} days:"
    )
    return "\n".join((said, *(f"[{one.id}] {one.text}" for one in lines)))

"""Derive a memory's id from what it is, so that reading it again cannot double it."""

from __future__ import annotations

import hashlib
import re

from slm.domain.memory import MemoryId

# 64 bits: among a million memories, two share an id with probability 3e-8.
ID_BYTES = 8
_ID = re.compile(rf"[0-9a-f]{{{2 * ID_BYTES}}}")


def is_id(text: str) -> bool:
    """Whether the text has the form of an id, whole."""
    return _ID.fullmatch(text) is not None


def logged(agent: str, session: str, record: str, part: int = 0) -> MemoryId:
    """Id of a logged turn: no project in it, since branches merge and projects get aliases."""
    return _hash("logged", agent, session, record, str(part))


def worded(agent: str, owner: str, text: str) -> MemoryId:
    """Id of what several records tell in the same words; `owner`: whose words, or of what."""
    return _hash("worded", agent, owner, " ".join(text.split()))


def by_hand(text: str, project: str, time: str) -> MemoryId:
    """Id of what a person typed; `time` is ISO 8601."""
    return _hash("hand", text, project, time)


def row(project: str, session: str, source_id: str, text: str) -> MemoryId:
    """Id of a JSONL row, which has no identity of its own."""
    return _hash("row", project, session, source_id, text)


def piece(project: str, path: str, text: str) -> MemoryId:
    """Id of a piece of a project's file; `path` is relative to the project."""
    return _hash("piece", project, path, text)


def concluded(agent: str, kind: str, evidence: str, text: str) -> MemoryId:
    """Id of what was concluded from a turn; `evidence` is the main one's id.

    Which rule concluded it does not matter: rules change, and a text must not be stored twice.
    """
    return _hash("concluded", agent, kind, evidence, text)


def _hash(*parts: str) -> MemoryId:
    joined = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return MemoryId(hashlib.blake2b(joined, digest_size=ID_BYTES).hexdigest())

"""Make sets of rows and of questions about them, the same ones from the same sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row for `mem import --format jsonl`."""

    text: str
    source_id: str
    session: str
    time: str = ""


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question about the rows."""

    id: str
    query: str
    gold: tuple[str, ...]  # source ids of what answers
    rivals: tuple[str, ...] = ()  # source ids of what nearly does
    sort: str = ""


def rows_path(folder: Path, name: str) -> Path:
    """Where a set's rows are kept."""
    return folder / f"{name}.jsonl"


def questions_path(folder: Path, name: str) -> Path:
    """Where a set's questions are kept."""
    return folder / f"{name}-questions.jsonl"


def keep(folder: Path, name: str, rows: Sequence[Row], asked: Sequence[Asked]) -> str:
    """Write a set; returns the hash that tells whether another one is the same."""
    folder.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    for path, items in ((rows_path(folder, name), rows), (questions_path(folder, name), asked)):
        content = _lines(items)
        path.write_bytes(content)
        hashed.update(content)
    return hashed.hexdigest()


def _lines(items: Iterable[msgspec.Struct]) -> bytes:
    return b"".join(msgspec.json.encode(item) + b"\n" for item in items)

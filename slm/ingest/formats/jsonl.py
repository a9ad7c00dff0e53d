"""Read rows of our own exchange format: one JSON object with a text a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from slm.domain import ids
from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn, Unread
from slm.ingest.lines import Line, LogReader
from slm.ingest.moments import Written, moment
from slm.ingest.portion import Reader

_TEXT = re.compile(rb'\s*\{[^\n]*?"text"\s*:\s*"')
_KINDS = {kind.value: kind for kind in Kind}


class _Row(msgspec.Struct, frozen=True):
    text: str | None = None
    source_id: str | int | None = None
    session: str | int | None = None
    time: Written | None = None
    author: str | None = None
    kind: str | None = None
    tags: list[str] | None = None
    derived_from: list[str] | None = None


_decoder = msgspec.json.Decoder(_Row)


class Jsonl:
    """Rows made by people and programs."""

    name = "jsonl"
    is_log = False

    def claims(self, _path: Path, head: bytes, /) -> bool:
        """Whether the first line is an object with a text."""
        first, _, _ = head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").partition(b"\n")
        try:
            return bool(_decoder.decode(first).text)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            # The head may end within the line, or the line hold half a surrogate pair.
            return bool(_TEXT.match(first))

    def open(self, path: Path, /) -> Reader:
        """Give the turn of each row."""
        return LogReader(path, _decoder, _turns)


def _turns(row: _Row, line: Line) -> Iterable[Turn | Unread]:
    if not row.text or not row.text.strip():
        return (Unread("row without text", line.number),)
    kind = _KINDS.get(row.kind or Kind.EXPERIENCE)
    if kind is None:
        return (Unread(f"unknown kind {str(row.kind)[:40]!r}", line.number),)
    said_at = moment(row.time)
    if row.time and said_at is None:
        return (Unread(f"unreadable time {str(row.time)[:40]!r}", line.number),)
    evidence = tuple(row.derived_from or ())
    for id_ in evidence:
        if not ids.is_id(id_):
            return (Unread(f"derived_from holds no id: {id_[:40]!r}", line.number),)
    return (
        Turn(
            sort=Sort.SPEECH,
            text=row.text,
            session=_name(row.session),
            record=_name(row.source_id),
            author=row.author or "",
            said_at=said_at,
            kind=kind,
            tags=tuple(row.tags or ()),
            derived_from=evidence,
        ),
    )


def _name(written: str | int | None) -> str:
    return "" if written is None else str(written)

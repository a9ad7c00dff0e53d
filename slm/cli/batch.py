"""Ask many questions over one connection, each answered on a line of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from slm.cli.answers import flat
from slm.cli.light import Wish
from slm.cli.printing import print_json, remark
from slm.cli.recalling import frame
from slm.client.line import Line, dial
from slm.client.starting import summon
from slm.client.transport import ANSWER_S
from slm.config import load_settings
from slm.errors import DaemonError, MemError, UnreadableInput, UsageError
from slm.wire.frames import unpack

KEYS = "one JSON object a line: {id, query, project?, limit?, budget?}"


class Row(msgspec.Struct):
    """One question as the file has it."""

    id: str | int
    query: str
    project: str | None = None
    limit: int | None = None
    budget: int | None = None


def recall(path: str, wish: Wish) -> int:
    """Answer every row of a file, in order; `wish` bounds those that do not say it themselves."""
    rows = list(_rows(_content(path), wish))  # a bad row is told before anything is asked
    settings = load_settings()
    noticed = ""
    with dial(settings.socket) or summon(settings) as line:
        for number, id_, asked in rows:
            with _about_line(number):
                answer = _ask(line, asked)
            if answer["notice"] != noticed:
                noticed = answer["notice"]
                remark(noticed)
            _print(id_, answer)
    return 0


def _rows(content: bytes, wish: Wish) -> Iterator[tuple[int, str | int, bytes]]:
    """Each row's line number, id and request; raises UsageError."""
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            with _about_line(number):
                row = _row(line)
                own = {name: getattr(row, name) for name in ("project", "limit", "budget")}
                said = {name: value for name, value in own.items() if value is not None}
                asked = wish | said | {"words": [row.query], "learn": False}
                yield number, row.id, frame(asked)


def _row(line: bytes) -> Row:
    try:
        row = msgspec.json.decode(line, type=Row)
    except (msgspec.MsgspecError, UnicodeDecodeError) as exc:
        raise UsageError(f"{exc}", KEYS) from exc
    if not row.query.strip():
        raise UsageError("the query is empty", KEYS)
    return row


def _content(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as exc:
        reason = (exc.strerror or "unreadable").lower()
        raise UnreadableInput(f"cannot read {path}: {reason}", "check the path") from exc


def _ask(line: Line, asked: bytes) -> dict[str, Any]:
    deadline = time.monotonic() + ANSWER_S
    line.send(asked, deadline)
    reply = line.read(deadline)
    if not reply:
        raise DaemonError("the daemon ended before it answered", "mem daemon logs tells why")
    answer: dict[str, Any] = unpack(reply)["value"]
    return answer


def _print(id_: str | int, answer: dict[str, Any]) -> None:
    print_json(
        {
            "id": id_,
            "hits": [flat(hit) for hit in answer["hits"]],
            "context": answer["context"],
            "took_ms": answer["took_ms"],
        }
    )
    sys.stdout.flush()  # whoever reads the answers may want to ask on


@contextmanager
def _about_line(number: int) -> Iterator[None]:
    """Let an error say which line it is about."""
    try:
        yield
    except MemError as exc:
        raise type(exc)(f"line {number}: {exc.message}", exc.hint) from exc

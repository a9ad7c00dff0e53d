"""Stream a log's lines, and decode the JSON records on them, whatever state they are in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from slm.domain.turn import Turn, Unread
from slm.ingest.portion import Portion

T = TypeVar("T")

# The longest line in 391 MB of real logs has 1 MB, but pasted pictures make longer ones; what is
# longer than this is never held.
LINE_LIMIT = 64 * 1024 * 1024
_SKIP_STEP = 1024 * 1024
# A power cut leaves NULs where a line was to be; some editors begin a file with a BOM.
_BLANK = b"\x00 \t\r\n"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log, and where it lies."""

    raw: bytes
    number: int  # 1-based
    start: int
    end: int  # after its newline
    is_old: bool = False  # read by an earlier run: it may say what holds for later lines
    is_finished: bool = True  # it has its newline, so that nothing will be added to it
    is_too_long: bool = False  # then raw is empty


def read_lines(path: Path, start: int) -> Iterator[Line]:
    """Give every line of a file, those before `start` marked old; holds one at a time.

    Of a line that was read before it had its newline, what came since is a line of its own.
    """
    with path.open("rb") as file:
        number, begin = 0, 0
        while raw := file.readline(LINE_LIMIT):
            number += 1
            is_too_long = len(raw) >= LINE_LIMIT and not raw.endswith(b"\n")
            last = _skip_line(file) or raw if is_too_long else raw
            end = file.tell() if is_too_long else begin + len(raw)
            is_grown = begin < start < end
            yield Line(
                raw=b"" if is_too_long else raw[start - begin :] if is_grown else raw,
                number=number,
                start=start if is_grown else begin,
                end=end,
                is_old=end <= start,
                is_finished=last.endswith(b"\n"),
                is_too_long=is_too_long,
            )
            begin = end


def _skip_line(file: BinaryIO) -> bytes:
    last = b""
    while step := file.readline(_SKIP_STEP):
        last = step
        if step.endswith(b"\n"):
            break
    return last


def read_records(
    path: Path,
    start: int,
    decoder: msgspec.json.Decoder[T],
    turns: Callable[[T, Line], Iterable[Turn | Unread]],
    recalls: tuple[bytes, ...] = (),
) -> Iterator[Portion]:
    """Give what each line after `start` holds.

    Earlier lines are handed to `turns` as well when they hold one of `recalls`: a format may
    need what they say. What it gives for them is dropped.
    """
    for line in read_lines(path, start):
        if line.is_old:
            if any(mark in line.raw for mark in recalls):
                _turns_of(line, decoder, turns)
            continue
        items = _turns_of(line, decoder, turns)
        is_waiting = not line.is_finished and any(isinstance(item, Unread) for item in items)
        yield Portion(items, line.start if is_waiting else line.end)


def _turns_of(
    line: Line,
    decoder: msgspec.json.Decoder[T],
    turns: Callable[[T, Line], Iterable[Turn | Unread]],
) -> tuple[Turn | Unread, ...]:
    if line.is_too_long:
        return (Unread("line too long", line.number),)
    try:
        records = decode(line.raw, decoder)
    except ValueError as exc:
        reason = str(exc) if line.is_finished else "unfinished line"
        return (Unread(reason, line.number),)
    return tuple(turn for record in records for turn in turns(record, line))


def decode(raw: bytes, decoder: msgspec.json.Decoder[T]) -> list[T]:
    """Decode a line's record, or the few that a crash glued together; raises ValueError."""
    raw = raw.removeprefix(_BOM).strip(_BLANK)
    if not raw:
        return []
    try:
        return [decoder.decode(raw)]
    except msgspec.ValidationError as exc:
        raise ValueError("record of unknown shape") from exc
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _mend(raw, decoder)


def _mend(raw: bytes, decoder: msgspec.json.Decoder[T]) -> list[T]:
    # The slow way: bytes that are no UTF-8, half surrogates (JavaScript cuts strings between
    # them), several records on one line.
    text = raw.decode("utf-8", "replace")
    records: list[T] = []
    at = 0
    try:
        while at < len(text):
            found, at = json.JSONDecoder().raw_decode(text, at)
            clean = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
            records.append(decoder.decode(clean))
    except (ValueError, RecursionError) as exc:
        raise ValueError("broken line") from exc
    return records

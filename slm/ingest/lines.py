"""Stream a log's lines, and decode the JSON records on them, whatever state they are in."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

import msgspec

from slm.domain.turn import Turn, Unread
from slm.ingest.portion import Portion

T = TypeVar("T")

# The longest line in 391 MB of real logs has 1 MB, but pasted pictures make longer ones; what is
# longer than this is never held.
LINE_LIMIT = 64 * 1024 * 1024
# Of a line that is still being written; it is read when it is whole.
UNFINISHED = "unfinished line"
_SKIP_STEP = 1024 * 1024
# What must still stand before the place where reading goes on: records end in ids and times, so
# that another log, or one written anew, has other bytes there.
ANCHOR_BYTES = 64
# A power cut leaves NULs where a line was to be; some editors begin a file with a BOM.
_BLANK = b"\x00 \t\r\n"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log, and where it lies."""

    raw: bytes
    number: int  # 1-based
    end: int  # after its newline
    is_finished: bool = True  # it has its newline, so that nothing will be added to it
    is_too_long: bool = False  # then raw is empty


def lines_of(file: BinaryIO, start: int = 0, number: int = 1) -> Iterator[Line]:
    """Give the lines from the byte `start` on, the first of them being line `number`; holds one."""
    end = file.seek(start)
    while raw := file.readline(LINE_LIMIT):
        is_too_long = len(raw) >= LINE_LIMIT and not raw.endswith(b"\n")
        last = _skip_line(file) or raw if is_too_long else raw
        end = file.tell() if is_too_long else end + len(raw)
        yield Line(
            raw=b"" if is_too_long else raw,
            number=number,
            end=end,
            is_finished=last.endswith(b"\n"),
            is_too_long=is_too_long,
        )
        number += 1


def _skip_line(file: BinaryIO) -> bytes:
    last = b""
    while step := file.readline(_SKIP_STEP):
        last = step
        if step.endswith(b"\n"):
            break
    return last


class LogReader(Generic[T]):
    """A log of JSON records: read once, then on from there for as long as it only grows."""

    def __init__(
        self,
        path: Path,
        decoder: msgspec.json.Decoder[T],
        turns: Callable[[T, Line], Iterable[Turn | Unread]],
    ) -> None:
        self._path = path
        self._decoder = decoder
        self._turns = turns
        self._held: bytes | None = None
        self._inode = 0
        self._last = b""  # the end of the last line that was read
        self._read_to = 0
        self._number = 1  # of the line there

    def more(self) -> Iterator[Portion]:
        """Give what each line holds that was not read before; raises OSError."""
        with self._opened() as file:
            for line in lines_of(file, self._read_to, self._number):
                portion = self._portion(line)
                yield portion
                if portion.offset < line.end:
                    return

    def hold(self, content: bytes, inode: int) -> None:
        """All that the file held a moment ago: then it need not be opened to be read first."""
        self._held, self._inode = content, inode

    def _opened(self) -> BinaryIO:
        if self._held is not None:
            content, self._held = self._held, None
            return BytesIO(content)
        file = self._path.open("rb")
        self._inode = os.fstat(file.fileno()).st_ino
        return file

    def _portion(self, line: Line) -> Portion:
        """What a line holds; one that is still being written is left for the next time."""
        items = _turns_of(line, self._decoder, self._turns)
        if line.is_finished or not any(isinstance(item, Unread) for item in items):
            self._read_to = line.end
            # Of a line read before it had its newline, what comes since has the same number.
            self._number = line.number + line.is_finished
            self._last = line.raw[-ANCHOR_BYTES:]
        return Portion(items, self._read_to)

    def has_only_grown(self) -> bool:
        """Whether what was read of the file still stands in it, as far as its end can tell."""
        try:
            with self._path.open("rb") as file:
                status = os.fstat(file.fileno())
                if status.st_ino != self._inode or status.st_size < self._read_to:
                    return False
                file.seek(self._read_to - len(self._last))
                return file.read(len(self._last)) == self._last
        except OSError:
            return False


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
        reason = str(exc) if line.is_finished else UNFINISHED
        return (Unread(reason, line.number),)
    if len(records) == 1:
        return tuple(turns(records[0], line))
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

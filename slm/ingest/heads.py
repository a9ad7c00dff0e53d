"""Read as much of a file's beginning as tells what the file is."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

# The first line of a Codex log can have tens of KB.
HEAD_BYTES = 64 * 1024
# The first line of a Claude Code log holds what was asked, with the pictures that were pasted: at
# most some MB each. What is longer is not held to find out what it is.
FIRST_LINE_BYTES = 16 * 1024 * 1024
# After a crash a log may begin with NULs where lines were to be; some editors begin with a BOM.
_BLANK = b"\x00 \t\r\n"
_BOM = b"\xef\xbb\xbf"


def head_of(path: Path) -> bytes:
    """The first bytes of a file; raises OSError."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def first_records(path: Path, head: bytes) -> bytes:
    """What stands where a log's first records do, the first of them whole; raises OSError.

    `head` is how the file begins. It is the answer, but where NULs fill it, or where a record is
    longer: a record's last keys may be the ones that tell.
    """
    records = _without_blank(head)
    is_cut_short = len(head) == HEAD_BYTES and b"\n" not in records
    if not is_cut_short or not (records.startswith(b"{") or not records):
        return records
    with path.open("rb") as file:
        file.seek(len(head))
        return _read_on(file, records)


def _read_on(file: BinaryIO, records: bytes) -> bytes:
    """The rest of the first record, and what comes after NULs."""
    passed = 0
    while not records and passed < FIRST_LINE_BYTES and (more := file.read(HEAD_BYTES)):
        records = _without_blank(more)
        passed += len(more)
    if not records.startswith(b"{") or b"\n" in records:
        return records + file.read(HEAD_BYTES)
    return records + file.readline(FIRST_LINE_BYTES) + file.read(HEAD_BYTES)


def _without_blank(raw: bytes) -> bytes:
    return raw.removeprefix(_BOM).lstrip(_BLANK).removeprefix(_BOM).lstrip(_BLANK)

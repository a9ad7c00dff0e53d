"""Read a file that is written anew, not on: whole, as text, and as it stood at one moment."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from slm.domain import private
from slm.domain.turn import Turn, Unread
from slm.ingest.decoding import lines_of_data, text_of, without_data
from slm.ingest.ignoring import SIZE_LIMIT
from slm.ingest.portion import Portion, Reader, WholeReader


class SourceFile(ABC):
    """A format of files that are cut into pieces."""

    name: str
    is_log = False
    is_prose = False
    size_limit = SIZE_LIMIT  # in bytes
    too_large = "file too large"

    def open(self, path: Path, /) -> Reader:
        """Give all pieces at once."""
        return WholeReader(partial(self._read, path))

    def _read(self, path: Path) -> Iterator[Portion]:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > self.size_limit:
                yield Portion((Unread(self.too_large),), status.st_size)
                return
            raw = file.read(self.size_limit + 1)
        yield Portion(tuple(self.cut(path, raw, status.st_mtime)), len(raw))

    def cut(self, path: Path, raw: bytes, modified: float) -> Iterator[Turn | Unread]:
        """The pieces of what a file held, read already; `modified` in seconds since 1970."""
        if len(raw) > self.size_limit:
            yield Unread(self.too_large)
        elif (text := text_of(raw)) is None:
            yield Unread("not a text")
        else:
            # Before anything else: what is private may go on from one piece to the next.
            text = self.public(text.replace("\r\n", "\n").replace("\r", "\n"))
            if self.is_prose:
                yield from (Unread("data in a text", line) for line in lines_of_data(text))
                text = without_data(text)
            yield from self.pieces(path, text.encode(), text, _moment(modified))

    def public(self, text: str) -> str:
        """The text without what is private in it, its lines still where they were."""
        return private.blanked(text)

    @abstractmethod
    def claims(self, path: Path, head: bytes, /) -> bool:
        """Whether a file of this name is of this format, as far as its first bytes are known."""

    @abstractmethod
    def pieces(self, path: Path, raw: bytes, text: str, changed: datetime | None) -> Iterable[Turn]:
        """Every piece of a text, whatever it is; `raw` is the text in UTF-8. Raises nothing."""


def _moment(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None  # forged times lie beyond the calendar

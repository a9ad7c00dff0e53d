"""List the formats that can be read: write one file, add one entry to FORMATS."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from slm.ingest.formats.claude_code.log import ClaudeCode
from slm.ingest.formats.code import Code
from slm.ingest.formats.codex.log import Codex
from slm.ingest.formats.git import Git
from slm.ingest.formats.jsonl import Jsonl
from slm.ingest.formats.markdown import Markdown
from slm.ingest.formats.text import Text
from slm.ingest.portion import Reader
from slm.ingest.source import SourceFile


class Format(Protocol):
    """One way in which turns or pieces are written."""

    @property
    def name(self) -> str:
        """How a person names it, and the agent in each memory's origin."""

    @property
    def is_log(self) -> bool:
        """Whether files of it grow while somebody speaks, and say themselves where they belong."""

    def claims(self, path: Path, head: bytes, /) -> bool:
        """Whether `path` is of this format, told by its first bytes; of a folder, b""."""

    def open(self, path: Path, /) -> Reader:
        """Make ready to read `path`; nothing is touched yet."""


# In the order in which they are asked; the pickiest first, those that go by a file's name last.
FORMATS: tuple[Format, ...] = (
    Git(), ClaudeCode(), Codex(), Markdown(), Jsonl(), Text(), Code(),
)  # fmt: skip
# What a project's own files are read in; the others are logs and histories.
FILE_FORMATS: dict[str, SourceFile] = {
    one.name: one for one in FORMATS if isinstance(one, SourceFile)
}

# The longest first line that names an interpreter.
_HEAD_BYTES = 256


def format_of(path: Path) -> str:
    """The format that a project's file is read in, by its name; "" where none is. Raises nothing.

    Only a script without a suffix is opened for it.
    """
    try:
        head = b"" if "." in path.name else _head(path)
    except OSError:
        head = b""
    return next((name for name, one in FILE_FORMATS.items() if one.claims(path, head)), "")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)

"""List the formats that can be read: write one file, add one entry to FORMATS."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from slm.ingest.formats.claude_code.log import ClaudeCode
from slm.ingest.formats.codex.log import Codex
from slm.ingest.formats.git import Git
from slm.ingest.formats.jsonl import Jsonl
from slm.ingest.formats.markdown import Markdown
from slm.ingest.portion import Reader


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


# In the order in which they are asked; the pickiest first.
FORMATS: tuple[Format, ...] = (Git(), ClaudeCode(), Codex(), Markdown(), Jsonl())

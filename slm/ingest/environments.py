"""Read the `.env` files of folders, and again when one of them has changed; keep them nowhere."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from slm.ingest.dotenv import parse

# Twenty times the largest that people write; what is longer is something else.
MOST_BYTES = 64 * 1024
# A folder with more has them made by a program.
MOST_FILES = 40
# What is committed, so that others know what to fill in.
_EXAMPLES = frozenset({"example", "sample", "template", "dist"})

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """What a folder's `.env` files assign; equal only to itself, and shown by no repr."""

    own: Pairs = field(default=(), repr=False)
    examples: Pairs = field(default=(), repr=False)  # those of the files made for others to see


NONE = Settings()


class Environment:
    """The `.env` files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[Path] = []
        self._stamp: object = None
        self._settings = NONE

    def settings(self) -> Settings:
        """What stands in them now; the same object for as long as no file changes."""
        if self._stamp is None or self._look() != self._stamp:
            self._files = _files(self._folder)
            self._stamp = self._look()  # before reading: what changes meanwhile is read next time
            self._settings = _read(self._files) if self._files else NONE
        return self._settings

    def _look(self) -> tuple[tuple[int, ...], ...]:
        """What changes when a file does, or when one comes or goes."""
        return tuple(_stamp(path) for path in (self._folder, *self._files))


def is_dotenv(name: str) -> bool:
    """Whether a file of this name holds settings, its own or, as an example, somebody's."""
    return name in (".env", ".envrc") or name.startswith(".env.")


def is_example(name: str) -> bool:
    """Whether such a file is made to be seen by everybody."""
    return not _EXAMPLES.isdisjoint(name.lower().split("."))


def _files(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if is_dotenv(entry.name))
    except OSError:  # the folder is gone, or not for us to see
        return []
    return [folder / name for name in names[:MOST_FILES]]


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _read(files: list[Path]) -> Settings:
    own: list[tuple[str, str]] = []
    examples: list[tuple[str, str]] = []
    for path in files:
        (examples if is_example(path.name) else own).extend(parse(_text(path)))
    return Settings(tuple(own), tuple(examples))


def _text(path: Path) -> str:
    """The text of a file, "" of what is none; a pipe would be waited for without end."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            return ""
        content = path.read_bytes()[:MOST_BYTES]
    except OSError:
        return ""
    # PowerShell writes UTF-16, and says so at the start.
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")

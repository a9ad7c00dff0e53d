"""Look which files there are, and whether they are as they were, without opening one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from slm.domain.stamp import Stamp


def stamp(path: Path | os.DirEntry[str]) -> Stamp | None:
    """The stamp of a regular file; None where there is none, or none that may be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)


def stamps_below(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Every regular file below a folder with its stamp; hidden ones and links are passed by."""
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it went away, or may not be looked into
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from stamps_below(entry.path)
        elif found := stamp(entry):
            yield entry.path, found

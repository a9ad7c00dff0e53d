"""Write a file whole or not at all, and know one by its hash."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def sha256(path: Path) -> str:
    """Hash a file without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of `path` only if the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place, because a rename is atomic only within one file system; and not by tempfile,
    # which would keep a shared model folder's files from other users.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

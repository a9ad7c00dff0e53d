"""Read a file as it stood at one moment."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from slm.domain.file import Stamp

# Who writes a file takes milliseconds; one that never rests is a log, and read as it is.
_ATTEMPTS = 3
_HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a file held, and how it looked from outside before it was read."""

    raw: bytes  # a byte more than the limit of a longer file
    stamp: Stamp


def look(path: Path) -> Stamp:
    """How a file looks from outside, its hash left out; raises OSError."""
    return _stamp(path.stat(), b"")


def take(path: Path, limit: int) -> Snapshot:
    """Read at most a byte more than `limit`; again where it changed meanwhile. Raises OSError.

    The stamp is of before the reading: what changes after it is told from it at the next look.
    """
    for _ in range(_ATTEMPTS):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            raw = file.read(limit + 1)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            break
    digest = hashlib.blake2b(raw, digest_size=_HASH_BYTES).digest()
    return Snapshot(raw, _stamp(before, digest))


def _stamp(status: os.stat_result, digest: bytes) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino, digest)

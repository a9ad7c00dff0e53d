"""Describe what tells whether a file is as it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file's folder says of it, and what changes when the file does."""

    inode: int
    size: int  # in bytes
    modified: int  # nanoseconds

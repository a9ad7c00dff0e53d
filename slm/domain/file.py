"""Describe a project's file, as it looked when it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Where a file of a project is."""

    project: int
    root: str  # the work tree or folder it is named from, absolute
    path: str  # in it, with "/"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a file from itself after a change."""

    size: int  # in bytes
    modified: int  # nanoseconds since 1970
    inode: int
    hash: bytes = b""  # of what it holds; none of a log, which is never the same for long

    def looks_like(self, other: Stamp) -> bool:
        """Whether both look the same from outside, what they hold not being read."""
        mine = (self.size, self.modified, self.inode)
        return mine == (other.size, other.modified, other.inode)

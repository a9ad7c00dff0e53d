"""Name everything that can go wrong, with what to do about it.

MemError
├── NothingFound            1  the question was fine, there is no answer
├── UsageError              2  the request cannot be understood or carried out as asked
│   ├── UnknownName            a project, memory, format, model or kind that does not exist
│   ├── UnreadableInput        a file or text that cannot be taken in
│   └── ModelProblem           a model that is missing, damaged or unreachable
├── DaemonError             3  the daemon cannot be reached, or does not understand
│   ├── ProtocolError          a frame that is broken, too large or of another version
│   └── DaemonBusy             too many connections, or out of time
└── StoreError              4  the memory file cannot be used
    ├── StoreTooNew            written by a later release
    ├── NotOurFile             a SQLite file of some other program
    └── StoreDamaged           SQLite says the file is malformed
"""

from __future__ import annotations

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Iterable


class MemError(Exception):
    """A failure the user can do something about: what happened, and a hint."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NothingFound(MemError):
    """The question was fine; nothing answers it."""


class UsageError(MemError):
    """The request cannot be carried out as asked."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that stands for nothing here."""


class UnreadableInput(UsageError):
    """A file or text that cannot be taken in."""


class ModelProblem(UsageError):
    """A model that is missing, damaged or cannot be had."""


class DaemonError(MemError):
    """The daemon cannot be reached or does not understand."""

    exit_code = 3


class ProtocolError(DaemonError):
    """A frame that is broken, too large, or of another version."""


class DaemonBusy(DaemonError):
    """Too many connections, or no answer in time."""


class StoreError(MemError):
    """The memory file cannot be used."""

    exit_code = 4


class StoreTooNew(StoreError):
    """The file was written by a later release."""


class NotOurFile(StoreError):
    """The file belongs to some other program."""


class StoreDamaged(StoreError):
    """SQLite finds the file malformed."""


def unknown(what: str, name: str, known: Iterable[str]) -> UnknownName:
    """Say that `name` is no `what`, and which one was probably meant."""
    import difflib  # 6 ms that a run without mistakes need not pay

    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        hint = f"did you mean {close[0]}?"
    elif names:
        hint = f"known: {', '.join(names[:12])}{', …' if len(names) > 12 else ''}"
    else:
        hint = f"there is no {what} yet"
    return UnknownName(f"unknown {what} {name!r}", hint)


def tree(root: type[MemError] = MemError) -> dict[str, type[MemError]]:
    """Every error by its name, so that one sent over the socket comes back as itself."""
    found = {root.__name__: root}
    for child in root.__subclasses__():
        found |= tree(child)
    return found

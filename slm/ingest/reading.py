"""Find the logs and files under a path, and read each in the format that claims it."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slm import errors
from slm.domain.turn import Unread
from slm.ingest.formats import FORMATS, Format
from slm.ingest.portion import Portion, Reader
from slm.ingest.stamps import stamps_below

AUTO = "auto"
# The first line of a Codex log can have tens of KB.
HEAD_BYTES = 64 * 1024
# Files that are opened to tell whether a folder holds logs; in an agent's folder nearly all are.
LOOKED_AT = 200
# Besides hidden folders: what package managers fill.
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})
_LOGS = tuple(format_ for format_ in FORMATS if format_.is_log)
# A repository's other files are code, fixtures and logs of its tests.
_DOCUMENTS = "markdown"


@dataclass(frozen=True, slots=True)
class Found:
    """One log, document or repository that can be read."""

    path: Path
    format: str
    size: int  # in bytes; 0 of a folder
    name: str  # what its memories call it: of a document, its path in the project
    trouble: str = ""  # why it cannot be read; then it has no format


def find(path: Path, format: str = AUTO) -> list[Found]:  # noqa: A002 the user's word for it
    """Find what can be read under `path`, in sorted order.

    Raises UnknownName for a format, UnreadableInput where there is nothing.
    """
    formats = _formats(format)
    try:
        path = _without_detours(path)
        is_folder = stat.S_ISDIR(path.stat().st_mode)
        found = _in_folder(path, formats) if is_folder else [_file(path, formats, format)]
    except OSError as exc:
        reason = (exc.strerror or "unreadable").lower()
        raise errors.UnreadableInput(f"cannot read {path}: {reason}", "check the path") from exc
    if not found:
        raise _nothing(path)
    return found


def log_at(path: Path) -> Found | None:
    """What an agent's log at `path` is; None for any other file; raises OSError."""
    claiming = _claiming(path, _head(path), _LOGS)
    return _found(path, claiming, path.parent) if claiming else None


def holds_logs(folder: Path) -> bool:
    """Whether agents' logs lie below a folder that is no repository: in one, they are samples."""
    if (folder / ".git").exists():
        return False
    for path, _ in itertools.islice(stamps_below(str(folder)), LOOKED_AT):
        try:
            if log_at(Path(path)):
                return True
        except OSError:
            continue
    return False


def open_(found: Found) -> Reader:
    """Make ready to read what was found; nothing is touched yet."""
    (format_,) = _formats(found.format)
    return format_.open(found.path)


def read(found: Found, reader: Reader | None = None) -> Iterator[Portion]:
    """Read it, or on with the `reader` that it was read with; trouble comes as Unread."""
    if found.trouble:
        yield Portion((Unread(found.trouble),), 0)
        return
    offset = 0
    try:
        for portion in (reader or open_(found)).more():
            offset = portion.offset
            yield portion
    except OSError as exc:
        yield Portion((Unread(_trouble(exc)),), offset)


def _formats(name: str) -> tuple[Format, ...]:
    chosen = tuple(format_ for format_ in FORMATS if name in (AUTO, format_.name))
    if not chosen:
        raise errors.unknown("format", name, (AUTO, *(format_.name for format_ in FORMATS)))
    return chosen


def _nothing(path: Path) -> errors.UnreadableInput:
    known = ", ".join(format_.name for format_ in FORMATS)
    return errors.UnreadableInput(
        f"nothing in {path} has a format that is known here", f"name one with --format: {known}"
    )


def _file(path: Path, formats: tuple[Format, ...], asked: str) -> Found:
    if not path.is_file():
        raise errors.UnreadableInput(f"{path} is neither a file nor a folder")
    head = _head(path)
    claiming = formats[0] if asked != AUTO else _claiming(path, head, formats)
    if claiming is None:
        raise _nothing(path)
    return _found(path, claiming, path.parent)


def _in_folder(folder: Path, formats: tuple[Format, ...]) -> list[Found]:
    found = []
    if whole := _claiming(folder, b"", formats):
        found = [Found(folder, whole.name, 0, str(folder))]
        formats = tuple(format_ for format_ in formats if format_.name == _DOCUMENTS)
    if not formats:
        return found
    for path in _walk(folder, found):
        try:
            claiming = _claiming(path, _head(path), formats)
            found += [_found(path, claiming, folder)] if claiming else []
        except OSError as exc:
            found.append(_unreadable(path, exc))
    return found


def _walk(folder: Path, found: list[Found]) -> Iterator[Path]:
    """Every regular file below, sorted; what cannot be listed goes to `found`."""
    inside = folder.resolve()
    walk = os.walk(folder, onerror=lambda exc: found.append(_unreadable(Path(exc.filename), exc)))
    for here, folders, names in walk:
        folders[:] = sorted(name for name in folders if not _is_skipped(name))
        for name in sorted(names):
            path = Path(here, name)
            is_within = not path.is_symlink() or path.resolve().is_relative_to(inside)
            # A pipe or a device would be waited for without end.
            if not name.startswith(".") and is_within and path.is_file():
                yield path


def _is_skipped(folder: str) -> bool:
    return folder.startswith(".") or folder in _SKIPPED_FOLDERS


def _claiming(path: Path, head: bytes, formats: tuple[Format, ...]) -> Format | None:
    return next((format_ for format_ in formats if format_.claims(path, head)), None)


def _found(path: Path, format_: Format, folder: Path) -> Found:
    is_document = format_.name == _DOCUMENTS
    name = path.relative_to(_top(path) or folder).as_posix() if is_document else str(path)
    return Found(path, format_.name, path.stat().st_size, name)


def _unreadable(path: Path, exc: OSError) -> Found:
    return Found(path, "", 0, str(path), _trouble(exc))


def _trouble(exc: OSError) -> str:
    return f"unreadable: {(exc.strerror or type(exc).__name__).lower()}"


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _top(path: Path) -> Path | None:
    """The top of the work tree that a file lies in."""
    return next((parent for parent in path.parents if (parent / ".git").exists()), None)


def _without_detours(path: Path) -> Path:
    """The path without links and dots, so that a place has one name; a file keeps its own."""
    if path.is_dir():
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)

"""Find the logs and files under a path, and read each in the format that claims it."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slm import errors
from slm.domain.file import Stamp
from slm.domain.turn import Unread
from slm.ingest.excluding import USUAL, Excluded
from slm.ingest.formats import FILE_FORMATS, FORMATS, Format, format_of
from slm.ingest.heads import HEAD_BYTES, first_records, head_of
from slm.ingest.instructions import memory_root
from slm.ingest.lines import LogReader
from slm.ingest.portion import Portion, Reader
from slm.ingest.stamps import stamps_below
from slm.ingest.walking import Entry, root_of, walk

AUTO = "auto"
HISTORY = "git"
# Files that are opened to tell whether a folder holds logs; in an agent's folder nearly all are.
LOOKED_AT = 200
# What agents call the folder that all their logs are in, beside their settings and much else.
LOG_FOLDERS = ("projects", "sessions")
_LOGS = tuple(format_ for format_ in FORMATS if format_.is_log)
# Beside logs, what these would claim is tool output and settings of the tool.
_OF_PROJECTS = frozenset({"text", "code"})


@dataclass(frozen=True, slots=True)
class Found:
    """One log, document or repository that can be read."""

    path: Path
    format: str
    size: int  # in bytes; 0 of a folder
    name: str  # what its memories call it: of a document, its path in the project
    trouble: str = ""  # why it cannot be read; then it has no format
    root: Path | None = None  # what its name is relative to, of a project's file; None of a log
    is_excluded: bool = False  # not to be read, and not even looked into

    @property
    def folder(self) -> str:
        """Where it stands: its own path, if that is a folder's."""
        return str(self.path if self.format == HISTORY else self.path.parent)


def find(
    path: Path,
    format: str = AUTO,  # noqa: A002 the user's word for it
    excluded: Excluded = USUAL,
) -> list[Found]:
    """Find what can be read under `path`, in sorted order, and what is excluded from that.

    Raises UnknownName for a format, UnreadableInput where there is nothing.
    """
    formats = _formats(format)
    try:
        path = _without_detours(path)
        is_folder = stat.S_ISDIR(path.stat().st_mode)
        if excluded.covers(path):
            return [_excluded(path)]
        found = _in_folder(path, formats, excluded) if is_folder else [_file(path, formats, format)]
    except OSError as exc:
        reason = (exc.strerror or "unreadable").lower()
        raise errors.UnreadableInput(f"cannot read {path}: {reason}", "check the path") from exc
    if not found:
        raise _nothing(path)
    return found


def log_at(path: Path, stamp: Stamp | None = None) -> tuple[Found, Reader] | None:
    """What an agent's log at `path` is, ready to be read; None for any other; raises OSError."""
    head = head_of(path)
    claiming = _claiming(path, head, _LOGS)
    if claiming is None:
        return None
    reader = claiming.open(path)
    if stamp and len(head) < HEAD_BYTES and isinstance(reader, LogReader):
        reader.hold(head, stamp.inode)
    return Found(path, claiming.name, len(head), str(path)), reader


def history_at(folder: Path) -> Found:
    """The commits of the repository whose work tree a folder is."""
    return Found(folder, HISTORY, 0, str(folder))


def holds_logs(folder: Path) -> bool:
    """Whether agents' logs lie below a folder that is no repository: in one, they are samples."""
    if (folder / ".git").exists():
        return False
    return any(_begins_with_logs(one) for one in (folder, *(folder / name for name in LOG_FOLDERS)))


def _begins_with_logs(folder: Path) -> bool:
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
    if found.is_excluded:
        return
    if found.trouble:
        yield Portion((Unread(found.trouble),), 0)
        return
    offset = 0
    try:
        for portion in (reader or open_(found)).more():
            offset = portion.offset
            yield portion
    except OSError as exc:
        yield Portion((Unread(trouble(exc)),), offset)


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
    head = head_of(path)
    claiming = formats[0] if asked != AUTO else _claiming(path, head, formats)
    if claiming is None:
        raise _nothing(path)
    size = path.stat().st_size
    if claiming.name not in FILE_FORMATS:
        return Found(path, claiming.name, size, str(path))
    return _file_of(path, root_of(path.parent), claiming.name, size)


def _in_folder(folder: Path, formats: tuple[Format, ...], excluded: Excluded) -> list[Found]:
    found = []
    if whole := _claiming(folder, b"", formats):
        found = [Found(folder, whole.name, 0, str(folder))]
        formats = tuple(one for one in formats if one is not whole)
    for entry in walk(folder) if formats else ():
        if entry.trouble:
            found.append(_unreadable(entry.path, entry.trouble))
            continue
        if excluded.covers(entry.path):
            found.append(_excluded(entry.path))
            continue
        try:
            claiming = _claiming_entry(entry, formats)
        except OSError as exc:
            found.append(_unreadable(entry.path, exc))
            continue
        found += [_entered(entry, claiming)] if claiming else []
    return _without_strays(found)


def _claiming_entry(entry: Entry, formats: tuple[Format, ...]) -> Format | None:
    """A work tree's logs are its tests' fixtures, and its files are known by their names."""
    if not entry.is_projects:
        return _claiming(entry.path, head_of(entry.path), formats)
    name = format_of(entry.path)
    return next((one for one in formats if one.name == name), None)


def _without_strays(found: list[Found]) -> list[Found]:
    """In a folder of logs, the texts and scripts beside them belong to the logs."""
    logs = {one.format for one in found if one.root is None} - {"", "git"}
    if not logs:
        return found
    return [one for one in found if one.format not in _OF_PROJECTS or _is_in_work_tree(one)]


def _is_in_work_tree(found: Found) -> bool:
    return found.root is not None and (found.root / ".git").exists()


def _claiming(path: Path, head: bytes, formats: tuple[Format, ...]) -> Format | None:
    records = first_records(path, head)
    return next((one for one in formats if one.claims(path, _shown(one, head, records))), None)


def _shown(format_: Format, head: bytes, records: bytes) -> bytes:
    """What a format tells its files by: a file's first bytes may say that it is no text."""
    return head if format_.name in FILE_FORMATS else records


def _entered(entry: Entry, format_: Format) -> Found:
    if format_.name not in FILE_FORMATS:
        return Found(entry.path, format_.name, entry.size, str(entry.path))
    return _file_of(entry.path, entry.root, format_.name, entry.size)


def _file_of(path: Path, root: Path, format_: str, size: int) -> Found:
    root = Path(memory_root(path.as_posix()) or root)
    return Found(path, format_, size, path.relative_to(root).as_posix(), root=root)


def _unreadable(path: Path, exc: OSError) -> Found:
    return Found(path, "", 0, str(path), trouble(exc))


def _excluded(path: Path) -> Found:
    return Found(path, "", 0, str(path), is_excluded=True)


def trouble(exc: OSError) -> str:
    """Why a file cannot be read, as `mem doctor` and an import tell it."""
    return f"unreadable: {(exc.strerror or type(exc).__name__).lower()}"


def _without_detours(path: Path) -> Path:
    """The path without links and dots, so that a place has one name; a file keeps its own."""
    if path.is_dir():
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)

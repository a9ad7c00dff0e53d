"""Read and write an agent's file: whole or not at all, its mode and its links kept."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from slm.errors import UnreadableInput, UsageError

PRIVATE = 0o600  # of a file that we make: agents put keys into theirs
PRIVATE_FOLDER = 0o700


def read(path: Path) -> str | None:
    """What the file holds, every character of it; None if there is none.

    Raises UnreadableInput for what is no file, may not be read, or is not UTF-8.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise UnreadableInput(f"cannot read {path}: it is no file", "see what it is")
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as exc:
        raise UnreadableInput(f"{path} is not UTF-8: {exc.reason}", "convert it first") from exc
    except OSError as exc:
        raise UnreadableInput(f"cannot read {path}: {exc.strerror}", "see what it is") from exc


def write(path: Path, before: str | None, after: str) -> None:
    """Put `after` where `before` stands; raises UsageError if something else stands there by now.

    A link is written through. Whoever reads meanwhile sees one text or the other.
    """
    target = _target(path)
    beside = _beside(target)
    try:
        _write_new(beside, after, like=_existing(target))
        _check_unchanged(path, before)
        beside.replace(target)
        _sync(target.parent)
    except OSError as exc:
        raise UsageError(
            f"cannot write {path}: {exc.strerror}", "nothing of it was changed"
        ) from exc
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def remove(path: Path, before: str) -> None:
    """Remove a file that holds `before`; raises UsageError if it holds something else by now."""
    _check_unchanged(path, before)
    target = _target(path)
    try:
        target.unlink()
        _sync(target.parent)
    except OSError as exc:
        raise UsageError(f"cannot remove {path}: {exc.strerror}", "see whose it is") from exc


def clear_leftover(path: Path) -> None:
    """Remove what a write left beside the file, if it was ended before it was done."""
    with contextlib.suppress(OSError, UsageError):
        _beside(_target(path)).unlink(missing_ok=True)


def missing_folders(path: Path) -> list[Path]:
    """The folders that must be made before the file can be, outermost first."""
    missing: list[Path] = []
    folder = _target(path).parent
    while not folder.exists():
        missing.insert(0, folder)
        folder = folder.parent
    return missing


def make_folders(folders: list[Path]) -> None:
    """Make each, for this user alone."""
    for folder in folders:
        try:
            folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
        except OSError as exc:
            raise UsageError(f"cannot make {folder}: {exc.strerror}", "see whose it is") from exc


def remove_folders(folders: list[Path]) -> None:
    """Remove each that is empty, innermost first."""
    for folder in reversed(folders):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _target(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as exc:  # links in a circle
        raise UnreadableInput(f"{path} leads nowhere: {exc}", "mend the link") from exc


def _beside(target: Path) -> Path:
    """Always the same name, so that a leftover is found again."""
    return target.with_name(f".{target.name}.mem-new")


def _existing(target: Path) -> os.stat_result | None:
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):  # a rename would not ask
        raise PermissionError(errno.EACCES, "it is read-only")
    return found


def _write_new(beside: Path, text: str, *, like: os.stat_result | None) -> None:
    beside.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(beside, flags, PRIVATE), "wb") as file:
        if like is not None:
            with contextlib.suppress(PermissionError):  # only root may give files away
                os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode))
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _check_unchanged(path: Path, before: str | None) -> None:
    if read(path) != before:
        raise UsageError(f"{path} was changed meanwhile", "run the same again")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

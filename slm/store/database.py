"""Open the SQLite file as ours, and turn SQLite's errors into the user's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import sqlite_vec

from slm.errors import MemError, NotOurFile, StoreDamaged, StoreError

# What other rooms call a connection: they hold one, and give it to this room's functions.
Connection = apsw.Connection

# "slmM" in ASCII: tells our files from any other program's SQLite files.
APPLICATION_ID = 0x736C6D4D
# Another program may hold the file for a moment (a backup, the sqlite3 shell); nobody of ours does.
BUSY_MILLISECONDS = 5_000
# Readers find pages where the system holds them already, instead of copying each into a cache of
# their own: a third less time at 100,000 memories (docs/decisions/0020). A larger file's rest is
# read as ever.
MAPPED_BYTES = 1 << 28
# Pages in the WAL before SQLite folds it back: 4 MB, its own default.
CHECKPOINT_PAGES = 1_000


def connect(path: Path, *, writable: bool) -> apsw.Connection:
    """Open `path`, created 0600 if absent; raises StoreError and its kin."""
    with translated(path):
        if writable:
            _create_private(path)
        flags = apsw.SQLITE_OPEN_READWRITE if writable else apsw.SQLITE_OPEN_READONLY
        db = apsw.Connection(os.fspath(path), flags=flags)
        try:
            _prepare(db, writable=writable)
        except BaseException:
            db.close()
            raise
        return db


def _create_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(db: apsw.Connection, *, writable: bool) -> None:
    db.set_busy_timeout(BUSY_MILLISECONDS)
    db.enable_load_extension(True)
    db.load_extension(sqlite_vec.loadable_path())
    db.enable_load_extension(False)
    db.pragma("foreign_keys", True)
    _refuse_foreign(db)
    if writable:
        db.pragma("journal_mode", "wal")
        # Acknowledged means durable: NORMAL loses acknowledged rows at power loss.
        db.pragma("synchronous", "full")
        db.pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        db.pragma("secure_delete", True)
    else:
        db.pragma("mmap_size", MAPPED_BYTES)


def _refuse_foreign(db: apsw.Connection) -> None:
    ours = db.pragma("application_id") == APPLICATION_ID
    if not ours and db.execute("SELECT EXISTS (SELECT 1 FROM sqlite_schema)").get:
        raise NotOurFile(
            f"{db.filename} belongs to another program",
            "name another SLM_HOME, or move the file away",
        )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into StoreError and its kin."""
    try:
        yield
    except MemError:
        raise
    except apsw.NotADBError as exc:
        raise NotOurFile(
            f"{path} is not a SQLite file", "name another SLM_HOME, or move the file away"
        ) from exc
    except apsw.CorruptError as exc:
        raise StoreDamaged(
            f"{path} is damaged: {exc}", "mem doctor --rebuild mends indexes; else restore a copy"
        ) from exc
    except apsw.FullError as exc:
        raise StoreError(
            f"{path}: the disk is full", "make room; nothing acknowledged is lost"
        ) from exc
    except (apsw.BusyError, apsw.LockedError) as exc:
        raise StoreError(f"{path} is held by another program", "close it, then try again") from exc
    except (apsw.CantOpenError, apsw.IOError, apsw.ReadOnlyError, apsw.PermissionsError) as exc:
        raise StoreError(
            f"cannot use {path}: {exc}", "check the folder's permissions and disk"
        ) from exc
    except OSError as exc:
        raise StoreError(
            f"cannot use {path}: {exc.strerror}", "check the folder's permissions"
        ) from exc

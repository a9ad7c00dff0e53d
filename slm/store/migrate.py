"""Bring a file up to this release's schema, or refuse it."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import apsw

from slm.errors import StoreTooNew
from slm.store.database import APPLICATION_ID
from slm.store.schema import STEPS


def migrate(db: apsw.Connection, path: Path, steps: tuple[tuple[str, ...], ...] = STEPS) -> int:
    """Take the steps still to be taken, all or none, and return how many; raises StoreTooNew.

    A file that held anything is copied to `<name>.before-schema-<version>` first.
    """
    with db:  # before reading the version: two starts may race
        version = version_of(db)
        if version > len(steps):
            raise StoreTooNew(
                f"cannot open {path}: it has schema {version}; this release knows {len(steps)}",
                "upgrade slm, or name another SLM_HOME",
            )
        if version == len(steps):
            return 0
        if version:
            _copy(path, path.with_name(f"{path.name}.before-schema-{version}"))
        for step in steps[version:]:
            for statement in step:
                db.execute(statement)
        db.pragma("application_id", APPLICATION_ID)
        db.pragma("user_version", len(steps))
    return len(steps) - version


def version_of(db: apsw.Connection) -> int:
    """How many steps this file has taken."""
    version = db.pragma("user_version")
    assert isinstance(version, int)
    return version


def _copy(path: Path, target: Path) -> None:
    """Copy what is committed: a connection of its own sees just that."""
    os.close(os.open(target, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
    with (
        closing(apsw.Connection(os.fspath(path), flags=apsw.SQLITE_OPEN_READONLY)) as source,
        closing(apsw.Connection(os.fspath(target))) as copy,
        copy.backup("main", source, "main") as backup,
    ):
        backup.step()

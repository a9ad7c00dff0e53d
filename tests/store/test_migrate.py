"""Steps are taken all or none, with a copy of what was there before."""

import stat
from contextlib import closing

import apsw
import pytest

from slm.store import migrate as migrating
from slm.store.database import connect
from slm.store.migrate import migrate, version_of
from slm.store.schema import SCHEMA_VERSION, STEPS
from slm.store.store import Store

NEXT = ("ALTER TABLE memories ADD COLUMN mood TEXT", "CREATE TABLE moods (name TEXT) STRICT")
BROKEN = ("CREATE TABLE halves (name TEXT) STRICT", "CREATE TABLE halves (name TEXT) STRICT")


@pytest.fixture
def path(tmp_path):
    """A file of this release with a memory's project in it."""
    path = tmp_path / "memory.db"
    store = Store(path)
    store.write(lambda db: db.execute("INSERT INTO projects (name) VALUES ('bakery')"))
    store.close()
    return path


def shape(db):
    return list(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"))


def columns(db):
    return {
        name: list(db.execute("SELECT * FROM pragma_table_info(?)", (name,)))
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }


def copies(path):
    return sorted(path.parent.glob("*.before-schema-*"))


def test_a_fresh_file_takes_every_step_without_a_copy(tmp_path):
    path = tmp_path / "memory.db"
    with closing(connect(path, writable=True)) as db:
        taken = migrate(db, path)

        assert (taken, version_of(db)) == (SCHEMA_VERSION, SCHEMA_VERSION)
        assert migrate(db, path) == 0
    assert copies(path) == []


def test_a_further_step_keeps_every_row(path):
    with closing(connect(path, writable=True)) as db:
        assert migrate(db, path, (*STEPS, NEXT)) == 1
        assert version_of(db) == SCHEMA_VERSION + 1
        assert db.execute("SELECT name FROM projects").fetchall() == [("",), ("bakery",)]


def test_a_migrated_file_has_the_shape_of_a_fresh_one(path, tmp_path):
    fresh = tmp_path / "fresh.db"
    with closing(connect(path, writable=True)) as old, closing(connect(fresh, writable=True)) as db:
        migrate(old, path, (*STEPS, NEXT))
        migrate(db, fresh, (*STEPS, NEXT))

        assert columns(old) == columns(db)
        assert shape(old) == shape(db)


def test_the_copy_is_whole_private_and_of_the_version_before(path):
    with closing(connect(path, writable=True)) as db:
        migrate(db, path, (*STEPS, NEXT))

    (copy,) = copies(path)
    assert copy.name == f"memory.db.before-schema-{SCHEMA_VERSION}"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(apsw.Connection(str(copy))) as before:
        assert before.execute("SELECT name FROM projects").fetchall() == [("",), ("bakery",)]
        assert before.pragma("user_version") == SCHEMA_VERSION
        assert before.pragma("integrity_check") == "ok"


def test_the_copy_holds_what_only_the_journal_had(path):
    store = Store(path)
    store.write(lambda db: db.execute("INSERT INTO projects (name) VALUES ('garden')"))
    with closing(connect(path, writable=True)) as db:
        migrate(db, path, (*STEPS, NEXT))
    store.close()

    with closing(apsw.Connection(str(copies(path)[0]))) as before:
        assert ("garden",) in before.execute("SELECT name FROM projects").fetchall()


def test_a_step_that_fails_changes_nothing(path):
    with closing(connect(path, writable=True)) as db:
        before = shape(db)
        with pytest.raises(apsw.SQLError, match="halves already exists"):
            migrate(db, path, (*STEPS, NEXT, BROKEN))

        assert shape(db) == before
        assert version_of(db) == SCHEMA_VERSION
        assert db.in_transaction is False


def test_after_a_failed_step_the_file_still_opens(path):
    with closing(connect(path, writable=True)) as db, pytest.raises(apsw.SQLError):
        migrate(db, path, (*STEPS, BROKEN))

    store = Store(path)
    with store.reading() as db:
        assert ("bakery",) in db.execute("SELECT name FROM projects").fetchall()
    store.close()


def test_settling_drops_the_copies(path):
    with closing(connect(path, writable=True)) as db:
        migrating.migrate(db, path, (*STEPS, NEXT))
        db.pragma("user_version", SCHEMA_VERSION)  # as this release knows it
    store = Store(path)
    assert len(copies(path)) == 1

    assert store.settle() is True
    assert copies(path) == []
    store.close()

"""A file is opened if it is ours and of this release, and refused untouched if not."""

import sqlite3
import stat

import apsw
import pytest

from slm.errors import NotOurFile, StoreDamaged, StoreError, StoreTooNew
from slm.store.database import APPLICATION_ID
from slm.store.schema import SCHEMA_VERSION
from slm.store.store import Store


def pragma(path, name):
    db = sqlite3.connect(path)
    try:
        return db.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        db.close()


def run(path, *statements):
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def test_a_new_file_is_marked_as_ours_with_its_version(tmp_path):
    path = tmp_path / "memory.db"
    Store(path).close()

    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == SCHEMA_VERSION
    assert pragma(path, "journal_mode") == "wal"


def test_a_new_file_and_its_journal_are_the_users_alone(tmp_path):
    path = tmp_path / "new" / "memory.db"
    store = Store(path)
    modes = {
        one.name: stat.S_IMODE(one.stat().st_mode) for one in (path.parent, *path.parent.iterdir())
    }
    store.close()

    assert modes == {
        "new": 0o700,
        "memory.db": 0o600,
        "memory.db-wal": 0o600,
        "memory.db-shm": 0o600,
    }


def test_another_programs_sqlite_file_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "memory.db"
    run(path, "CREATE TABLE recipes (name TEXT)", "INSERT INTO recipes VALUES ('bread')")
    before = path.read_bytes()

    with pytest.raises(NotOurFile, match="another program"):
        Store(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["memory.db"]


def test_a_file_that_is_no_sqlite_file_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "memory.db"
    path.write_bytes(b"dear diary, today the kettle " * 200)
    before = path.read_bytes()

    with pytest.raises(NotOurFile, match="not a SQLite file"):
        Store(path)
    assert path.read_bytes() == before


def test_a_file_of_a_later_release_is_refused_with_both_versions(tmp_path):
    path = tmp_path / "memory.db"
    Store(path).close()
    run(path, f"PRAGMA user_version = {SCHEMA_VERSION + 2}")

    with pytest.raises(StoreTooNew, match=f"schema {SCHEMA_VERSION + 2}.*knows {SCHEMA_VERSION}"):
        Store(path)
    assert pragma(path, "user_version") == SCHEMA_VERSION + 2


def test_a_folder_in_the_files_place_is_an_error_with_a_hint(tmp_path):
    (tmp_path / "memory.db").mkdir()

    with pytest.raises(StoreError) as raised:
        Store(tmp_path / "memory.db")
    assert raised.value.hint


def test_a_file_in_the_folders_place_is_an_error_with_a_hint(tmp_path):
    (tmp_path / "slm").write_text("in the way")

    with pytest.raises(StoreError) as raised:
        Store(tmp_path / "slm" / "memory.db")
    assert raised.value.hint


def test_a_file_whose_schema_is_damaged_is_called_damaged(tmp_path):
    path = tmp_path / "memory.db"
    Store(path).close()
    content = bytearray(path.read_bytes())
    content[100:108] = b"\xff" * 8  # the first page's own header: the table of tables
    path.write_bytes(content)

    with pytest.raises(StoreDamaged):
        Store(path)


@pytest.mark.slow  # as long as the writer waits for other programs
def test_a_program_that_holds_the_file_for_long_is_said_to_hold_it(tmp_path):
    path = tmp_path / "memory.db"
    store = Store(path)
    other = apsw.Connection(str(path))
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="held by another program"):
            store.write(lambda db: db.execute("DELETE FROM cursors"))
        other.execute("ROLLBACK")

        store.write(lambda db: db.execute("DELETE FROM cursors"))
    finally:
        other.close()
        store.close()

"""A migration that is interrupted leaves the old file or the new one, never one between."""

import shutil
from contextlib import closing
from random import Random

import apsw
import pytest
from disk import Disk
from made import draft, keep
from shim import Fault, Recording, watching

from slm.store import check
from slm.store.database import connect
from slm.store.migrate import migrate, version_of
from slm.store.schema import SCHEMA_VERSION, STEPS
from slm.store.store import Store

# Every sort of statement a step may hold, the tables of both extensions among them.
NEXT = (
    "ALTER TABLE memories ADD COLUMN mood TEXT",
    "UPDATE memories SET mood = 'calm' || row",
    "CREATE INDEX memories_by_mood ON memories (mood)",
    "CREATE VIRTUAL TABLE moods USING fts5 (mood)",
    "INSERT INTO moods SELECT mood FROM memories",
    "CREATE VIRTUAL TABLE shades USING vec0 (code bit[64])",
    "INSERT INTO shades (code) VALUES (vec_bit(zeroblob(8)))",
    "DROP INDEX memories_by_text",
)
STEPS_AFTER = (*STEPS, NEXT)
MEMORIES = 60


def fill(path):
    store = Store(path)
    keep(store, *(draft(f"The kettle numbered {number} whistles.") for number in range(MEMORIES)))
    store.close()


def take_step(path):
    with closing(connect(path, writable=True)) as db:
        migrate(db, path, STEPS_AFTER)


def assert_old_or_new(path):
    """The file is whole and of one version or the other; says whether it is the new one."""
    with closing(connect(path, writable=True)) as db:
        version = version_of(db)
        is_new = version == SCHEMA_VERSION + 1
        assert version in (SCHEMA_VERSION, SCHEMA_VERSION + 1)
        assert check.damage(db) == []
        assert check.disagreements(db) == {}
        assert db.execute("SELECT count(*) FROM memories").get == MEMORIES
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
        assert ({"moods", "shades", "memories_by_mood"} <= names) is is_new
        assert ("memories_by_text" in names) is not is_new
    return is_new


def test_the_power_may_go_at_any_moment_of_a_migration(tmp_path):
    path = tmp_path / "slm" / "memory.db"
    recording = Recording()
    with watching(recording):
        fill(path)
        begun = len(recording.events)
        take_step(path)
        done = len(recording.events)
    random, outcomes = Random(3), set()
    after = tmp_path / "after"
    after.mkdir()
    for moment in sorted(random.choices(range(begun, done + 1), k=60)):
        disk = Disk()
        for event in recording.events[:moment]:
            disk.take(event)
        for old in after.iterdir():
            old.unlink()
        for name, content in disk.after_power_loss(random).items():
            (after / name).write_bytes(content)
        outcomes.add(assert_old_or_new(after / "memory.db"))
        take_step(after / "memory.db")
        assert assert_old_or_new(after / "memory.db")

    assert outcomes == {False, True}


@pytest.mark.parametrize(
    ("error", "extended"),
    [(apsw.FullError, apsw.SQLITE_FULL), (apsw.IOError, apsw.SQLITE_IOERR_WRITE)],
)
def test_any_write_of_a_migration_may_fail(tmp_path, error, extended):
    fill(tmp_path / "filled.db")
    fault, failed = Fault(0, error, extended, seen=1), 0
    while fault.seen >= fault.number:
        path = tmp_path / str(fault.number) / "memory.db"
        path.parent.mkdir()
        shutil.copy(tmp_path / "filled.db", path)
        fault = Fault(fault.number + 3, error, extended)
        with watching(Recording(fault=fault)):
            try:
                take_step(path)
            except apsw.Error:
                failed += 1
        assert_old_or_new(path)
        take_step(path)
        assert assert_old_or_new(path)

    assert failed > 10

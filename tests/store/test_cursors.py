"""How far a log was read is kept, and only the latest of it."""

from dataclasses import replace

from slm.domain.stamp import Stamp
from slm.store import cursors
from slm.store.cursors import Cursor

CURSOR = Cursor("/logs/a.jsonl", "codex", Stamp(2**40, 900, 1_790_000_000_000_000_001), 850)


def test_a_cursor_comes_back_as_it_was_saved(store):
    store.write(lambda db: cursors.save(db, CURSOR))
    with store.reading() as db:
        assert list(cursors.every(db)) == [CURSOR]


def test_the_latest_stands_and_others_are_left_alone(store):
    other = replace(CURSOR, path="/logs/b.jsonl")
    later = replace(CURSOR, read_to=900)
    store.write(lambda db: [cursors.save(db, one) for one in (CURSOR, other, later)])
    with store.reading() as db:
        assert list(cursors.every(db)) == [later, other]


def test_the_cursor_of_a_log_that_is_gone_goes(store):
    other = replace(CURSOR, path="/logs/b.jsonl")
    store.write(lambda db: [cursors.save(db, one) for one in (CURSOR, other)])
    store.write(lambda db: cursors.remove(db, [CURSOR.path, "/logs/never.jsonl"]))
    with store.reading() as db:
        assert list(cursors.every(db)) == [other]

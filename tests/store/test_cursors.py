"""How far a log was read is kept, and only the latest of it."""

from dataclasses import replace

from slm.store import cursors
from slm.store.cursors import Cursor

CURSOR = Cursor("/logs/a.jsonl", "codex", 2**40, 900, 1_790_000_000_000_000_001, 850)


def test_a_cursor_comes_back_as_it_was_saved(store):
    store.write(lambda db: cursors.save(db, CURSOR))
    with store.reading() as db:
        assert cursors.load(db, CURSOR.path) == CURSOR


def test_a_log_never_read_has_none(store):
    with store.reading() as db:
        assert cursors.load(db, "/logs/b.jsonl") is None


def test_the_latest_stands_and_others_are_left_alone(store):
    other = replace(CURSOR, path="/logs/b.jsonl")
    later = replace(CURSOR, read_to=900)
    store.write(lambda db: [cursors.save(db, one) for one in (CURSOR, other, later)])
    with store.reading() as db:
        assert cursors.load(db, CURSOR.path) == later
        assert cursors.load(db, other.path) == other

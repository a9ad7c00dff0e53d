"""Forgetting takes what was named, for as long as may be undone."""

from datetime import timedelta

import pytest
from made import NOON, draft, keep

from slm.domain.memory import State
from slm.errors import UnknownName, UsageError
from slm.lifecycle import forget
from slm.store import check, memories


@pytest.fixture
def filled(store):
    store.rows = keep(store, *(draft(f"kettle {id_}", id_) for id_ in ("abcd1", "abcd2", "beef3")))
    return store


def standing(store):
    with store.reading() as db:
        assert check.disagreements(db) == {}
        return {
            id_: str(memories.standing(db, id_)) for id_ in ("abcd1", "abcd2", "beef3")
        }  # fmt: skip


def test_one_memory_is_found_by_the_beginning_of_its_id(filled):
    with filled.reading() as db:
        for prefix in ("beef", "BEEF3", " beef3\n"):
            row, memory = forget.find(db, prefix)
            assert (row, memory.id) == (filled.rows[2], "beef3")


@pytest.mark.parametrize("prefix", ["", "b", "bee", "   bee   "])
def test_a_short_beginning_is_refused(filled, prefix):
    with filled.reading() as db, pytest.raises(UsageError, match="too short"):
        forget.find(db, prefix)


def test_a_beginning_of_several_ids_is_refused_and_names_them(filled):
    with filled.reading() as db, pytest.raises(UsageError, match="abcd1, abcd2"):
        forget.find(db, "abcd")


def test_a_beginning_of_no_id_is_unknown(filled):
    with filled.reading() as db, pytest.raises(UnknownName, match="'cafe'"):
        forget.find(db, "cafe")


def test_the_forgotten_are_found_too(filled):
    filled.write(lambda db: forget.forget(db, filled.rows[2:], NOON))
    with filled.reading() as db:
        assert forget.find(db, "beef")[1].state is State.FORGOTTEN


def test_what_is_brought_back_is_what_was_hidden(filled):
    filled.write(lambda db: forget.forget(db, filled.rows[:2], NOON))
    restored = filled.write(lambda db: forget.bring_back(db, filled.rows))

    assert [memory.id for memory in restored] == ["abcd1", "abcd2"]
    assert {memory.state for memory in restored} == {State.ACTIVE}
    assert standing(filled) == dict.fromkeys(("abcd1", "abcd2", "beef3"), "active")


def test_bringing_back_what_was_never_forgotten_changes_nothing(filled):
    assert filled.write(lambda db: forget.bring_back(db, [filled.rows[0], 99])) == []


def test_only_what_is_past_undoing_expires(filled):
    filled.write(lambda db: forget.forget(db, filled.rows[:1], NOON))
    filled.write(lambda db: forget.forget(db, filled.rows[1:2], NOON + timedelta(days=2)))
    after = NOON + timedelta(days=forget.UNDO_DAYS)

    assert filled.write(lambda db: forget.purge_expired(db, after)) == 0
    assert filled.write(lambda db: forget.purge_expired(db, after + timedelta(days=1))) == 1
    assert standing(filled) == {"abcd1": "forgotten", "abcd2": "forgotten", "beef3": "active"}
    assert filled.write(lambda db: forget.bring_back(db, filled.rows)) != []
    assert standing(filled) == {"abcd1": "forgotten", "abcd2": "active", "beef3": "active"}


def test_a_purge_leaves_a_tombstone_and_nothing_else(filled):
    filled.write(lambda db: forget.purge(db, filled.rows[:1], NOON))
    with filled.reading() as db:
        assert memories.by_rows(db, filled.rows[:1]) == {}
        assert db.execute("SELECT id FROM tombstones").fetchall() == [("abcd1",)]
    assert standing(filled)["abcd1"] == "forgotten"

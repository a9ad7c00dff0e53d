"""Every kind of damage is seen, and told from the others."""

import pytest
from fakes import HashEmbedder
from made import draft, embed, keep

from slm.store import check, forgetting


@pytest.fixture
def filled(store):
    store.rows = keep(store, *(draft(f"the kettle {number}") for number in range(20)))
    embed(store, HashEmbedder())
    return store


DAMAGE = {
    "memories without passages": "DELETE FROM passages WHERE row = 3",
    "passages without full text": "DELETE FROM words WHERE rowid = 3",
    "full text without passage": "INSERT INTO words (rowid, scope, body) VALUES (99, 'p0', 'x')",
    "passages neither embedded nor waiting": "DELETE FROM vectors WHERE passage = 3",
    "vectors without bits": "DELETE FROM bits WHERE passage = 3",
    "bits without vector": "DELETE FROM vectors WHERE passage = 3",
    "vectors without token codes": "DELETE FROM token_codes WHERE passage = 3",
    "token codes without vector": "DELETE FROM vectors WHERE passage = 3",
    "passages of forgotten memories": "UPDATE memories SET state = 'forgotten' WHERE row = 3",
}


def test_a_sound_store_agrees_with_itself(filled):
    with filled.reading() as db:
        assert check.disagreements(db) == {}
        assert check.damage(db) == []
    assert filled.write(check.fulltext_damage) == ""


@pytest.mark.parametrize("name", DAMAGE)
def test_a_row_that_is_missing_or_too_many_is_counted(filled, name):
    filled.write(lambda db: db.execute(DAMAGE[name]))
    with filled.reading() as db:
        assert check.disagreements(db)[name] == 1


def test_a_passage_of_no_memory_is_found(filled):
    def orphan(db):
        db.execute("PRAGMA defer_foreign_keys = 1")
        db.execute("INSERT INTO passages VALUES (99, 999, 0, 1, 1)")
        db.execute("DELETE FROM passages WHERE row = 99")

    filled.write(orphan)
    with filled.reading() as db:
        assert check.damage(db) == []


def test_words_of_the_index_changed_behind_its_back_are_found(filled):
    filled.write(lambda db: db.execute("UPDATE words_data SET block = x'00' WHERE id > 10"))

    assert filled.write(check.fulltext_damage) != ""


def test_the_forgotten_are_not_missed(filled):
    filled.write(lambda db: forgetting.forget(db, filled.rows[:5], 1))
    with filled.reading() as db:
        assert check.disagreements(db) == {}

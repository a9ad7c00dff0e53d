"""A file made before tokens had codes keeps its memories, and gets every vector anew."""

from contextlib import closing

import pytest
from fakes import HashEmbedder
from made import NOON, embed_all

from slm.config import load_settings
from slm.domain.question import Place, Question
from slm.embed.codecs import to_bits
from slm.store import check, vectors
from slm.store.database import connect
from slm.store.migrate import migrate, version_of
from slm.store.schema import SCHEMA_VERSION, STEPS

TEXTS = ("The kettle whistles.", "Bread rises overnight.", "Why is it?")
BEFORE = "hash-384"  # what the model's fingerprint was then


@pytest.fixture
def old(tmp_path):
    """A file with schema 1, as the first release left it: all embedded, nothing waiting."""
    path = load_settings().database
    path.parent.mkdir()
    with closing(connect(path, writable=True)) as db:
        migrate(db, path, STEPS[:1])
        with db:
            db.execute("INSERT INTO origins VALUES (1, 'hand', '', '')")
            vectors_of_then(db)
            for row, text in enumerate(TEXTS, 1):
                memory_of_then(db, row, text)
    return path


def vectors_of_then(db):
    db.execute("INSERT INTO models VALUES (1, ?, 384)", (BEFORE,))
    db.execute(
        "CREATE VIRTUAL TABLE bits USING vec0 (passage INTEGER PRIMARY KEY,"
        " project INTEGER PARTITION KEY, code bit[384], chunk_size = 256)"
    )


def memory_of_then(db, row, text):
    moment, vector = int(NOON.timestamp() * 1000), HashEmbedder().encode(text)
    db.execute(
        "INSERT INTO memories VALUES (?, ?, ?, ?, 'fact', 0, '', 1, 'user', '', ?, ?, ?,"
        " NULL, NULL, '[]', 1, 1, NULL, 0, 'active', NULL, NULL)",
        (row, f"id{row}", text, row, row, moment, moment),
    )
    db.execute("INSERT INTO passages VALUES (?, ?, 0, ?, 1)", (row, row, len(text)))
    db.execute("INSERT INTO words (rowid, scope, body) VALUES (?, 'p0', ?)", (row, text))
    db.execute("INSERT INTO vectors VALUES (?, 1, ?)", (row, bytes(4 + 384)))
    db.execute(
        "INSERT INTO bits (passage, project, code) VALUES (?, 0, vec_bit(?))",
        (row, to_bits(vector)),
    )


def test_what_was_there_agrees_with_itself_before_any_model_is(old):
    with closing(connect(old, writable=True)) as db:
        assert version_of(db) == 1
        migrate(db, old)

        assert version_of(db) == SCHEMA_VERSION
        assert check.disagreements(db) == {}
        assert vectors.token_codes(db, [1, 2, 3]) == [(1, b""), (2, b""), (3, b"")]
        assert vectors.are_of(db, BEFORE)


def test_a_vector_of_no_passage_keeps_no_file_from_opening(old):
    with closing(connect(old, writable=True)) as db:
        db.pragma("foreign_keys", False)
        db.execute("DELETE FROM passages WHERE row = 2")
        db.pragma("foreign_keys", True)
        migrate(db, old)

        assert [row for row, _ in vectors.token_codes(db, [1, 2, 3])] == [1, 3]


def test_every_passage_is_embedded_anew_with_the_codes_of_its_tokens(old, open_engine):
    engine = open_engine()
    assert engine.meaning.embedder
    assert engine.status().waiting == 3
    embed_all(engine)

    with engine.store.reading() as db:
        kept = vectors.token_codes(db, [1, 2, 3])
        assert [(row, len(code) // 24) for row, code in kept] == [(1, 2), (2, 3), (3, 0)]
        assert not vectors.are_of(db, BEFORE)
        assert check.disagreements(db) == {}
    (hit, *_) = engine.recall(Question("kettle", Place())).hits
    assert hit.memory.text == TEXTS[0]
    assert hit.why["channel.semantic"] > 0


def test_until_then_it_is_found_by_its_words(old, open_engine):
    (hit, *_) = open_engine().recall(Question("kettle", Place())).hits

    assert hit.memory.text == TEXTS[0]

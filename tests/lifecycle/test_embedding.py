"""Vectors are made in batches, each by its own text, and survive what happens meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from fakes import HashEmbedder
from made import draft, keep, passage_texts

from slm.domain.passage import Waiting
from slm.embed.codecs import to_bits, to_int4
from slm.embed.tokens import to_code
from slm.lifecycle.embedding import BATCH, Embedding, phrase
from slm.store import forgetting, passages, vectors


@pytest.fixture
def embedding(store):
    made = Embedding(store, HashEmbedder())
    yield made
    made.close()


def test_batches_follow_until_nothing_waits(store, embedding):
    keep(store, *(draft(f"kettle {number}") for number in range(BATCH + 5)))

    assert [embedding.some() for _ in range(3)] == [BATCH, 5, 0]
    with store.reading() as db:
        assert passages.count(db) == (BATCH + 5, BATCH + 5)


def test_each_passage_has_the_vector_of_its_own_text(store, embedding):
    keep(store, *(draft(f"kettle {number}") for number in range(20)))
    embedding.some()
    with store.reading() as db:
        texts = passage_texts(db, range(1, 21))
        for row, code in vectors.codes(db, range(1, 21)):
            vector = HashEmbedder().encode(texts[row])
            assert code == to_int4(vector)
            bits = db.execute("SELECT code FROM bits WHERE passage = ?", (row,)).get
            assert bits == to_bits(vector)


def test_of_its_tokens_those_of_telling_words_are_kept(store, embedding):
    keep(store, draft("Why is the kettle on the stone?", author="Ana"), draft("What is it?"))
    embedding.some()
    with store.reading() as db:
        kept = dict(vectors.token_codes(db, [1, 2]))

    given = HashEmbedder().read("[1 March 2026] Ana: Why is the kettle on the stone?")
    told = ["1", "March", "2026", "Ana", "kettle", "stone"]
    places = [0, 1, 2, 3, 7, 10]
    assert [HashEmbedder().read(word).tokens[0].tolist() for word in told] == [
        given.tokens[place].tolist() for place in places
    ]
    assert kept == {1: to_code(given.tokens[places]), 2: b""}


class SlowEmbedder(HashEmbedder):
    """Waits before each vector until it is let go."""

    def __init__(self):
        super().__init__()
        self.begun, self.free = threading.Event(), threading.Event()

    def read(self, text):
        self.begun.set()
        assert self.free.wait(10)
        return super().read(text)


def test_what_is_forgotten_while_its_vector_is_made_gets_none(store):
    rows = keep(store, draft("kettle"), draft("oven"))
    slow = SlowEmbedder()
    embedding = Embedding(store, slow)
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(embedding.some)
        assert slow.begun.wait(10)
        store.write(lambda db: forgetting.forget(db, rows[:1], 1))
        slow.free.set()
        making.result(10)
    embedding.close()
    with store.reading() as db:
        assert passages.count(db) == (1, 1)
        assert db.execute("SELECT count(*) FROM bits").get == 1


def test_what_is_made_for_a_model_no_longer_used_is_dropped(store):
    keep(store, draft("kettle"))
    slow = SlowEmbedder()
    before = Embedding(store, slow)
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(before.some)
        assert slow.begun.wait(10)
        after = Embedding(store, HashEmbedder(64, "small"))
        slow.free.set()
        making.result(10)

    assert after.some() == 1
    with store.reading() as db:
        ((_, code),) = vectors.codes(db, [1])
    assert len(code) == 64 // 2
    before.close()
    after.close()


@pytest.mark.parametrize("author", ["", "user", "assistant"])
def test_a_role_is_no_name(author):
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)

    assert phrase(Waiting(1, 0, author, moment, "The kettle.")) == "The kettle."
    assert phrase(Waiting(1, 0, "Ana", moment, "Hm.")) == "[1 March 2026] Ana: Hm."

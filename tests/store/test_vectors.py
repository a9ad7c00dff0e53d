"""The bits find what is nearest, within bounds; vectors of two models never mix."""

from datetime import timedelta

import numpy as np
import pytest
from fakes import HashEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from made import NOON, draft, embed, keep

from slm.domain.memory import Kind
from slm.embed.codecs import to_bits, to_int4
from slm.embed.tokens import to_code
from slm.errors import StoreDamaged
from slm.lifecycle.embedding import embedded
from slm.store import bits, filters, forgetting, memories, passages, projects, vectors
from slm.store.store import Store

WORDS = ["kettle", "oven", "flour", "yeast", "timer", "dough", "salt", "water", "stone", "rack"]
PROJECTS = ("", "bakery", "garden")


def brute_force(db, code, rows, limit):
    """The nearest of `rows` by comparing every stored bit, with all as near as the last."""
    asked = np.frombuffer(code, np.uint8)
    distances = []
    for row in rows:
        code = db.execute("SELECT code FROM bits WHERE passage = ?", (row,)).get
        apart = np.bitwise_xor(asked, np.frombuffer(code, np.uint8))
        distances.append((int(np.unpackbits(apart).sum()), row))
    nearest = sorted(distances)
    farthest = nearest[:limit][-1][0] if nearest else 0
    return [(row, apart) for apart, row in nearest if apart <= farthest]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """300 memories of three projects, two kinds and many days, all with vectors."""
    store = Store(tmp_path_factory.mktemp("filled") / "memory.db")
    drawn = np.random.default_rng(11)
    for number, project in enumerate(PROJECTS):
        keep(
            store,
            *(
                draft(
                    f"{number}.{one} " + " ".join(drawn.choice(WORDS, 6)),
                    kind=(Kind.FACT, Kind.LESSON)[one % 2],
                    said_at=NOON + timedelta(days=int(drawn.integers(-50, 50))),
                )
                for one in range(100)
            ),
            project=project,
        )
    embed(store, HashEmbedder())
    yield store
    store.close()


questions = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
days = st.integers(-60, 60).map(lambda number: NOON + timedelta(days=number))

bounds = st.fixed_dictionaries(
    {
        "kinds": st.lists(st.sampled_from([Kind.FACT, Kind.LESSON, Kind.DECISION]), max_size=2),
        "since": st.none() | days,
        "as_of": st.none() | days,
    }
)


def allows(bounds, kind, said_at):
    """What the filters of the store are to allow, in plain words."""
    since, as_of = bounds["since"], bounds["as_of"]
    return (
        (not bounds["kinds"] or kind in bounds["kinds"])
        and (since is None or said_at >= since.timestamp() * 1000)
        and (as_of is None or said_at <= as_of.timestamp() * 1000)
    )


@given(
    question=questions,
    scope=st.none() | st.lists(st.sampled_from([0, 1, 2, 7]), min_size=1, max_size=3),
    bounds=bounds,
    limit=st.integers(1, 40),
)
@settings(deadline=None, max_examples=150)
def test_the_nearest_are_those_of_a_brute_force_search(filled, question, scope, bounds, limit):
    asked = to_bits(HashEmbedder().encode(question))
    with filled.reading() as db:
        allowed = [
            row
            for row, project, kind, said_at in db.execute(
                "SELECT passages.row, project, kind, said_at"
                " FROM passages JOIN memories ON memories.row = memory"
            )
            if (scope is None or project in scope) and allows(bounds, kind, said_at)
        ]
        only = filters.only(scope, **bounds)
        found = bits.nearest(db, asked, only, limit)
        expected = brute_force(db, asked, allowed, limit)

    assert found == expected


@pytest.mark.parametrize("limit", [1, 7, 99])
def test_what_is_found_is_what_vec0_itself_finds(filled, limit):
    """The scan reads vec0's own tables: a release that keeps them otherwise shows here."""
    asked = to_bits(HashEmbedder().encode("kettle stone"))
    with filled.reading() as db:
        found = bits.nearest(db, asked, filters.only([2]), limit)
        theirs = db.execute(
            "SELECT passage, CAST(distance AS INTEGER) FROM bits"
            " WHERE code MATCH vec_bit(?) AND k = ? AND project = 2",
            (asked, len(found)),
        ).fetchall()

    assert limit <= len(found) <= 100
    assert sorted(theirs) == sorted(found)


def test_of_one_text_learned_again_and_again_no_more_come_than_can_be_compared(store):
    keep(store, *(draft("kettle", f"{number}") for number in range(bits.MOST_TIED + 9)))
    embed(store, HashEmbedder())
    asked = to_bits(HashEmbedder().encode("kettle"))
    with store.reading() as db:
        found = bits.nearest(db, asked, filters.only(None), 3)

    assert found == [(row, 0) for row in range(1, bits.MOST_TIED + 4)]


def test_asked_in_two_projects_the_best_of_both_come_in_order(filled):
    asked = to_bits(HashEmbedder().encode("kettle oven"))
    with filled.reading() as db:
        found = bits.nearest(db, asked, filters.only([1, 2]), 30)

    assert found == sorted(found, key=lambda pair: (pair[1], pair[0]))
    assert len(found) >= 30


def test_without_a_model_nothing_is_near(store):
    keep(store, draft("kettle"))
    with store.reading() as db:
        assert bits.nearest(db, bytes(48), filters.only(None), 5) == []
        assert not bits.exist(db)


def test_of_the_newest_that_wait_the_oldest_comes_first(store):
    keep(store, *(draft(f"kettle {number}") for number in range(1, 2 * vectors.NEWEST + 2)))
    with store.reading() as db:
        assert vectors.count_waiting(db) == 2 * vectors.NEWEST + 1
    taken = []
    while True:
        with store.reading() as db:
            batch = [one.row for one in vectors.waiting(db, 100)]
        if not batch:
            break
        taken.append(batch)
        store.write(lambda db, batch=batch: vectors.remove(db, batch))

    assert taken[0][:4] == [512, 513, 256, 257]
    assert [batch[0] for batch in taken[1:]] == [354, 454, 43, 143, 243]
    assert sorted(row for batch in taken for row in batch) == list(range(1, 514))


def test_a_vector_comes_off_the_queue_with_all_its_codes(store):
    (row,) = keep(store, draft("kettle"))
    embedder = HashEmbedder()
    embed(store, embedder)
    vector = embedder.encode("kettle")
    with store.reading() as db:
        assert vectors.count_waiting(db) == 0
        assert vectors.codes(db, [row, 77]) == [(row, to_int4(vector))]
        tokens = embedder.read("kettle").tokens
        assert vectors.token_codes(db, [row, 77]) == [(row, to_code(tokens))]
        assert bits.nearest(db, to_bits(vector), filters.only(None), 5) == [(row, 0)]


def test_the_same_model_again_keeps_its_vectors(store):
    keep(store, draft("kettle"))
    embed(store, HashEmbedder())

    assert embed(store, HashEmbedder()) == 0
    with store.reading() as db:
        assert passages.count(db) == (1, 1)


def test_another_model_drops_all_vectors_and_queues_all_passages(store):
    keep(store, draft("kettle"), draft("oven"))
    embed(store, HashEmbedder())
    small = HashEmbedder(64, "small")
    store.write(lambda db: vectors.use_model(db, small.fingerprint, small.dimension))
    with store.reading() as db:
        assert passages.count(db) == (2, 0)
        assert vectors.count_waiting(db) == 2
        assert bits.nearest(db, bytes(8), filters.only(None), 5) == []
        assert vectors.token_codes(db, [1, 2]) == []

    assert embed(store, small) == 2
    with store.reading() as db:
        assert len(vectors.token_codes(db, [1, 2])) == 2
        assert len(bits.nearest(db, bytes(8), filters.only(None), 5)) == 2


def test_a_vector_begun_with_the_model_before_is_left_out(store):
    keep(store, draft("kettle"))
    old, new = HashEmbedder(), HashEmbedder(name="new")
    model = store.write(lambda db: vectors.use_model(db, old.fingerprint, old.dimension))
    with store.reading() as db:
        (waiting,) = vectors.waiting(db, 9)
    made = embedded(old, waiting)
    store.write(lambda db: vectors.use_model(db, new.fingerprint, new.dimension))
    store.write(lambda db: vectors.add(db, model, [made]))

    with store.reading() as db:
        assert passages.count(db) == (1, 0)
        assert vectors.count_waiting(db) == 1


def test_a_vector_of_a_passage_forgotten_meanwhile_is_left_out(store):
    (memory,) = keep(store, draft("kettle"))
    embedder = HashEmbedder()
    model = store.write(lambda db: vectors.use_model(db, embedder.fingerprint, 384))
    with store.reading() as db:
        (waiting,) = vectors.waiting(db, 9)
    store.write(lambda db: forgetting.forget(db, [memory], 1))
    keep(store, draft("oven"))
    made = embedded(embedder, waiting)
    store.write(lambda db: vectors.add(db, model, [made]))

    with store.reading() as db:
        assert db.execute("SELECT count(*) FROM vectors").get == 0
        assert db.execute("SELECT count(*) FROM bits").get == 0
        assert db.execute("SELECT count(*) FROM token_codes").get == 0
        assert [one.text for one in vectors.waiting(db, 9)] == ["oven"]


def test_what_is_removed_is_never_near_again(store):
    rows = keep(store, *(draft(f"kettle {number}") for number in range(20)))
    embed(store, HashEmbedder())
    store.write(lambda db: [passages.remove(db, row) for row in rows[:15]])
    with store.reading() as db:
        found = bits.nearest(db, bytes(48), filters.only([projects.USER]), 20)

        assert {row for row, _ in found} == set(rows[15:])
        assert {row for row, _ in vectors.token_codes(db, rows)} == set(rows[15:])
        assert memories.count(db) == (20, 0)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM bits_vector_chunks00",
        "UPDATE bits_vector_chunks00 SET vectors = substr(vectors, 1, 100)",
    ],
)
def test_a_chunk_without_its_vectors_is_called_damage(store, damage):
    keep(store, draft("the kettle leaks"))
    embed(store, HashEmbedder())
    store.write(lambda db: db.execute(damage))

    with pytest.raises(StoreDamaged, match="index of vectors"), store.reading() as db:
        bits.nearest(db, bytes(48), filters.only(None), 5)


def test_projects_of_one_memory_each_stay_small(store):
    for number in range(40):
        keep(store, draft(f"kettle {number}"), project=f"project {number}")
    store.settle()
    before = store.bytes()
    embed(store, HashEmbedder())
    store.settle()

    # A chunk is 256 vectors of 48 bytes with their row numbers and marks, whatever is in it.
    assert store.bytes() - before < 40 * 20_000


def test_pages_are_filled_though_the_newest_come_first(store):
    keep(store, *(draft(f"kettle {number} " + "stone oven rack " * 10) for number in range(512)))
    embedder = HashEmbedder()
    model = store.write(lambda db: vectors.use_model(db, embedder.fingerprint, 384))
    while True:
        with store.reading() as db:
            batch = vectors.waiting(db, 64)
        if not batch:
            break
        made = [embedded(embedder, passage) for passage in batch]
        store.write(lambda db, made=made: vectors.add(db, model, made))

    with store.reading() as db:
        for table in ("vectors", "token_codes"):
            taken = db.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", (table,)).get
            held = db.execute(f"SELECT sum(length(code)) FROM {table}").get
            assert held / taken > 0.75

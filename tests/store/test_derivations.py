"""What a conclusion rests on is kept by id, whatever becomes of the evidence."""

from contextlib import closing

from made import NOON, draft, keep, row_of

from slm.domain.memory import Kind
from slm.lifecycle import forget
from slm.store import derivations, filters, memories
from slm.store.database import connect
from slm.store.migrate import migrate
from slm.store.schema import STEPS

EVERYWHERE = filters.only(None)


def rest(store, conclusion, *evidence):
    store.write(lambda db: derivations.add(db, conclusion, evidence))


def evidence(store, *rows, only=EVERYWHERE, most=20):
    with store.reading() as db:
        return derivations.evidence_of(db, rows, only, most)


def test_evidence_is_told_in_the_order_it_was_named(store):
    a, b, c = keep(store, draft("a", "ida"), draft("b", "idb"), draft("c", "idc"))
    rest(store, "ida", "idc", "idb")
    rest(store, "idb", "idc")

    assert evidence(store, a, b, c) == [(a, c), (a, b), (b, c)]
    with store.reading() as db:
        assert memories.by_rows(db, [a])[a].derived_from == ("idc", "idb")
        assert memories.by_rows(db, [c])[c].derived_from == ()


def test_evidence_named_again_counts_once_and_more_comes_after_it(store):
    a, b, c = keep(store, draft("a", "ida"), draft("b", "idb"), draft("c", "idc"))
    rest(store, "ida", "idc")
    rest(store, "ida", "idb", "idc")

    assert evidence(store, a) == [(a, c), (a, b)]


def test_nothing_rests_on_itself(store):
    (a,) = keep(store, draft("a", "ida"))
    rest(store, "ida", "ida")

    assert evidence(store, a) == []


def test_evidence_may_be_learned_later(store):
    (a,) = keep(store, draft("a", "ida"))
    rest(store, "ida", "idb")
    assert evidence(store, a) == []
    (b,) = keep(store, draft("b", "idb"))

    assert evidence(store, a) == [(a, b)]


def test_evidence_forgotten_is_left_out_until_it_is_brought_back(store):
    a, b = keep(store, draft("a", "ida"), draft("b", "idb"))
    rest(store, "ida", "idb")
    store.write(lambda db: forget.forget(db, [b], NOON))
    assert evidence(store, a) == []
    store.write(lambda db: forget.bring_back(db, [b]))

    assert evidence(store, a) == [(a, b)]


def test_evidence_purged_leaves_its_id_and_nothing_else(store):
    a, b = keep(store, draft("a", "ida"), draft("b", "idb"))
    rest(store, "ida", "idb")
    store.write(lambda db: forget.purge(db, [b], NOON))
    keep(store, draft("b", "idb"))  # read again, which its tombstone refuses

    assert evidence(store, a) == []
    with store.reading() as db:
        assert memories.by_rows(db, [a])[a].derived_from == ("idb",)


def test_a_conclusion_purged_takes_its_links_along(store):
    a, _ = keep(store, draft("a", "ida"), draft("b", "idb"))
    rest(store, "ida", "idb")
    store.write(lambda db: forget.purge(db, [a], NOON))

    with store.reading() as db:
        assert db.execute("SELECT count(*) FROM derivations").get == 0


def test_evidence_keeps_to_the_bounds(store):
    (a,) = keep(store, draft("a", "ida"))
    (b,) = keep(store, draft("b", "idb", said_at=NOON.replace(year=2024)), project="garden")
    (c,) = keep(store, draft("c", "idc", kind=Kind.DECISION))
    rest(store, "ida", "idb", "idc")

    assert evidence(store, a, only=filters.only([0])) == [(a, c)]
    assert evidence(store, a, only=filters.only(None, kinds=[Kind.FACT])) == [(a, b)]
    assert evidence(store, a, only=filters.only([0, 1], since=NOON)) == [(a, c)]
    assert evidence(store, a, only=filters.only(None, as_of=NOON.replace(year=2025))) == [(a, b)]


def test_of_much_evidence_the_first_is_told(store):
    rows = keep(store, *(draft(str(number), f"id{number}") for number in range(9)))
    rest(store, "id0", *(f"id{number}" for number in range(1, 9)))

    assert evidence(store, rows[0], most=2) == [(rows[0], rows[1]), (rows[0], rows[2])]


def test_a_file_made_before_there_were_links_gets_their_table(tmp_path):
    path = tmp_path / "memory.db"
    with closing(connect(path, writable=True)) as db:
        migrate(db, path, STEPS[:2])
        migrate(db, path)
        db.execute("INSERT INTO origins VALUES (1, 'hand', '', '')")
        db.execute(
            "INSERT INTO memories VALUES (1, 'ida', 'a', 1, 'fact', 0, '', 1, 'user', '', 1, 0, 0,"
            " NULL, NULL, '[]', 1, 1, NULL, 0, 'active', NULL, NULL)"
        )
        derivations.add(db, "ida", ["idb"])

        assert memories.by_rows(db, [row_of(db, "ida")])[1].derived_from == ("idb",)

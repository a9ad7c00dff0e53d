"""What stands beside a memory is what was said around it, or written around it."""

from made import NOON, draft, keep

from slm.domain.memory import Kind
from slm.store import filters, forgetting
from slm.store.beside import beside, places

EVERYWHERE = filters.only(None)


def near(store, *rows, only=EVERYWHERE, reach=2):
    with store.reading() as db:
        return beside(db, rows, only, reach)


def test_turns_of_the_same_session_stand_beside_each_other(store):
    rows = keep(store, *(draft(f"turn {number}", session="s1") for number in range(6)))
    keep(store, *(draft(f"other {number}", session="s2") for number in range(6)))

    assert near(store, rows[2]) == [rows[0], rows[1], rows[3], rows[4]]
    assert near(store, rows[0], rows[5], reach=1) == [rows[1], rows[4]]
    assert near(store, rows[0], rows[1], reach=1) == [rows[2]]


def test_what_was_typed_by_hand_stands_alone_but_pieces_of_a_document_do_not(store):
    typed = keep(store, draft("one"), draft("two"))
    pieces = keep(
        store, draft("three", kind=Kind.RESOURCE), draft("four", kind=Kind.RESOURCE), project="docs"
    )

    assert near(store, *typed, reach=1) == []
    assert near(store, pieces[1], reach=1) == [pieces[0]]


def test_what_is_forgotten_or_beyond_the_bounds_is_left_out(store):
    (first,) = keep(store, draft("first", session="s1"))
    (elsewhere,) = keep(store, draft("second", session="s1"), project="garden")
    (old,) = keep(store, draft("third", session="s1", said_at=NOON.replace(year=2024)))
    (gone,) = keep(store, draft("fourth", session="s1"))
    store.write(lambda db: forgetting.forget(db, [gone], 1))

    assert near(store, first, reach=9) == [elsewhere, old]
    assert near(store, first, only=filters.only([0]), reach=9) == [old]
    assert near(store, first, only=filters.only(None, since=NOON), reach=9) == [elsewhere]


def test_of_nothing_there_is_nothing_beside(store):
    assert near(store) == []


def test_places_are_told_by_session_and_position_of_what_has_one(store):
    one = keep(store, draft("a1", session="s1"), draft("a2", session="s1"))
    (alone,) = keep(store, draft("alone"))
    other = keep(store, draft("b1", session="s2"))
    with store.reading() as db:
        found = places(db, [alone, *other, *reversed(one)])

    assert [(row, position) for row, _, position in found] == [
        (one[0], 1),
        (one[1], 2),
        (other[0], 1),
    ]
    assert found[0][1] == found[1][1] != found[2][1]

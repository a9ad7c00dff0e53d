"""Acts are kept in their order, once for a question, and go with their memory."""

from made import NOON, draft, keep

from slm.domain.use import Act, Use
from slm.lifecycle import forget
from slm.store import acts


def act(store, *uses):
    store.write(lambda db: acts.add(db, uses, 0))


def kept(store, most=100):
    with store.reading() as db:
        return acts.latest(db, most), acts.mark(db)


def test_acts_are_given_back_as_they_were_the_oldest_first(store):
    a, b = keep(store, draft("a"), draft("b"))
    done = [Use(b, -7, Act.OPENED, {"keyword": -0.02}), Use(a, 2**62, Act.REJECTED)]
    act(store, *done)

    assert kept(store)[0] == done
    assert kept(store, most=1)[0] == done[1:]


def test_the_same_act_for_the_same_question_counts_once(store):
    (a,) = keep(store, draft("a"))
    first = Use(a, 1, Act.OPENED, {"keyword": 0.02})
    act(store, first)
    before = kept(store)
    act(store, Use(a, 1, Act.OPENED, {"keyword": -0.02}))

    assert kept(store) == before == ([first], (1, 1))


def test_the_mark_is_the_same_where_the_acts_are_and_only_there(store):
    a, b = keep(store, draft("a"), draft("b"))
    states = []
    for change in (
        lambda db: acts.add(db, [Use(a, 1, Act.OPENED)], 0),
        lambda db: acts.add(db, [Use(b, 1, Act.REJECTED)], 0),
        lambda db: acts.take_back(db, [a, b], Act.REJECTED),
        lambda db: acts.add(db, [Use(b, 2, Act.OPENED)], 0),
        lambda db: acts.add(db, [Use(a, 3, Act.REJECTED)], 0),
        lambda db: acts.take_back(db, [a], Act.OPENED),
        acts.clear,
    ):
        store.write(change)
        states.append(kept(store))

    for done, mark in states:
        for others, their_mark in states:
            assert (done == others) == (mark == their_mark)


def test_taking_back_leaves_other_acts_and_other_memories(store):
    a, b = keep(store, draft("a"), draft("b"))
    opened, rejected = Use(a, 1, Act.OPENED), Use(b, 1, Act.REJECTED)
    act(store, opened, Use(a, 1, Act.REJECTED), rejected)
    store.write(lambda db: acts.take_back(db, [a], Act.REJECTED))

    assert kept(store)[0] == [opened, rejected]


def test_what_is_purged_takes_its_acts_with_it(store):
    a, b = keep(store, draft("a"), draft("b"))
    act(store, Use(a, 1, Act.OPENED), Use(b, 1, Act.OPENED))
    store.write(lambda db: forget.forget(db, [a], NOON))
    assert len(kept(store)[0]) == 2

    store.write(lambda db: forget.purge(db, [a], NOON))
    assert kept(store)[0] == [Use(b, 1, Act.OPENED)]


def test_clearing_tells_how_many_acts_there_were(store):
    (a,) = keep(store, draft("a"))
    act(store, *(Use(a, number, Act.OPENED) for number in range(3)))

    assert store.write(acts.clear) == 3
    assert kept(store) == ([], (0, 0))


def test_an_act_on_what_was_purged_meanwhile_is_passed_over(store):
    act(store, Use(99, 1, Act.OPENED))

    assert kept(store)[0] == []

"""A project has one name and any number of keys that lead to it."""

from made import draft, keep

from slm.store import forgetting, projects


def test_a_name_makes_one_project_however_often(store):
    first = store.write(lambda db: projects.create(db, "bakery"))

    assert store.write(lambda db: projects.create(db, "bakery")) == first
    with store.reading() as db:
        assert projects.names(db) == {projects.USER: "", first: "bakery"}


def test_the_first_known_key_tells_the_project(store):
    bakery = store.write(lambda db: projects.create(db, "bakery", ["remote:h/o/bakery"]))
    garden = store.write(lambda db: projects.create(db, "garden", ["folder:/garden"]))
    with store.reading() as db:
        assert projects.by_keys(db, ["remote:unknown", "remote:h/o/bakery"]) == bakery
        assert projects.by_keys(db, ["folder:/garden", "remote:h/o/bakery"]) == garden
        assert projects.by_keys(db, ["folder:/"]) is None
        assert projects.by_keys(db, []) is None


def test_a_key_stays_with_the_project_that_had_it_first(store):
    bakery = store.write(lambda db: projects.create(db, "bakery", ["folder:/shop"]))
    store.write(lambda db: projects.create(db, "garden", ["folder:/shop"]))
    with store.reading() as db:
        assert projects.by_keys(db, ["folder:/shop"]) == bakery
        assert projects.keys(db, bakery)
        assert not projects.keys(db, projects.by_name(db, "garden"))


def test_the_users_own_project_is_there_from_the_start(store):
    with store.reading() as db:
        assert projects.by_name(db, "") == projects.USER
        assert projects.by_name(db, "bakery") is None


def test_counts_leave_out_the_forgotten_and_the_empty(store):
    rows = keep(store, draft("one"), draft("two"), project="bakery")
    keep(store, draft("three"))
    store.write(lambda db: projects.create(db, "empty"))
    store.write(lambda db: forgetting.forget(db, rows[:1], 5))
    with store.reading() as db:
        assert projects.counts(db) == {"": 1, "bakery": 1}

"""What a session was shown is known, until it begins anew or is long over."""

from slm.store import shown


def test_what_was_shown_is_known_a_session(store):
    store.write(lambda db: shown.add(db, [("s1", "a", 1), ("s1", "b", 2), ("s2", "c", 3)]))
    store.write(lambda db: shown.add(db, [("s1", "a", 5)]))
    with store.reading() as db:
        assert sorted(shown.of_session(db, "s1")) == ["a", "b"]
        assert shown.of_session(db, "s3") == []


def test_a_session_begins_anew_and_old_ones_go(store):
    store.write(lambda db: shown.add(db, [("s1", "a", 1), ("s2", "c", 3), ("s3", "d", 9)]))
    store.write(lambda db: (shown.forget_session(db, "s2"), shown.expire(db, 2)))
    with store.reading() as db:
        assert [shown.of_session(db, name) for name in ("s1", "s2", "s3")] == [[], [], ["d"]]

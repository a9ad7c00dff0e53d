"""Where episodes begin is kept for each session, until its turns or its vectors change."""

import pytest
from fakes import HashEmbedder
from made import NOON, draft, embed, keep

from slm.domain.episode import Border, Channel
from slm.domain.memory import Kind
from slm.store import episodes, forgetting, vectors
from slm.store.episodes import Cut
from slm.store.moments import to_stored

LATER = to_stored(NOON) + 1
BORDERS = [Border(1, 1.0, Channel.START), Border(4, 0.6, Channel.TOPIC)]


@pytest.fixture
def talk(store):
    """A session of six turns; its origin."""
    turns = [draft(f"Turn {n} about the kettle.", f"id-{n}", session="s1") for n in range(6)]
    rows = keep(store, *turns)
    with store.reading() as db:
        return db.execute("SELECT origin FROM memories WHERE row = ?", (rows[0],)).get


def changed(store, quiet_since=LATER, enough=50):
    with store.reading() as db:
        return episodes.changed(db, quiet_since, enough, 10)


def save(store, cut, since=0, borders=BORDERS):
    store.write(lambda db: episodes.save(db, cut, since, borders))


def of(store, origin):
    with store.reading() as db:
        return list(episodes.of(db, origin))


def test_what_stands_alone_is_no_session(store):
    keep(store, draft("The kettle whistles."))

    assert changed(store) == []


def test_a_session_is_cut_once_it_is_quiet_or_has_grown_enough(store, talk):
    assert changed(store, quiet_since=LATER) == [talk]
    assert changed(store, quiet_since=0) == []
    assert changed(store, quiet_since=0, enough=6) == [talk]


def test_a_session_that_was_cut_is_left_alone_until_it_grows(store, talk):
    save(store, Cut(talk, 0, read_to=6, decided=2))
    assert changed(store) == []

    keep(store, draft("One more.", "id-6", session="s1"))
    assert changed(store) == [talk]


def test_borders_beyond_what_was_decided_give_way_to_new_ones(store, talk):
    save(store, Cut(talk, 0, 6, 2))
    save(store, Cut(talk, 0, 6, 3), since=2, borders=[Border(5, 0.7, Channel.PAUSE)])

    assert [border.position for border in of(store, talk)] == [1, 5]
    with store.reading() as db:
        cut = episodes.cut_of(db, talk)
        assert cut == Cut(talk, 0, 6, 3)
        assert episodes.last_decided(db, cut) == 1


def test_turns_come_in_order_with_the_codes_of_their_vectors(store, talk):
    embedder = HashEmbedder()
    embed(store, embedder)
    with store.reading() as db:
        cut = Cut(talk, episodes.model(db), 6, 4)
        before = episodes.before(db, cut, most=2, characters=6)
        after = episodes.after(db, cut, most=5, characters=100)

    assert [row.position for row in before] == [3, 4]
    assert [row.text for row in before] == ["Turn 2", "Turn 3"]
    assert [row.position for row in after] == [5, 6]
    assert {row.length for row in after} == {len("Turn 5 about the kettle.")}
    assert all(len(row.codes) == 1 for row in after)


def test_conclusions_are_no_turns(store, talk):
    keep(store, draft("About the kettle.", "id-t", session="s1", kind=Kind.SUMMARY, tags=["title"]))
    with store.reading() as db:
        rows = episodes.after(db, Cut(talk, 0, 7, 0), 50, 100)

    assert len(rows) == 6


@pytest.mark.parametrize("take", [forgetting.forget, forgetting.purge])
def test_a_session_that_loses_a_turn_is_cut_anew(store, talk, take):
    save(store, Cut(talk, 0, 6, 2))
    store.write(lambda db: take(db, [2], LATER))

    assert changed(store) == [talk]


def test_a_session_that_gets_a_turn_back_is_cut_anew(store, talk):
    store.write(lambda db: forgetting.forget(db, [2], LATER))
    save(store, Cut(talk, 0, 6, 2))
    store.write(lambda db: forgetting.bring_back(db, [2]))

    assert changed(store) == [talk]


def test_a_session_erased_whole_leaves_nothing(store, talk):
    save(store, Cut(talk, 0, 6, 2))
    store.write(lambda db: forgetting.purge(db, [1, 2, 3, 4, 5, 6], LATER))

    assert of(store, talk) == []
    with store.reading() as db:
        assert db.execute("SELECT count(*) FROM cuts").get == 0


def test_another_model_s_vectors_want_another_cut(store, talk):
    save(store, Cut(talk, 0, 6, 2))
    store.write(lambda db: vectors.use_model(db, "other", 384))

    assert changed(store) == [talk]
    with store.reading() as db:
        assert episodes.cut_of(db, talk).decided == 0

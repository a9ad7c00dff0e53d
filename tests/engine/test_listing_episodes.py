"""Sessions are listed with their episodes, which are cut in the background as they grow."""

import json

import pytest
from fakes import FixedClock
from made import embed_all, write_jsonl

from slm.domain.episode import Channel
from slm.domain.question import Place
from slm.engine import sessions
from slm.errors import UnknownName, UsageError
from slm.store import episodes

TOPICS = {
    "mast": "The spruce mast of the boat carries the sail in the regatta, the boat is fast",
    "dough": "The sour dough of the loaf rises in the oven, the crust browns in the heat",
    "invoice": "The accountant wants the invoice and the receipt for the tax return of March",
}


@pytest.fixture
def later(clock):
    """Let sessions come to rest."""
    return lambda: clock.pass_(hours=1)


def log(tmp_path, *words, session="5d1c9a40", turns=8, name="log.jsonl", begin=0):
    """A session that is about one thing after the other."""
    rows = [
        {
            "text": f"{TOPICS[word]}, number {number} of them.",
            "source_id": f"{begin + topic * turns + number}",
            "session": session,
            "author": ("user", "assistant")[number % 2],
            "time": f"2026-02-01T10:{(begin + topic * turns + number) % 60:02}:00Z",
        }
        for topic, word in enumerate(words)
        for number in range(turns)
    ]
    return write_jsonl(tmp_path / name, rows)


def cut_all(engine):
    embed_all(engine)
    while engine.sessions.cut_some():
        pass


def test_a_session_is_shown_by_episode_each_with_its_words(engine, tmp_path, later):
    engine.import_(log(tmp_path, "mast", "dough", "invoice"), place=Place("boat"))
    later()
    cut_all(engine)
    shown = engine.sessions.show("5d1c")
    first, second, third = shown.episodes

    assert (shown.session.turns, shown.session.episodes, shown.session.project) == (24, 3, "boat")
    assert [one.number for one in shown.episodes] == [1, 2, 3]
    assert [one.turns for one in shown.episodes] == [8, 8, 8]
    assert first.channel is Channel.START
    assert "mast" in first.words
    assert "dough" in second.words
    assert third.opening == f"{TOPICS['invoice']}, number 0 of them."
    assert engine.show(third.first).memory.text == third.opening
    assert f"{third.began_at:%H:%M}" == "10:16"


def test_nothing_is_cut_twice(engine, tmp_path, later):
    engine.import_(log(tmp_path, "mast", "dough"), place=Place("boat"))
    later()
    embed_all(engine)

    assert engine.sessions.cut_some() == 1
    changes = engine.store.changes
    assert engine.sessions.cut_some() == 0
    assert engine.store.changes == changes


def test_a_session_under_way_is_one_episode_until_it_rests(engine, tmp_path):
    engine.import_(log(tmp_path, "mast", "dough"), place=Place("boat"))
    embed_all(engine)

    assert engine.sessions.cut_some() == 0
    assert [one.turns for one in engine.sessions.show("5d1c").episodes] == [16]


def test_a_session_that_grows_much_does_not_wait_for_its_rest(engine, tmp_path):
    words = ("mast", "dough", "invoice", "mast", "dough", "invoice", "mast")
    engine.import_(log(tmp_path, *words), place=Place("boat"))
    embed_all(engine)

    assert engine.sessions.cut_some() == 1


def test_vectors_come_first(engine, tmp_path, later):
    engine.import_(log(tmp_path, "mast", "dough"), place=Place("boat"), wait=False)
    later()
    assert engine.sessions.cut_some() == 0

    embed_all(engine)
    assert engine.sessions.cut_some() == 1


def borders(engine):
    with engine.store.reading() as db:
        origins = [origin for (origin,) in db.execute("SELECT id FROM origins ORDER BY id")]
        return [list(episodes.of(db, origin)) for origin in origins]


def test_a_rebuild_cuts_as_it_was_cut_while_it_grew(engine, tmp_path, later, monkeypatch):
    """Also in portions, since a very long session is not read at once."""
    monkeypatch.setattr(sessions, "PORTION", 10)
    words = ("mast", "dough", "invoice", "dough", "mast")
    path = log(tmp_path, *words)
    lines = path.read_bytes().splitlines(keepends=True)
    for stop in (3, 9, 20, 21, 40):
        path.write_bytes(b"".join(lines[:stop]))
        engine.import_(path, place=Place("boat"))
        later()
        cut_all(engine)
    before = borders(engine)
    engine.examine(rebuild=True)
    assert borders(engine) == [[]]
    monkeypatch.undo()
    cut_all(engine)

    assert borders(engine) == before
    assert [border.position for border in before[0]] == [1, 9, 17, 25, 33]


def test_what_is_forgotten_is_in_no_episode(engine, tmp_path, later):
    engine.import_(log(tmp_path, "mast", "dough", "invoice"), place=Place("boat"))
    later()
    cut_all(engine)
    first, second, _ = engine.sessions.show("5d1c").episodes
    taken = [one.id for one in engine.list(Place("boat"), limit=99).memories if "dough" in one.text]
    engine.forgetting.forget(taken)

    left = engine.sessions.show("5d1c")
    assert [one.turns for one in left.episodes] == [8, 8]
    assert second.first in taken
    assert "dough" not in {word for one in left.episodes for word in one.words}
    later()
    cut_all(engine)
    assert engine.sessions.show("5d1c").episodes[0].first == first.first


def test_sessions_come_newest_first_within_their_project(engine, tmp_path):
    for number, project in enumerate(("boat", "bakery", "boat")):
        path = log(
            tmp_path, "mast", session=f"s{number}", name=f"{number}.jsonl", begin=10 * number
        )
        engine.import_(path, place=Place(project))
    boat = engine.sessions.list(Place("boat"))
    everywhere = engine.sessions.list(Place(everywhere=True), limit=2)

    assert [one.session for one in boat.sessions] == ["s2", "s0"]
    assert [one.session for one in everywhere.sessions] == ["s2", "s1"]
    assert everywhere.total == 3
    assert boat.sessions[0].began_at < boat.sessions[0].ended_at
    assert boat.sessions[0].agent == "jsonl"


def test_a_summary_tagged_as_title_names_its_session(engine, tmp_path):
    path = log(tmp_path, "mast")
    title = {
        "text": "A mast for the boat",
        "session": "5d1c9a40",
        "kind": "summary",
        "tags": ["title"],
    }
    engine.import_(path, place=Place("boat"))
    with path.open("a") as file:
        file.write(json.dumps(title) + "\n")
    engine.import_(path, place=Place("boat"))
    (one,) = engine.sessions.list(Place("boat")).sessions

    assert (one.title, one.turns) == ("A mast for the boat", 8)


def test_a_session_that_is_not_there_or_not_one_is_told(engine, tmp_path):
    for number in range(2):
        path = log(tmp_path, "mast", session=f"5d1c{number}", name=f"{number}.jsonl")
        engine.import_(path, place=Place("boat"))

    with pytest.raises(UnknownName, match="7777"):
        engine.sessions.show("7777")
    with pytest.raises(UnknownName):
        engine.sessions.show("")
    with pytest.raises(UsageError, match="5d1c0, 5d1c1"):
        engine.sessions.show("5d1c")
    assert engine.sessions.show("5d1c1").session.session == "5d1c1"


def test_without_a_model_words_alone_cut_and_a_model_cuts_again(open_engine, tmp_path):
    clock = FixedClock()

    def missing():
        raise UsageError("no model here")

    engine = open_engine(embedder=missing, clock=clock)
    engine.import_(log(tmp_path, "mast", "dough", "invoice"), place=Place("boat"))
    clock.pass_(hours=1)
    assert engine.sessions.cut_some() == 1
    assert [one.turns for one in engine.sessions.show("5d1c").episodes] == [8, 8, 8]
    engine.close()

    engine = open_engine(clock=clock)
    embed_all(engine)
    assert engine.sessions.cut_some() == 1
    assert engine.sessions.cut_some() == 0

"""What the channels find becomes one table: each memory once, with every channel's score."""

import numpy as np
import pytest
from fakes import HashEmbedder
from made import NOON, draft, embed, keep

from slm.domain.memory import Kind
from slm.domain.question import Question
from slm.recall.channels.semantic import Semantic
from slm.recall.gather import FOLLOWED, gather
from slm.recall.hearing import Source, hear
from slm.recall.pool import Style
from slm.recall.recall import DEPTH
from slm.store import derivations
from slm.store.store import Store

HASHED = HashEmbedder()
LONG = "It rained all day long. " * 60 + "\n\nThe kettle leaks at its lid.\n\n" + "We slept. " * 120


@pytest.fixture(scope="module")
def bakery(tmp_path_factory):
    """A talk of two, a long note, and what an assistant did."""
    store = Store(tmp_path_factory.mktemp("bakery") / "memory.db")
    talk = [
        draft(
            f"The kettle of tin {number} boils.",
            session="talk",
            author=("Mira", "Pavel")[number % 2],
        )
        for number in range(30)
    ]
    keep(store, *talk, draft(LONG, "long", author=""), project="bakery")
    work = [draft(f"I fixed oven {number}.", session="work") for number in range(20)]
    keep(store, *work, project="bakery")
    keep(store, draft("The kettle of tin 3 is somewhere else."), project="garden")
    embed(store, HASHED)
    yield store
    store.close()


def pool_of(store, text, depth=DEPTH, embedder=HASHED, also=(), projects=None):
    with store.reading() as db:
        asked = hear(Source(db, embedder, projects, NOON), Question(text))
        return gather(db, asked, depth, also)


def test_each_memory_is_there_once_in_the_order_it_was_learned(bakery):
    pool = pool_of(bakery, "Which kettle of tin 7 boils?")

    assert len(pool) > 30
    assert (np.diff(pool.memories) > 0).all()
    assert len(set(pool.passages.tolist())) == len(pool)


def test_a_long_memory_comes_with_the_passage_that_answers(bakery):
    pool = pool_of(bakery, "Does the kettle leak at its lid?")
    (passage,) = (pool.texts[place] for place, author in enumerate(pool.authors) if not author)

    assert "leaks at its lid" in passage
    assert len(passage) < len(LONG)


def test_of_passages_that_answer_alike_the_first_is_taken(store):
    keep(store, draft("The same every day and night.\n\n" * 300, "same"))
    pool = pool_of(store, "unheard of", embedder=None, also=(3, 2, 1))

    assert pool.passages.tolist() == [1]


def test_every_channel_scores_what_another_one_found(bakery):
    question = "What did Mira say of kettle 7 and oven 5 in March 2026?"
    few, many = (pool_of(bakery, question, depth) for depth in (2, DEPTH))
    places = np.searchsorted(many.memories, few.memories)

    assert len(few) < len(many)
    assert np.array_equal(many.memories[places], few.memories)
    assert np.array_equal(many.matches[places], few.matches)
    assert many.score("semantic")[places] == pytest.approx(few.score("semantic"))
    for channel in ("entity", "temporal"):
        assert np.array_equal(many.score(channel)[places], few.score(channel))
        assert few.score(channel).any()


def test_the_scores_are_those_of_each_memory_s_own_passage(bakery):
    pool = pool_of(bakery, "kettle 7 of tin")
    with bakery.reading() as db:
        asked = hear(Source(db, HASHED, None, NOON), Question("kettle 7 of tin"))
        own = Semantic().score(db, asked, pool.passages.tolist())

    assert pool.score("semantic").tolist() == pytest.approx(
        [own[row] for row in pool.passages.tolist()]
    )


def test_a_passage_asked_for_besides_is_scored_like_the_others(bakery):
    alone = pool_of(bakery, "kettle tin 7", depth=1)
    wider = pool_of(bakery, "kettle tin 7", depth=1, also=(1, 2))
    places = np.searchsorted(wider.memories, alone.memories)

    assert {1, 2} <= set(wider.passages.tolist())
    assert len(wider) <= len(alone) + 2
    assert (wider.matches[wider.passages <= 2] != 0).all()
    assert np.array_equal(wider.matches[places], alone.matches)


def test_what_is_told_of_a_place_is_its_session_and_position(bakery):
    pool = pool_of(bakery, "kettle of tin 7")
    places = {text: pool.place(index) for index, text in enumerate(pool.texts)}
    first, second = (places[f"The kettle of tin {number} boils."] for number in (7, 8))

    assert first[0] == second[0]
    assert (first[1], second[1]) == (8, 9)
    assert places["The kettle of tin 3 is somewhere else."][0] < 0


def test_only_what_is_in_the_bounds_is_gathered(bakery):
    with bakery.reading() as db:
        garden = db.execute("SELECT id FROM projects WHERE name = 'garden'").get
    pool = pool_of(bakery, "kettle of tin 3", projects=(garden,))

    assert pool.texts == ("The kettle of tin 3 is somewhere else.",)


@pytest.mark.parametrize(
    ("session", "author", "kind", "style"),
    [
        ("s", "Mira", Kind.EXPERIENCE, Style.DIALOGUE),
        ("s", "user", Kind.EXPERIENCE, Style.WORK),
        ("s", "assistant", Kind.EXPERIENCE, Style.WORK),
        ("", "user", Kind.FACT, Style.WORK),
        ("s", "", Kind.EXPERIENCE, Style.TEXT),
        ("", "", Kind.RESOURCE, Style.TEXT),
        ("", "Mira", Kind.RESOURCE, Style.TEXT),  # a commit: written down alone
    ],
)
def test_a_memory_s_style_is_told_by_who_says_it_and_where(store, session, author, kind, style):
    keep(store, draft("the kettle leaks", session=session, author=author, kind=kind))
    pool = pool_of(store, "kettle", embedder=None)

    assert pool.styles == (style,)
    assert pool.authors == (author,)


def test_without_a_model_there_are_no_columns_of_meaning(bakery):
    pool = pool_of(bakery, "kettle of tin 7", embedder=None)

    assert not pool.sought.by_meaning
    assert pool.matches.shape == (len(pool), 0)
    assert "semantic" not in pool.scores
    assert not pool.score("semantic").any()
    assert not pool.score("associative").any()


def test_a_question_without_a_time_has_no_column_of_time(bakery):
    assert "temporal" not in pool_of(bakery, "kettle of tin 7").scores
    assert "temporal" in pool_of(bakery, "kettle of tin 7 in May").scores


@pytest.fixture
def concluded(store):
    """Four summaries, each of twenty turns about other things."""
    for number in range(4):
        names = [f"{number}-{turn}" for turn in range(20)]
        keep(store, *(draft(f"rain on window {name}", name) for name in names))
        keep(store, draft(f"kettle summary {number}", f"sum{number}", kind=Kind.SUMMARY))
        store.write(
            lambda db, number=number, names=names: derivations.add(db, f"sum{number}", names)
        )
    embed(store, HASHED)
    return store


def test_followers_add_no_more_than_so_many_passages(concluded):
    pool = pool_of(concluded, "kettle summary", depth=4, embedder=None)
    followed = [text.startswith("rain") for text in pool.texts]

    assert FOLLOWED < 80
    assert sum(followed) == FOLLOWED
    assert len(pool) == FOLLOWED + 4
    assert (pool.score("consolidation")[followed] > 0).all()
    assert (np.diff(pool.memories) > 0).all()


def test_what_only_a_follower_found_is_scored_by_all(concluded):
    pool = pool_of(concluded, "kettle summary", depth=4)
    whole = pool_of(concluded, "kettle summary", depth=100)
    places = np.searchsorted(whole.memories, pool.memories)

    assert len(pool) > FOLLOWED
    assert np.array_equal(whole.matches[places], pool.matches)
    assert whole.score("semantic")[places] == pytest.approx(pool.score("semantic"))
    assert pool.matches.shape[1] == 2


def test_the_same_question_gathers_the_same(bakery):
    one, other = (pool_of(bakery, "Which kettle did Mira boil?") for _ in range(2))

    assert np.array_equal(one.passages, other.passages)
    assert all(np.array_equal(one.scores[name], other.scores[name]) for name in one.scores)


@pytest.mark.parametrize("embedder", [HASHED, None], ids=["by meaning", "by words"])
def test_an_empty_store_gives_an_empty_pool(store, embedder):
    pool = pool_of(store, "kettle", embedder=embedder)

    assert len(pool) == 0
    assert pool.texts == ()

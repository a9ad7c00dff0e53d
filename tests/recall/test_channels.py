"""Every channel keeps the same contract, whatever it finds by."""

import pytest
from fakes import HashEmbedder
from made import NOON, draft, embed, keep

from slm.recall.asked import Asked, Sense, content_words, mentions
from slm.recall.channels import CHANNELS, FOLLOWERS
from slm.recall.channels.keyword import Keyword
from slm.recall.channels.semantic import Semantic
from slm.recall.ranking.features import CHANNELS as WEIGHED
from slm.recall.rarity import rarity
from slm.recall.understand import understand
from slm.store import filters, forgetting
from slm.store.store import Store

every_channel = pytest.mark.parametrize("channel", CHANNELS, ids=lambda one: one.name)
by_text = pytest.mark.parametrize("channel", [Keyword(), Semantic()], ids=lambda one: one.name)

EVERYWHERE = filters.only(None)
# Something for each channel: words, a meaning, a name, a time.
QUESTION = "Which kettle numbered 7 did Mira Kolb fill in March 2026?"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("filled") / "memory.db")
    bakery = [f"Mira Kolb fills the kettle numbered {number}" for number in range(60)]
    keep(store, *map(draft, bakery), project="bakery")
    keep(store, *(draft(f"Mira Kolb keeps the kettle numbered {number}") for number in range(20)))
    keep(store, *(draft(f"bread rises for {number} hours") for number in range(80)), project="oven")
    gone = keep(store, draft("Mira Kolb fills the kettle numbered 7 again"), project="bakery")
    embed(store, HashEmbedder())
    store.write(lambda db: forgetting.forget(db, gone, 1))
    yield store
    store.close()


def asked(db, text, only=EVERYWHERE, embedder=HashEmbedder):
    words = content_words(text)
    sense = Sense(embedder().encode(text) if embedder else None)
    return Asked(
        words,
        only,
        understand(text, NOON),
        mentions(text),
        text,
        rarity(db, words),
        lambda: sense,
    )


@every_channel
def test_scores_lie_between_0_and_1_best_first(filled, channel):
    with filled.reading() as db:
        question = asked(db, QUESTION)
        assert channel.can_answer(question)
        scores = [*channel.search(db, question, 50).values()]

    assert len(scores) >= 50
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert scores[0] > 0


@by_text
def test_the_best_is_what_was_asked_for(filled, channel):
    with filled.reading() as db:
        best, *_ = channel.search(db, asked(db, "Mira Kolb fills the kettle numbered 7"), 10)

    assert best == 8  # the first passage is of number 0


@every_channel
def test_a_search_keeps_to_its_bounds(filled, channel):
    with filled.reading() as db:
        found = channel.search(db, asked(db, QUESTION, filters.only([0])), 100)

    assert set(found) == set(range(61, 81))


@every_channel
def test_a_score_given_later_is_the_one_of_the_search(filled, channel):
    with filled.reading() as db:
        question = asked(db, QUESTION)
        found = channel.search(db, question, 10)
        later = channel.score(db, question, [*found])

    assert later in ({}, dict(found))


@every_channel
def test_an_empty_store_has_nothing(store, channel):
    with store.reading() as db:
        question = asked(db, QUESTION)
        assert channel.search(db, question, 10) == {}
        assert channel.score(db, question, []) == {}


@every_channel
def test_a_question_of_unknown_words_is_no_trouble(filled, channel):
    with filled.reading() as db:
        found = channel.search(db, asked(db, "zyzzyva qwxz"), 10)

    assert all(0 <= score <= 1 for score in found.values())


def test_what_every_channel_says_is_weighed():
    assert {one.name for one in (*CHANNELS, *FOLLOWERS)} == set(WEIGHED)


def test_a_channel_without_what_it_needs_cannot_answer(filled):
    with filled.reading() as db:
        able = [one.name for one in CHANNELS if one.can_answer(asked(db, "oven", embedder=None))]

    assert able == ["keyword", "entity"]


def test_without_a_model_only_words_are_compared(filled):
    with filled.reading() as db:
        question = asked(db, "kettle", embedder=None)
        assert Keyword().search(db, question, 10)
        assert Semantic().search(db, question, 10) == {}
        assert Semantic().score(db, question, [1, 2]) == {}


def test_words_in_a_fifth_of_many_passages_are_not_looked_for(store):
    keep(store, *(draft(f"the kettle {n} " + "rare " * (n == 7)) for n in range(300)))
    with store.reading() as db:
        assert [*Keyword().search(db, asked(db, "rare kettle"), 10)] == [8]
        common = Keyword().search(db, asked(db, "kettle"), 10)

    assert len(common) == 50  # all are common: then it is

"""Every channel keeps the same contract, whatever it finds by."""

import pytest
from fakes import HashEmbedder
from made import draft, embed, keep

from slm.recall.asked import Asked, content_words
from slm.recall.channels import CHANNELS
from slm.recall.rank import WEIGHTS
from slm.store import filters, forgetting
from slm.store.store import Store

every_channel = pytest.mark.parametrize("channel", CHANNELS, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("filled") / "memory.db")
    keep(store, *(draft(f"the kettle numbered {n} whistles") for n in range(60)), project="bakery")
    keep(store, *(draft(f"the kettle of mine numbered {n}") for n in range(20)))
    gone = keep(store, draft("the kettle numbered 7 whistles again"), project="bakery")
    embed(store, HashEmbedder())
    store.write(lambda db: forgetting.forget(db, gone, 1))
    yield store
    store.close()


EVERYWHERE = filters.only(None)


def asked(text, only=EVERYWHERE, embedder=HashEmbedder):
    vector = embedder().encode(text) if embedder else None
    return Asked(content_words(text), vector, only)


@every_channel
def test_scores_lie_between_0_and_1_best_first(filled, channel):
    with filled.reading() as db:
        scores = [*channel.search(db, asked("kettle numbered 7"), 50).values()]

    assert len(scores) >= 50
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@every_channel
def test_the_best_is_what_was_asked_for(filled, channel):
    with filled.reading() as db:
        best, *_ = channel.search(db, asked("the kettle numbered 7 whistles"), 10)

    assert best == 8  # the first passage is of number 0


@every_channel
def test_a_search_keeps_to_its_bounds(filled, channel):
    with filled.reading() as db:
        found = channel.search(db, asked("kettle", filters.only([0])), 100)

    assert set(found) == set(range(61, 81))


@every_channel
def test_a_score_given_later_is_the_one_of_the_search(filled, channel):
    with filled.reading() as db:
        question = asked("kettle numbered 7")
        found = channel.search(db, question, 10)
        later = channel.score(db, question, [*found])

    assert later in ({}, dict(found))


@every_channel
def test_an_empty_store_has_nothing(store, channel):
    with store.reading() as db:
        assert channel.search(db, asked("kettle"), 10) == {}


@every_channel
def test_a_question_of_unknown_words_is_no_trouble(filled, channel):
    with filled.reading() as db:
        found = channel.search(db, asked("zyzzyva qwxz"), 10)

    assert all(0 <= score <= 1 for score in found.values())


def test_every_channel_has_a_weight():
    assert [channel.name for channel in CHANNELS] == [*WEIGHTS]


def test_without_a_model_only_words_are_compared(filled):
    keyword, semantic = CHANNELS
    with filled.reading() as db:
        question = asked("kettle", embedder=None)
        assert keyword.search(db, question, 10)
        assert semantic.search(db, question, 10) == {}
        assert semantic.score(db, question, [1, 2]) == {}


def test_words_in_a_fifth_of_many_passages_are_not_looked_for(store):
    keep(store, *(draft(f"the kettle {n} " + "rare " * (n == 7)) for n in range(300)))
    keyword, _ = CHANNELS
    with store.reading() as db:
        assert [*keyword.search(db, asked("rare kettle"), 10)] == [8]
        assert len(keyword.search(db, asked("kettle"), 10)) == 50  # all are common: then it is

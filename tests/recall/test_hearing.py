"""A question is heard with all that the channels need of it, and no vector that would mislead."""

import threading
from datetime import timedelta

import numpy as np
import pytest
from fakes import HashEmbedder
from made import NOON, draft, embed, keep

from slm.domain.memory import Kind
from slm.domain.question import Question
from slm.errors import ModelProblem
from slm.recall.hearing import Source, hear
from slm.recall.understand import Asks

HASHED = HashEmbedder()
TEXT = 'When did "the kettle" of Mira Kolb leak yesterday?'


def heard(store, text=TEXT, embedder=HASHED, projects=None, **bounds):
    with store.reading() as db:
        return hear(Source(db, embedder, projects, NOON), Question(text, **bounds))


@pytest.fixture
def kitchen(store):
    keep(store, draft("the kettle leaks"), draft("the kettle boils"), draft("bread rises"))
    embed(store, HASHED)
    return store


def test_words_names_and_what_is_asked_for_are_heard(kitchen):
    asked = heard(kitchen)

    assert asked.text == TEXT
    assert asked.words == ("kettle", "mira", "kolb", "leak", "yesterday")
    assert "mira kolb" in {one.name for one in asked.mentions}
    assert asked.understood.asks is Asks.WHEN
    assert asked.understood.quoted == ("the kettle",)
    assert (asked.rarity.total, asked.rarity.counts["kettle"]) == (3, 2)


def test_with_a_model_its_vector_and_tokens_are_heard(kitchen):
    asked = heard(kitchen)

    assert np.array_equal(asked.vector, HASHED.encode(TEXT))
    assert len(asked.tokens.weights) == len(asked.words)


def test_the_model_reads_while_the_words_are_looked_for(kitchen):
    may_read = threading.Event()

    class Slow(HashEmbedder):
        def read(self, text):
            assert may_read.wait(10)
            return super().read(text)

    asked = heard(kitchen, embedder=Slow())
    assert asked.rarity.counts["kettle"] == 2
    may_read.set()

    assert np.array_equal(asked.vector, HASHED.encode(TEXT))


def test_what_goes_wrong_in_the_model_is_told_to_who_asked(kitchen):
    class Broken(HashEmbedder):
        def read(self, text):
            raise ModelProblem("cannot read", "get the model again")

    asked = heard(kitchen, embedder=Broken())

    with pytest.raises(ModelProblem, match="cannot read"):
        _ = asked.vector


def test_without_a_model_there_are_no_vectors(kitchen):
    asked = heard(kitchen, embedder=None)

    assert asked.vector is None
    assert len(asked.tokens.weights) == 0
    assert asked.words == heard(kitchen).words


def test_of_a_question_about_a_time_alone_only_the_time_is_looked_for(kitchen):
    asked = heard(kitchen, "What did we do last week?")

    assert asked.words == ()
    assert asked.vector is None
    assert len(asked.understood.spans) == 1


def test_vectors_of_another_model_are_not_compared(kitchen):
    assert heard(kitchen, embedder=HashEmbedder(64, "small")).vector is None


def test_while_most_passages_wait_for_their_vectors_none_are_compared(kitchen):
    keep(kitchen, *(draft(f"the oven numbered {number}") for number in range(3)))
    assert heard(kitchen).vector is not None
    keep(kitchen, draft("the oven is warm"))

    assert heard(kitchen).vector is None


def test_its_bounds_are_those_of_the_question_and_of_where_it_is_asked(kitchen):
    asked = heard(kitchen, projects=(0, 7), kinds=(Kind.FACT,), since=NOON, as_of=NOON)

    assert asked.only.projects == (0, 7)
    assert len(asked.only.conditions) == 3


@pytest.mark.parametrize("days", [0, 400])
def test_yesterday_is_told_from_the_moment_as_of_which_is_asked(kitchen, days):
    present = NOON - timedelta(days=days)
    (span,) = heard(kitchen, as_of=present if days else None).understood.spans

    assert span.start <= present - timedelta(days=1) < span.stop

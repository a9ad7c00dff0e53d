"""A wider look brings what a question's parts find, and what was said around the best hits."""

from dataclasses import replace

import numpy as np
import pytest
from made import NOON, draft, keep

from slm.domain.question import Question
from slm.recall.deliberate import REACH, look_wider
from slm.recall.gather import gather
from slm.recall.hearing import Source, hear
from slm.recall.learned import ranker
from slm.recall.ranking.rank import EMPTY, rank

TALK = (
    *(f"Nothing of note, said {number}." for number in range(4)),
    "The kettle leaks.",
    *(f"Hardly a thing, said {number}." for number in range(4)),
)


@pytest.fixture
def talk(store):
    """A talk in which one turn has the words, and a note in a project of its own."""
    turns = [draft(text, session="s", author="Mira") for text in TALK]
    keep(store, *turns, project="kitchen")
    keep(store, draft("a spade leans on the shed"), project="garden")
    return store


def looked(store, text, parts=(), depth=200):
    """What the fast way finds, and what a wider look does."""
    with store.reading() as db:
        source = Source(db, None, None, NOON)
        asked = hear(source, Question(text))
        asked = replace(asked, understood=replace(asked.understood, parts=parts))
        pool = gather(db, asked, depth)
        ranking = rank(pool, ranker(None))

        def part(said):
            return hear(source, Question(said))

        return pool, look_wider(db, asked, part, pool, ranking)


def test_what_stands_around_the_best_hits_is_looked_at(talk):
    fast, wide = looked(talk, "kettle")

    assert fast.texts == ("The kettle leaks.",)
    assert wide.texts == TALK[4 - REACH : 4 + REACH + 1]
    assert len(set(wide.groups.tolist())) == 1


def test_what_a_part_of_the_question_finds_is_weighed_by_the_whole_question(talk):
    fast, wide = looked(talk, "kettle", parts=("Where is the spade?",))
    place = wide.texts.index("a spade leans on the shed")

    assert "a spade leans on the shed" not in fast.texts
    assert wide.sought.text == "kettle"
    assert wide.score("keyword")[place] == 0


def test_a_wider_look_loses_nothing_that_was_found(talk):
    fast, wide = looked(talk, "kettle said of note")
    places = np.searchsorted(wide.memories, fast.memories)

    assert wide.memories[places].tolist() == fast.memories.tolist()
    assert np.array_equal(wide.score("keyword")[places], fast.score("keyword"))


def test_where_nothing_is_found_there_is_nothing_around_it(talk):
    fast, wide = looked(talk, "zyzzyva")

    assert len(fast) == len(wide) == 0
    assert rank(wide, ranker(None)) is EMPTY

"""The same question has the same answer twice, after a restart, and after a rebuild."""

import numpy as np
import pytest
from fakes import HashEmbedder
from made import draft, embed_all, keep

from slm.domain.question import Place, Question
from slm.lifecycle import forget
from slm.lifecycle.embedding import embedded
from slm.recall.asked import Asked, Sense, content_words
from slm.recall.channels.keyword import Keyword
from slm.recall.channels.semantic import Semantic
from slm.recall.rarity import rarity
from slm.store import filters, forgetting, passages, projects, vectors
from slm.store.store import Store

WORDS = ["kettle", "oven", "flour", "yeast", "timer", "dough", "salt", "water", "stone", "rack"]
QUESTIONS = ["kettle", "oven flour", "yeast timer dough salt", "water rack kettle stone oven"]
LIMIT = 20


def texts(count):
    """Few words, so that many weigh the same and many vectors are equal."""
    drawn = np.random.RandomState(3)
    return [" ".join(drawn.choice(WORDS, drawn.randint(1, 5))) for _ in range(count)]


@pytest.fixture
def filled(open_engine):
    """Memories of two projects, some of them forgotten and brought back."""
    engine = open_engine()
    assert engine.meaning.embedder
    for name, count in (("bakery", 900), ("garden", 150)):
        drafts = [draft(text, f"{name}{number}") for number, text in enumerate(texts(count))]
        rows = keep(engine.store, *drafts, project=name)
        engine.store.write(lambda db, rows=rows: forgetting.forget(db, rows[5:60], 1))
        engine.store.write(lambda db, rows=rows: forget.bring_back(db, rows[5:60]))
    embed_all(engine)
    return engine


def found(store, channel, question, limit=LIMIT):
    """Of each project and of all, what a channel finds: memory, where in it, and score."""
    words, sense = content_words(question), Sense(HashEmbedder().encode(question))
    answers = []
    with store.reading() as db:
        bakery, garden = (projects.by_name(db, name) for name in ("bakery", "garden"))
        for scope in (None, [projects.USER, bakery], [projects.USER, garden]):
            asked = Asked(words, filters.only(scope), rarity=rarity(db, words), sense=lambda: sense)
            scores = channel.search(db, asked, limit)
            first = [*scores.items()][:limit]
            answers.append({(*place_of(db, row), score) for row, score in first})
    return answers


def place_of(db, passage):
    return db.execute(
        "SELECT id, start FROM passages JOIN memories ON memories.row = memory"
        " WHERE passages.row = ?",
        (passage,),
    ).fetchone()


@pytest.mark.parametrize("channel", [Keyword(), Semantic()], ids=lambda one: one.name)
def test_a_channel_finds_the_same_after_a_rebuild(filled, channel):
    before = [found(filled.store, channel, question) for question in QUESTIONS]
    assert [found(filled.store, channel, question) for question in QUESTIONS] == before
    filled.examine(rebuild=True)
    embed_all(filled)

    assert [found(filled.store, channel, question) for question in QUESTIONS] == before
    assert [[len(answer) for answer in answers] for answers in before] == [[LIMIT] * 3] * 4


def test_an_answer_is_the_same_after_a_restart_and_a_rebuild(filled, open_engine):
    def answers(engine):
        asked = [Question(text, Place(project="bakery"), 50) for text in QUESTIONS]
        given = [engine.recall(question).hits for question in asked]
        return [[(hit.memory.id, hit.passage, hit.score) for hit in hits] for hits in given]

    before = answers(filled)
    assert answers(filled) == before
    filled.close()
    again = open_engine()
    assert again.meaning.embedder
    assert answers(again) == before
    again.examine(rebuild=True)
    embed_all(again)

    assert answers(again) == before


def test_the_order_in_which_vectors_are_made_changes_nothing(tmp_path):
    answers = []
    for backwards in (False, True):
        store = Store(tmp_path / f"{backwards}.db")
        keep(store, *(draft(text, f"{n}") for n, text in enumerate(texts(400))), project="bakery")
        keep(store, draft("kettle", "other"), project="garden")
        embed_in_order(store, backwards=backwards)
        answers.append([found(store, Semantic(), question) for question in QUESTIONS])
        store.close()

    assert answers[0] == answers[1]


def embed_in_order(store, *, backwards):
    embedder = HashEmbedder()
    model = store.write(lambda db: vectors.use_model(db, embedder.fingerprint, 384))
    with store.reading() as db:
        waiting = sorted(vectors.waiting(db, 9999), key=lambda one: one.row, reverse=backwards)
    for one in waiting:
        made = embedded(embedder, one)
        store.write(lambda db, made=made: vectors.add(db, model, [made]))


def test_what_was_brought_back_keeps_its_place_among_equals(store):
    rows = keep(store, *(draft("the kettle", f"{number}") for number in range(3)))
    store.write(lambda db: forgetting.forget(db, rows[:1], 1))
    store.write(lambda db: forget.bring_back(db, rows[:1]))
    with store.reading() as db:
        memory = dict(db.execute("SELECT row, memory FROM passages ORDER BY row"))
        ordered = passages.best_first(db, dict.fromkeys(sorted(memory), 0.5), 1)

    assert [*memory.values()] == [rows[1], rows[2], rows[0]]
    assert [memory[row] for row in ordered] == rows

"""Meaning is there as soon as it can be, and where it is not, every answer says why."""

import threading

import pytest
from fakes import HashEmbedder
from made import embed_all, rows, write_jsonl

from slm.domain.question import Place, Question
from slm.engine import meaning
from slm.engine.meaning import Meaning
from slm.errors import ModelProblem, StoreError

KETTLE = Question("kettle", Place(everywhere=True))


@pytest.fixture
def opened():
    """Make a Meaning, closed at the test's end."""
    made = []

    def open_(store, load):
        made.append(Meaning(store, load))
        return made[-1]

    yield open_
    for one in made:
        one.close()


class FullDisk:
    """A store whose disk is full until room is made."""

    def __init__(self, store):
        self._store = store
        self.is_full = True
        self.reading = store.reading

    def write(self, work):
        if self.is_full:
            raise StoreError("the disk is full", "make room")
        return self._store.write(work)


def test_after_the_disk_was_full_meaning_comes_back_by_itself(store, opened):
    disk = FullDisk(store)
    one = opened(disk, HashEmbedder)
    assert one.embedder is None
    assert "the disk is full" in one.notice
    assert one.some() == 0
    disk.is_full = False

    assert one.embedder is not None
    assert one.notice == ""


def missing():
    raise ModelProblem("the model is not here", "mem model get")


def broken():
    raise RuntimeError("no such operator")


@pytest.mark.parametrize(
    ("load", "why"), [(missing, "not here"), (broken, "RuntimeError: no such operator")]
)
def test_a_model_that_cannot_be_had_is_told_of_with_each_answer(open_engine, load, why):
    engine = open_engine(embedder=load)
    engine.add("The kettle whistles.")
    answer = engine.recall(KETTLE)

    assert len(answer.hits) == 1
    assert why in answer.notice
    assert engine.status().notice == answer.notice


def test_a_model_that_takes_too_long_is_not_waited_for_twice(store, opened, monkeypatch):
    monkeypatch.setattr(meaning, "LOAD_SECONDS", 0.05)
    is_here = threading.Event()

    def slow():
        assert is_here.wait(20)
        return HashEmbedder()

    one = opened(store, slow)
    assert "still being loaded" in one.notice
    assert one.some() == 0
    is_here.set()
    one._thread.join()

    assert one.notice == ""


def test_changing_the_model_makes_every_vector_anew(engine, tmp_path):
    engine.import_(write_jsonl(tmp_path / "log.jsonl", rows(20)))
    engine.meaning.use(HashEmbedder(64, "small"))
    assert engine.meaning.waiting() == 20
    embed_all(engine)

    assert engine.meaning.waiting() == 0
    assert engine.recall(KETTLE).hits[0].why["channel.semantic"] > 0


def test_a_question_asked_as_the_model_changes_is_answered(engine, tmp_path):
    """Its vector is the old model's: it must not be held against the new one's."""
    engine.import_(write_jsonl(tmp_path / "log.jsonl", rows(20)))
    old = engine.meaning.embedder

    engine.meaning.use(HashEmbedder(64, "small"))
    embed_all(engine)
    engine.meaning._embedder = old  # as `recall` had taken it a moment before

    answer = engine.recall(KETTLE)
    assert answer.hits
    assert "channel.semantic" not in answer.hits[0].why


def test_an_import_that_waits_for_vectors_goes_on_with_the_new_model(engine, tmp_path):
    changed = []

    def report(progress):
        if progress.done == progress.total and not changed:
            changed.append(True)
            engine.meaning.use(HashEmbedder(64, "small"))

    engine.import_(write_jsonl(tmp_path / "log.jsonl", rows(300)), report=report)

    assert changed
    assert engine.meaning.waiting() == 0


def test_an_import_does_not_wait_for_a_meaning_that_is_closed(engine, tmp_path):
    def report(progress):
        if progress.done == progress.total:
            engine.meaning.close()

    told = engine.import_(write_jsonl(tmp_path / "log.jsonl", rows(300)), report=report)

    assert told.added == 300
    assert engine.meaning.waiting() > 0

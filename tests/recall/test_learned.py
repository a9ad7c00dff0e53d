"""The weights to rank by are read from a file, and a bad one is told before any question."""

import json
from importlib.resources import files

import pytest
from fakes import HashEmbedder
from pools import pool

from slm.config import Settings
from slm.engine.engine import Engine
from slm.errors import UsageError
from slm.recall.learned import DEFAULT, ranker
from slm.recall.pool import Style
from slm.recall.ranking.features import FEATURES, features
from slm.recall.ranking.signals import signals

WAYS = ("by_meaning", "by_words")
every_way = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def content():
    """The package's own weights, to be changed."""
    return json.loads(files("slm.recall").joinpath(DEFAULT).read_text())


@every_way
def test_the_package_s_weights_are_of_features_that_there_are(way):
    styles = getattr(ranker(None), way).styles

    assert set(styles) == set(Style)
    for linear in styles.values():
        assert set(linear.weights) <= set(FEATURES)


@every_way
def test_the_package_s_weights_are_of_signals_that_there_are(way):
    candidates = pool([(1, 1)], keyword=[1])
    answerable = getattr(ranker(None), way).answerable

    assert answerable.weights.keys() <= signals(candidates, features(candidates), 0).keys()
    assert answerable.weights


@every_way
def test_who_leads_is_likelier_to_answer_and_who_is_behind_is_not(way):
    weights = getattr(ranker(None), way)

    assert weights.lead[1] > 0
    assert weights.gap[1] > 0


def test_without_a_model_nothing_of_meaning_is_weighed():
    by_words = ranker(None).by_words
    of_meaning = ("semantic", "session_semantic", "interaction", "window", "session_words")

    for linear in by_words.styles.values():
        assert not any(linear.weights.get(name) for name in of_meaning)


def test_the_package_s_weights_say_what_they_were_learned_from():
    assert ranker(None).about


def test_weights_written_to_a_file_are_read_as_they_were(tmp_path, content):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(content))

    assert ranker(path) == ranker(None)


def without_gap(content):
    del content["by_words"]["gap"]


def of_no_style(content):
    content["by_words"]["styles"]["verse"] = {"bias": 0, "weights": {}}


def of_a_word(content):
    content["by_meaning"]["styles"]["dialogue"]["weights"]["keyword"] = "much"


@pytest.mark.parametrize("spoil", [without_gap, of_no_style, of_a_word])
def test_a_file_of_another_shape_is_told_with_a_hint(tmp_path, content, spoil):
    spoil(content)
    path = tmp_path / "spoiled.json"
    path.write_text(json.dumps(content))

    with pytest.raises(UsageError, match=r"spoiled\.json") as raised:
        ranker(path)
    assert "train-ranker" in raised.value.hint


@pytest.mark.parametrize("text", ["", "[]", "{", "weights", "\x00"])
def test_a_file_that_holds_no_weights_is_told_with_a_hint(tmp_path, text):
    path = tmp_path / "bad.json"
    path.write_text(text)

    with pytest.raises(UsageError, match=r"bad\.json") as raised:
        ranker(path)
    assert raised.value.hint


@pytest.mark.parametrize("name", ["nowhere.json", "."], ids=["missing", "a folder"])
def test_a_file_that_cannot_be_read_is_told_with_a_hint(tmp_path, name):
    with pytest.raises(UsageError, match="holds no weights") as raised:
        ranker(tmp_path / name)
    assert raised.value.hint


def test_a_bad_file_is_told_before_the_memory_is_opened(tmp_path):
    bad = tmp_path / "nowhere.json"
    settings = Settings(tmp_path / "slm", None, tmp_path / "socket", ranker=bad)

    with pytest.raises(UsageError, match=r"nowhere\.json"):
        Engine(settings, load_embedder=HashEmbedder)
    assert not settings.database.exists()

"""A question is about the project it is asked in, and no other project's memories answer it."""

import pytest

from slm.domain.question import Place, Question
from slm.errors import UnknownName


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "orchard"
    (folder / ".git").mkdir(parents=True)
    (folder / "deep").mkdir()
    return folder


def found(engine, folder):
    hits = engine.recall(Question("kettle", Place(folder=str(folder)))).hits
    return {hit.memory.text for hit in hits}


@pytest.fixture
def filled(engine):
    engine.add("The kettle of the bakery.", place=Place("bakery"))
    engine.add("The kettle of everybody.")
    return engine


def test_a_repository_that_nothing_is_known_of_sees_no_other_project(filled, repository):
    assert found(filled, repository) == {"The kettle of everybody."}


def test_nor_once_something_is_known_of_it(filled, repository):
    filled.add("The kettle under the trees.", place=Place(folder=str(repository / "deep")))

    assert found(filled, repository) == {"The kettle under the trees.", "The kettle of everybody."}
    assert filled.status().projects["orchard"] == 1


def test_outside_any_project_everything_is_seen(filled, tmp_path):
    assert len(found(filled, tmp_path)) == 2
    filled.add("The kettle by the road.", place=Place(folder=str(tmp_path)))

    assert filled.status().projects == {"": 2, "bakery": 1}


def test_an_unknown_project_is_refused_with_the_nearest_name(filled):
    with pytest.raises(UnknownName) as refused:
        filled.recall(Question("kettle", Place("bakary")))

    assert refused.value.hint == "did you mean bakery?"

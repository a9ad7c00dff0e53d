"""Every memory of a place can be read, a page at a time."""

import pytest
from made import rows, write_jsonl

from slm.domain.question import Place
from slm.errors import UnknownName


def test_a_project_is_read_with_what_holds_for_the_user_everywhere(engine, tmp_path):
    engine.import_(write_jsonl(tmp_path / "a.jsonl", rows(3)), place=Place("bakery"))
    engine.import_(write_jsonl(tmp_path / "b.jsonl", rows(2, word="spade")), place=Place("garden"))
    engine.add("Tea before noon")

    bakery = engine.read(Place("bakery"))
    all_ = engine.read(Place(everywhere=True))

    assert [memory.project for memory in bakery.memories] == ["bakery"] * 3 + [""]
    assert (len(all_.memories), all_.next) == (6, 0)
    assert engine.read(Place("bakery"), after=4).memories == bakery.memories[3:]


def test_a_project_that_is_not_there_is_told(engine):
    with pytest.raises(UnknownName, match="bakery"):
        engine.read(Place("bakery"))

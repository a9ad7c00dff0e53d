"""What is concluded from memories is a memory of its own, with links to its evidence."""

import pytest
from made import write_jsonl

from slm.domain.memory import Kind
from slm.domain.question import Place
from slm.errors import UnknownName, UsageError

HERE = Place(project="bakery")


@pytest.fixture
def turns(engine):
    """The ids of two memories."""
    return [engine.add(text, place=HERE).id for text in ("It rains.", "The cellar is wet.")]


def conclude(engine, *evidence, text="Rain floods the cellar."):
    return engine.add(text, kind=Kind.SUMMARY, place=HERE, derived_from=evidence)


def test_a_conclusion_knows_its_evidence_by_whole_ids(engine, turns):
    added = conclude(engine, turns[1][:6], turns[0])

    assert engine.show(added.id).memory.derived_from == (turns[1], turns[0])
    assert engine.show(turns[0]).memory.derived_from == ()


def test_an_id_that_no_memory_has_adds_nothing(engine, turns):
    with pytest.raises(UnknownName, match="ffffffff"):
        conclude(engine, turns[0], "ffffffff")
    with pytest.raises(UsageError, match="too short"):
        conclude(engine, "")

    assert engine.list(HERE).total == 2


def test_a_conclusion_added_again_rests_on_both(engine, turns):
    first = conclude(engine, turns[0])
    again = conclude(engine, turns[1], first.id)

    assert (again.id, again.is_new) == (first.id, False)
    assert engine.show(first.id).memory.derived_from == (turns[0], turns[1])


def test_a_conclusion_keeps_its_links_through_forgetting_undo_and_rebuilding(engine, turns):
    added = conclude(engine, *turns)
    engine.forgetting.forget([added.id])
    engine.forgetting.undo()
    engine.forgetting.forget([turns[0]])
    engine.examine(rebuild=True)

    assert engine.show(added.id).memory.derived_from == tuple(turns)


def test_rows_name_their_evidence_by_id_before_or_after_it_is_there(engine, tmp_path, turns):
    later = "0123456789abcdef"
    rows = [{"text": "Pumps are needed.", "kind": "belief", "derived_from": [turns[1], later]}]
    engine.import_(write_jsonl(tmp_path / "rows.jsonl", rows), place=HERE)
    (found,) = engine.list(HERE, kinds=[Kind.BELIEF]).memories

    assert found.derived_from == (turns[1], later)


@pytest.mark.parametrize("wrong", ["", "3f9a", "0123456789ABCDEF", "0123456789abcdef\n", "x" * 99])
def test_a_row_whose_evidence_has_no_id_is_told(engine, tmp_path, wrong):
    rows = [{"text": "Pumps are needed.", "derived_from": [wrong]}]
    told = engine.import_(write_jsonl(tmp_path / "rows.jsonl", rows), place=HERE)

    assert (told.added, told.unread) == (0, {f"derived_from holds no id: {wrong[:40]!r}": 1})

"""A prompt is repeated when the same project was asked it before."""

from datetime import timedelta

import pytest
from made import NOON

from slm.domain.memory import Kind, Memory, MemoryId, Origin, State
from slm.eval.locality import repeats


def said(*turns):
    """Memories of turns (author, text, project), a minute apart."""
    return [
        Memory(
            MemoryId(f"{number:04}"), text, Kind.EXPERIENCE, Origin("codex", author=author),
            project, "", NOON + timedelta(minutes=number), NOON, State.ACTIVE, (), 1.0, 1.0, 0,
        )
        for number, (author, text, project) in enumerate(turns)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("again", "typed", "nearly"),
    [("commit this", 1, 1), ("Commit  this.", 0, 1), ("commit that", 0, 0)],
)
def test_a_prompt_repeats_as_typed_or_nearly(again, typed, nearly):
    found = repeats(said(("user", "commit this", "oven"), ("user", again, "oven")))

    assert found.figures["as typed: repeated"] == typed
    assert found.figures["nearly: repeated"] == nearly


def test_the_same_words_in_another_project_are_no_repeat():
    found = repeats(said(("user", "why?", "oven"), ("user", "why?", "shop")))

    assert (found.figures["prompts"], found.figures["as typed: repeated"]) == (2, 0)


def test_what_anybody_else_says_in_between_is_seen():
    asked = ("user", "why does the oven smoke?", "oven")
    answered = ("assistant", "The seal is old.", "oven")
    at_once, later = (repeats(said(asked, *between, asked)) for between in ((), (answered,)))

    assert at_once.figures["as typed: nothing said since"] == 1
    assert later.figures["as typed: nothing said since"] == 0
    assert later.figures["as typed: of four words or more"] == 1

"""What only sounds like a rule or a decision is none; what stands close to it still is one."""

import deceiving
import pytest
from talking import concluded, lines, said

from slm.ingest.conclude.preferences import CORRECTION

NEITHER = ("PASTED", "COMPLAINTS", "ASKED", "WITHDRAWN", "SPECIFIED", "IDLE", "ROLES")
MEANT = ("OWN", "HABITS", "ANSWERED", "KEPT", "ORDERED", "SETTLED", "WORKERS")


def turns(name):
    return [
        text.replace("// ", "\n").replace("//", "\n") for text in lines(getattr(deceiving, name))
    ]


def heard(text):
    """What is concluded from a turn of a user whom an agent has answered before."""
    return concluded(said("I looked at it.", "assistant", "r1"), said(text, "user", "r2"))


@pytest.mark.parametrize("name", NEITHER)
def test_what_only_sounds_like_it_is_none(name):
    assert {text: one.text for text in turns(name) for one in heard(text)} == {}


@pytest.mark.parametrize("name", MEANT)
def test_what_stands_close_to_it_is_still_found(name):
    assert [text for text in turns(name) if not heard(text)] == []


def test_a_tool_or_way_named_against_the_agent_is_a_correction():
    found = {text: [one.tags for one in heard(text)] for text in turns("CORRECTED")}

    assert {text: tags for text, tags in found.items() if tags != [(CORRECTION,)]} == {}


def test_what_is_corrected_for_once_is_none():
    assert {text: one.text for text in turns("CORRECTED_FOR_ONCE") for one in heard(text)} == {}

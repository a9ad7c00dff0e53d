"""Whatever is said, in whatever length: no error, and no more time than its length."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talking import concluded, said

from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import LONGEST

SIZE = 1_000_000
# Linear work on this much takes a quarter of a second here; a quadratic rule takes minutes.
PATIENCE = 10.0
SEEDS = (
    *("1. a b\n", "a/", "error: ", "use a not b ", '"a"="b" ', "always ", "\n", " "),
    *("a", "no ", "never use ", "don't ", "yes, ", "- ", "`", "x=1 ", "let's ", "we decided to "),
    *(". ", "? ", "| ", "**", "go test ", "&& ", "(", "\t", "exit code ", "a.go:1:1: ", "é", "在"),
    *("--- FAIL: ", "because ", "the problem is ", "# Plan: ", "from now on ", "stop adding "),
    *("A=b pytest ", "E   ", "I'd ", "Want me to ", "in this repo we ", ":-)", " :"),
    *("No, use ", "as a user i want ", "given a when ", "here is ", "we never use ", "wait, "),
    *("Bob: no ", "user: a\n", "git checkout a.py ", "git stash ", "I said: ", "use the a "),
    "## Decisions\n- a b c d e f\n",
)
# Those that took longest when the rules were written.
LONGEST_TAKING = SEEDS[:8]


def everything(text):
    """Turns that bring a text to each rule."""
    yield said(f"Want me to use {text[:500]}? A. one two three\nB. four\nWhich?", "assistant", "r1")
    yield said(text, "user", "r2")
    yield said(text, "assistant", "r3")
    yield said(text[:60], "user", "r4")
    yield said(f"Implement the following plan:\n# Plan: a b c d e f\n{text}", "user", "r5")
    for number, output in enumerate((f"Exit code 1\n{text}", text)):
        check, edit, ask = f"check{number}", f"edit{number}", f"ask{number}"
        command = json.dumps({"command": "pytest | tail"})
        yield Turn(Sort.CALL, f"Bash {command}", call=check)
        yield Turn(Sort.RESULT, output, call=check, failed=not number)
        yield Turn(Sort.CALL, "Bash " + json.dumps({"command": text}), call="any")
        yield Turn(Sort.RESULT, text, call="any", failed=True)
        yield Turn(Sort.CALL, f"apply_patch *** Update File: a.py\n{text}", call=edit)
        yield Turn(Sort.RESULT, text, call=edit)
        yield Turn(Sort.CALL, f"AskUserQuestion {text}", call=ask)
        yield Turn(Sort.RESULT, text, call=ask)
        yield Turn(Sort.CALL, "ExitPlanMode " + json.dumps({"plan": text}), call=ask)
        yield Turn(Sort.RESULT, "User has approved your plan", call=ask)


@given(st.text(), st.sampled_from(SEEDS))
def test_any_text_is_heard_without_an_error(text, seed):
    for one in concluded(*everything(f"{seed}{text}{seed}")):
        assert 0 < len(one.text) <= LONGEST
        assert all(turn.sort is Sort.SPEECH for turn in one.evidence)
        assert one.evidence


@given(st.text(alphabet="\ud800\udfff\x00a \n"))
def test_half_surrogates_are_heard_without_an_error(text):
    concluded(said(text), said(text, "assistant"), Turn(Sort.CALL, f"Bash {text}"))


def seconds(seed):
    text = (seed * (SIZE // len(seed) + 1))[:SIZE]
    began = time.process_time()
    concluded(*everything(text))
    return time.process_time() - began


@pytest.mark.parametrize("seed", LONGEST_TAKING)
def test_a_megabyte_takes_no_longer_than_its_length(seed):
    assert seconds(seed) < PATIENCE


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_megabyte_takes_longer_than_its_length(seed):
    assert seconds(seed) < PATIENCE

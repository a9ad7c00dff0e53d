"""What only sounds like a rule or a decision is none; what stands close to it still is one."""

import deceiving
import pytest
from deceiving_drawn import DRAWS
from talking import concluded, lines, said

from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.preferences import CORRECTION

NEITHER = (
    *("PASTED", "COMPLAINTS", "ASKED", "WITHDRAWN", "SPECIFIED", "IDLE", "ROLES", "POINTING"),
    *("REWORDED", "OPEN", "WE_WILL_FOR_ONCE"),
)
MEANT = (
    "OWN",
    "HABITS",
    "ANSWERED",
    "KEPT",
    "ORDERED",
    "SETTLED",
    "WORKERS",
    "NAMED",
    "EVERYWHERE",
)
MEANT += ("NOT_OPEN", "WE_WILL")


# What the rules do not tell apart, and is known.
STILL_TAKEN = {
    "we never push the metrics on shutdown and lose the last minute",
    "these are the rules of the game\nAlways roll twice.\nNever skip a turn.\nimplement them",
    "we agreed to split the bill",
    "we chose seats in the third row",
    "We went with the flow",
    "The old wiki had a line about this. Always use svn switch. Delete that page",
    "We never release the lock when the upload is cancelled",
    "We agreed that Tom writes to the landlord",
}
STILL_MISSED = {
    "use kotlinx.serialization instead of Gson",
    "wrong, write it with async functions, not callbacks",
    "no, use black",
}


def turns(texts):
    return [text.replace("// ", "\n").replace("//", "\n") for text in lines(texts)]


def of_class(name):
    return turns(getattr(deceiving, name))


def heard(text):
    """What is concluded from a turn of a user whom an agent has answered before."""
    return concluded(said("I looked at it.", "assistant", "r1"), said(text, "user", "r2"))


@pytest.mark.parametrize("name", NEITHER)
def test_what_only_sounds_like_it_is_none(name):
    assert {text: one.text for text in of_class(name) for one in heard(text)} == {}


@pytest.mark.parametrize("name", MEANT)
def test_what_stands_close_to_it_is_still_found(name):
    assert [text for text in of_class(name) if not heard(text)] == []


@pytest.mark.parametrize(("asked", "answered"), deceiving.NEXT)
def test_what_is_to_be_done_next_is_no_decision(asked, answered):
    assert concluded(said(asked, "assistant", "r1"), said(answered, "user", "r2")) == []


@pytest.mark.parametrize(("asked", "answered"), deceiving.HOW)
def test_how_it_is_to_be_done_is_one(asked, answered):
    (found,) = concluded(said(asked, "assistant", "r1"), said(answered, "user", "r2"))

    assert found.text.lower() == answered.lower()


@pytest.mark.parametrize(("deceiving_turns", "meant_turns"), DRAWS)
def test_of_drawn_turns_no_more_than_is_known_is_told_wrongly(deceiving_turns, meant_turns):
    taken = {text for text in turns(deceiving_turns) if heard(text)}
    missed = {text for text in turns(meant_turns) if not heard(text)}

    assert taken <= STILL_TAKEN
    assert missed <= STILL_MISSED


def test_a_rule_that_begins_with_no_takes_nothing_back():
    assert len(heard("Always write tests first. No emojis please.")) == 2


def test_a_tool_or_way_named_against_the_agent_is_a_correction():
    found = {text: [one.tags for one in heard(text)] for text in of_class("CORRECTED")}

    assert {text: tags for text, tags in found.items() if tags != [(CORRECTION,)]} == {}


def test_what_is_corrected_for_once_is_none():
    assert {text: one.text for text in of_class("CORRECTED_FOR_ONCE") for one in heard(text)} == {}


@pytest.mark.parametrize(
    "then",
    [
        "just kidding",
        "Sorry, wrong window, ignore that.",
        "oops, that was meant for someone else",
        "never mind",
        "Forget what I said.",
        "wait, scratch that",
        "Actually I take it back, leave it as it is",
        "On second thought, keep it as it was",
        "I changed my mind",
        "disregard my last message",
        "disregard",
        "Ignore, please.",
        "sorry, I was wrong, npm is fine",
        "I was mistaken.",
        "my mistake, the export is fine as it is",
        "actually no, keep using npm",
        "No wait, let's keep the export",
        "oh, I was wrong about that",
        "that was my mistake",
        "that rule was wrong",
        "take that back please",
        "I was wrong, npm works",
        "oh I made a mistake, npm is fine",
        "sorry I got that wrong",
    ],
)
@pytest.mark.parametrize("first", ["always use pnpm, never npm", "we decided to drop the export"])
def test_the_next_turn_may_take_it_back(first, then):
    answer = said("I will.", "assistant", "r2")

    assert len(concluded(said(first), answer)) == 1
    assert concluded(said(first), answer, said(then, "user", "r3")) == []


@pytest.mark.parametrize(
    "then",
    [
        "never mind the old tests",
        "ignore the warnings",
        "I disagree, the cache is not the cause",
        "wrong file",
        "forget the pagination for now",
        "no, use spaces",
        "ignore the case of file names",
        "I was wrong about the port, it is 8080",
        "no, keep the old tests",
        "my mistake was in the query, mend it",
        "undo the change in cart.ts",
        "don't do that in the cart",
        "revert that commit",
        "that was a mistake in the cart",
        "I was wrong to blame the cache",
        "I made a mistake in the query, mend it",
    ],
)
def test_the_next_turn_may_be_about_something_else(then):
    first = said("always use pnpm, never npm")

    assert concluded(first, said("I will.", "assistant", "r2"), said(then, "user", "r3"))


UNDONE = [
    "undo that please",
    "Undo.",
    "revert it",
    "wait, no, do not do that, revert it",
    "please don't do that",
    "no, don't do that; undo it please",
    "nope, undo that",
    "reverse that, please",
    "oh no, that was a mistake",
    "Sorry, drop it.",
]
AGREED = (
    said("Shall I store prices as integer cents?", "assistant", "r1"),
    said("yes please", "user", "r2"),
)


@pytest.mark.parametrize("then", UNDONE)
def test_what_was_agreed_to_may_be_undone(then):
    work = Turn(Sort.CALL, "Edit {}", session="s1", record="r3", author="assistant")

    assert len(concluded(*AGREED, work)) == 1
    assert concluded(*AGREED, work, said(then, "user", "r4")) == []


@pytest.mark.parametrize("then", UNDONE)
def test_a_rule_is_undone_unless_the_agent_did_what_may_be_meant(then):
    rule, answer = said("always use pnpm, never npm"), said("I will.", "assistant", "r2")
    work = Turn(Sort.CALL, "Bash {}", session="s1", record="r3", author="assistant")

    assert concluded(rule, answer, said(then, "user", "r4")) == []
    assert len(concluded(rule, answer, work, said(then, "user", "r4"))) == 1


@pytest.mark.parametrize("yes", ["yes", "Yes, please.", "ok", "do it", "yes do it", "agreed"])
def test_a_proposal_is_agreed_to_in_the_words_it_is_asked_in(yes):
    for proposal in of_class("PROPOSED"):
        found = concluded(said(proposal, "assistant", "r1"), said(yes, "user", "r2"))
        assert [one.rule for one in found] == ["agreed"], proposal


@pytest.mark.parametrize("name", ["PROPOSED", "PROPOSED_TASKS"])
def test_a_proposal_that_is_refused_settles_nothing(name):
    for proposal in of_class(name):
        assert not concluded(said(proposal, "assistant", "r1"), said("no", "user", "r2")), proposal


def test_a_task_that_is_agreed_to_settles_nothing():
    for task in of_class("PROPOSED_TASKS"):
        assert not concluded(said(task, "assistant", "r1"), said("yes", "user", "r2")), task


def test_only_what_was_said_last_is_taken_back():
    turns = ("always use pnpm, never npm", "now look at the cart", "never mind")

    assert len(concluded(*(said(text, "user", f"r{n}") for n, text in enumerate(turns)))) == 1


def test_the_parts_of_an_own_prompt_are_no_conversation():
    assert len(heard("Goal: a smaller cart\nContext: the shop\nAlways use pnpm, never npm.")) == 1

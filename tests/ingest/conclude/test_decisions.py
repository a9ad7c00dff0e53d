"""A decision is something settled: said, agreed to, chosen, answered or planned."""

import json

import pytest
from decision_sentences import (
    ANSWERS,
    BY_AN_AGENT,
    BY_THE_USER,
    NO_ANSWERS,
    NO_DECISION_OF_AN_AGENT,
    NO_DECISION_OF_THE_USER,
)
from talking import concluded, lines, said

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn

PLAN = """# Plan: Weigh the flour in grams

## Goal
Store every weight as an integer of grams. Ounces are shown only.

## Decisions
- Integers rather than floats, since sums must be exact
- The old column stays until May for the till
"""


def decisions(*turns):
    return concluded(*turns, kind=Kind.DECISION)


def test_there_are_enough_examples():
    assert len(lines(BY_THE_USER) + lines(BY_AN_AGENT)) + len(ANSWERS) >= 60
    none = lines(NO_DECISION_OF_THE_USER) + lines(NO_DECISION_OF_AN_AGENT)
    assert len(none) + len(NO_ANSWERS) >= 120


SETTLED = [(text, "user") for text in lines(BY_THE_USER)]
SETTLED += [(text, "assistant") for text in lines(BY_AN_AGENT)]
UNSETTLED = [(text, "user") for text in lines(NO_DECISION_OF_THE_USER)]
UNSETTLED += [(text, "assistant") for text in lines(NO_DECISION_OF_AN_AGENT)]


def test_what_is_said_to_be_settled_is_a_decision_in_its_own_words():
    missed = [text for text, author in SETTLED if not decisions(said(text, author))]
    assert missed == []
    for text, author in SETTLED:
        (found, *_) = decisions(said(text, author))
        assert found.text.lower() in text.lower()
        assert found.author == author


def test_what_is_asked_weighed_or_only_done_is_none():
    found = [one for text, author in UNSETTLED for one in decisions(said(text, author))]
    assert [one.text for one in found] == []


def test_an_answer_settles_what_was_asked():
    for asked, answer, settled in ANSWERS:
        asker, user = said(asked, "assistant", "r1"), said(answer, "user", "r2")
        found = decisions(asker, user)
        assert [settled in one.text for one in found] == [True], (asked, answer)
        assert found[0].evidence == (asker, user)


def test_an_answer_that_settles_nothing_that_can_be_told_is_none():
    for asked, answer in NO_ANSWERS:
        found = decisions(said(asked, "assistant", "r1"), said(answer, "user", "r2"))
        assert [one.text for one in found] == [], (asked, answer)


def test_an_answer_counts_only_while_the_agent_waits_for_it():
    offer = said("Want me to move the pagination query into the repository?", "assistant")
    call = Turn(Sort.CALL, 'Read {"file_path": "a.py"}', author="assistant")

    assert decisions(offer, said("yes", record="r2")) != []
    assert decisions(offer, call, said("yes", record="r2")) == []


def test_what_an_option_is_for_is_told_where_it_was_asked():
    found = decisions(
        said("How should the till round its prices?"),
        said("A) Round half up\nB) Round to even\n\nWhich do you prefer?", "assistant", "r2"),
        said("B", record="r3"),
    )

    assert [one.text for one in found] == [
        "How should the till round its prices? Chosen: Round to even"
    ]
    assert len(found[0].evidence) == 3


def test_a_plan_that_is_carried_on_in_another_session_was_accepted():
    found = decisions(said(f"Implement the following plan:\n\n{PLAN}"))

    assert [one.text for one in found] == [
        "Plan accepted: Weigh the flour in grams. Store every weight as an integer of grams.",
        "Weigh the flour in grams: Integers rather than floats, since sums must be exact",
        "Weigh the flour in grams: The old column stays until May for the till",
    ]


@pytest.mark.parametrize("heading", ["Context", "Background", "Problem"])
def test_how_things_are_is_no_part_of_what_a_plan_decides(heading):
    plan = f"# Put a cache before the shop\n\n## {heading}\nThe shop is slow at noon.\n"
    (found,) = decisions(said(f"Implement the following plan:\n\n{plan}"))

    expected = "Plan accepted: Put a cache before the shop. Context: The shop is slow at noon."
    assert found.text == expected


def test_a_plan_is_a_decision_only_once_the_user_approves_it():
    begun = said("Let me write the plan.", "assistant")
    call = Turn(Sort.CALL, "ExitPlanMode " + json.dumps({"plan": PLAN}), call="c1")
    approved = Turn(Sort.RESULT, "User has approved your plan.", call="c1")
    rejected = Turn(Sort.RESULT, "The user doesn't want to proceed.", call="c1", failed=True)

    assert decisions(begun, call) == []
    assert decisions(begun, call, rejected) == []
    (plan, *_) = decisions(begun, call, approved)
    assert plan.evidence == (begun,)


def test_an_offered_answer_is_a_decision_and_a_typed_one_is_left():
    question = "Should the labels be printed on paper or on film?"
    offered = [{"label": "Film (Recommended)", "description": "x"}, {"label": "Paper"}]
    asked = {"questions": [{"question": question, "options": offered}]}
    call = Turn(Sort.CALL, "AskUserQuestion " + json.dumps(asked), call="c1")

    def answer(text):
        told = f'User has answered your questions: "{question}"="{text}". Go on.'
        result = Turn(Sort.RESULT, told, call="c1")
        return [one.text for one in decisions(said("Print the labels"), call, result)]

    assert answer("Film (Recommended)") == [f"{question} Film"]
    assert answer("ask Ana, she ordered a printer") == []

"""A preference is a standing rule that a user sets; a task, a question or a fact is none."""

import pytest
from preference_sentences import NO_RULES, RULES
from talking import concluded, lines, said

from slm.domain.memory import Kind
from slm.ingest.conclude.preferences import CORRECTION


def preferences(*turns):
    return concluded(*turns, kind=Kind.PREFERENCE)


def test_there_are_enough_examples():
    assert len(lines(RULES)) >= 60
    assert len(lines(NO_RULES)) >= 120


def test_a_standing_rule_is_a_preference_in_its_own_words():
    missed = [text for text in lines(RULES) if not preferences(said(text))]
    assert missed == []
    for text in lines(RULES):
        (found, *_) = preferences(said(text))
        assert found.text.lower() in text.lower()
        assert (found.author, found.evidence) == ("user", (said(text),))


def test_what_holds_for_once_is_none():
    assert [one.text for text in lines(NO_RULES) for one in preferences(said(text))] == []


def test_an_agent_sets_no_rules():
    assert [one for text in lines(RULES) for one in preferences(said(text, "assistant"))] == []


def test_a_rule_stands_without_what_leads_up_to_it():
    (found,) = preferences(said("oh, and also: please always run the linter before committing :)"))

    assert found.text == "Always run the linter before committing"


@pytest.mark.parametrize("first", ["no", "No,", "wrong.", "that's wrong,", "I already told you:"])
@pytest.mark.parametrize("then", ["please", "just", "but", "and please, no:", "actually no,"])
def test_whatever_leads_up_to_it_is_heard(first, then):
    (found,) = preferences(said(f"{first} {then} always run the linter before committing."))

    assert found.text.endswith("lways run the linter before committing.")


def test_a_correction_is_tagged_and_rests_on_what_it_corrects():
    wrong = said("I added the tests with unittest.", "assistant", "r1")
    right = said("no, never use unittest in the shop", "user", "r2")

    (found,) = preferences(wrong, right)

    assert found.tags == (CORRECTION,)
    assert found.evidence == (right, wrong)


def test_a_rule_inside_a_pasted_document_is_the_documents():
    document = "# Guide\n\nAlways use tabs.\n\n" + "Lorem ipsum dolor sit amet. " * 60

    assert preferences(said(document)) == []
    assert preferences(said("Look at this:\n```\nnever call twice\n```\nwhat is wrong?")) == []
    assert preferences(said("> always use tabs\nwhat do you think of that?")) == []


def test_a_rule_said_twice_is_concluded_once():
    assert len(preferences(said("Always use tabs."), said("always use tabs.", record="r2"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "immer die Tests laufen lassen, niemals überspringen",
        "toujours utiliser des guillemets simples",
        "usa siempre comillas simples",
        "今後は常にテストを実行してください",
        "Всегда запускай тесты",
    ],
)
def test_other_languages_yield_nothing(text):
    assert concluded(said(text)) == []

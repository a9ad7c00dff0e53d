import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.ingest import wrapped
from slm.ingest.wrapped import Report

BEGIN = "This session is being continued from a previous conversation that ran out of context."
END = (
    "\n\nIf you need specific details from before compaction, read the full transcript at: /x.jsonl"
    "\nPlease continue the conversation from where we left it off without asking anything."
)
FINAL = "Message Type: FINAL_ANSWER\n"
REFUSED = "The user doesn't want to proceed with this tool use. The tool use was rejected"


SAID = "1. Bread: 40 loaves.\n2. Salt."


@pytest.mark.parametrize(
    "text",
    [
        f"{BEGIN} It follows.\n\nAnalysis:\n1. They asked.\n\nSummary:\n{SAID}{END}",
        f"{BEGIN}\n\nSummary:\n{SAID}{END}",
        f"{BEGIN}\n<analysis>\nThey asked.\n</analysis>\n\n<summary>\n{SAID}\n</summary>",
        f"Another language model started to solve this problem. Use its summary:\n{SAID}",
        SAID,
    ],
)
def test_a_summary_is_freed_of_what_the_model_is_told_beside_it(text):
    assert wrapped.summary_in(text) == SAID


def test_a_summary_that_speaks_of_a_summary_keeps_its_words():
    text = "The user wants this:\nSummary:\nshort"

    assert wrapped.summary_in(text) == text


def test_only_a_finished_subagent_reports():
    notice = "<task-notification>\n<task-id>a1</task-id>\n{}</task-notification>"

    assert wrapped.report_in(notice.format("<result>It <b>holds</b>.</result>")) == Report(
        "a1", "It <b>holds</b>."
    )
    assert wrapped.report_in(notice.format("<summary>Agent finished</summary>")) is None
    assert wrapped.report_in("he wrote <result>yes</result>") is None
    assert wrapped.report_of(["Async agent launched successfully.\nagentId: a1"]) is None
    assert wrapped.report_of(["It holds.", "agentId: a1 (for resuming)"]) == Report(
        "a1", "It holds."
    )
    assert wrapped.report_of([]) is None


def test_words_of_the_host_are_no_report():
    assert wrapped.report("a1", "API Error: 500") is None
    assert wrapped.report("a1", "[harness: matched]\nIt holds.") == Report("a1", "It holds.")
    assert wrapped.report("a1", " \n") is None


def test_what_was_typed_instead_of_letting_a_tool_run_is_found():
    typed = f"{REFUSED}. To tell you how to proceed, the user said:\nuse the left oven"

    assert wrapped.refusal_in(typed) == "use the left oven"
    assert wrapped.refusal_in(f"{REFUSED}. STOP what you are doing and wait.") == ""
    assert wrapped.refusal_in("grep: the user said:\nno such file") == ""


def test_only_the_last_answer_of_a_team_is_a_report():
    final = f"{FINAL}Task name: /root\nSender: /root/a\nPayload:\nIt holds."

    assert wrapped.final_answer_in(final) == "It holds."
    assert wrapped.final_answer_in(final.replace("FINAL_ANSWER", "MESSAGE")) == ""


@pytest.mark.parametrize("inner", ["", "{", "[]", '"x"', '{"status":"running"}', "[" * 100_000])
def test_a_notification_without_an_answer_is_none(inner):
    assert wrapped.notified_in(f"<subagent_notification>{inner}</subagent_notification>") == ""


def test_a_notification_gives_the_answer():
    notice = json.dumps({"agent_id": "a", "status": {"completed": "It holds.\n"}})

    assert (
        wrapped.notified_in(f"<subagent_notification>\n{notice}\n</subagent_notification>")
        == "It holds."
    )


@pytest.mark.parametrize(
    "piece",
    [
        "<task-id>a</task-id>",
        "<task-notification><result>",
        "<subagent_notification>",
        "\nSummary: ",
        "<summary>  ",
        "agentId: ",
        "\n</summary>",
        "the user said:\n",
        "x\n",
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(piece):
    text = piece * (1_000_000 // len(piece))
    openings = (
        "",
        "<task-notification>",
        f"{BEGIN}\nAnalysis:",
        f"{REFUSED}",
        "Message Type: FINAL_ANSWER\n",
    )
    begin = time.process_time()
    for opening in openings:
        everything(opening + text)

    assert time.process_time() - begin < 10  # a quadratic way would take hours


@given(st.text())
def test_any_text_is_unwrapped_to_a_part_of_it(text):
    for told in everything(text):
        assert len(told) <= len(text)


def everything(text):
    of, within = wrapped.report_of([text]), wrapped.report_in(text)
    return [
        wrapped.summary_in(text),
        wrapped.recap_in(text),
        wrapped.refusal_in(text),
        wrapped.final_answer_in(text),
        wrapped.notified_in(text),
        of.text if of else "",
        within.text if within else "",
    ]

"""Take out of a host's wrapping what a summary, a subagent or a refusing user said."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

# Around the summary that a session goes on with. Some begin with an analysis in the order of
# events, of which the summary is made.
_SUMMARY_BEGINS = re.compile(
    r"\AThis session is being continued from a previous conversation[^\n]*\n+"
    r"|\AAnother language model started to solve this problem[^\n]*\n+"
)
_ANALYSIS = re.compile(
    r"\A\s*(?:Analysis:|<analysis>).*?(?:\nSummary:|<summary>)[ \t]*\n", re.DOTALL
)
_SUMMARY_LABEL = re.compile(r"\A\s*(?:Summary:|<summary>)[ \t]*\n")
_SUMMARY_ENDS = re.compile(
    r"\n(?:</summary>"
    r"|If you need specific details from before compaction"
    r"|Please continue the conversation from where we left"
    r"|Continue the conversation from where it left off"
    r"|Recent messages are preserved verbatim)[^\n]*"
)
_RECAP_ENDING = "(disable recaps in /config)"

_NOTICE = "<task-notification>"
# Before a report that looks as if it gave orders; and in the place of one.
_WARNING = "[harness: "
_FAILURE = "API Error: "
_AGENT_ID = re.compile(r"\bagentId: (\w+)")
_LAUNCHED = "Async agent launched successfully"

_REFUSED = re.compile(
    r"\A(?:The user doesn't want to|Permission for this tool use was denied)"
    r".{0,300}?the user said:\n",
    re.DOTALL | re.IGNORECASE,
)
_REFUSED_ENDING = "\n\nNote: The user's next message may contain a correction or preference."
# The host's own words in the place of the user's, with the questions that were asked.
_MADE_UP_REFUSAL = "The user wants to clarify these questions."

_NOTIFICATION = "<subagent_notification>"
_AGENTS_ANSWER = re.compile(r"\AMessage Type: FINAL_ANSWER\n(?:[^\n]*\n)*?Payload:\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Report:
    """What a subagent came back with."""

    agent: str  # its id, the same in every record that tells of it; "" where none is told
    text: str


def summary_in(text: str) -> str:
    """A compaction's summary, without what the host tells the model beside it."""
    body = _SUMMARY_BEGINS.sub("", text.strip(), count=1)
    body = _ANALYSIS.sub("", body, count=1)
    body = _SUMMARY_LABEL.sub("", body, count=1)
    return _SUMMARY_ENDS.sub("", body).strip()


def recap_in(text: str) -> str:
    """What the host told a user who had been away."""
    return text.replace(_RECAP_ENDING, "").strip()


def report(agent: str, text: str) -> Report | None:
    """A subagent's last words as its report, unless they are the host's."""
    said = text.strip()
    if said.startswith(_WARNING):
        _, _, said = said.partition("\n")
    said = said.strip()
    return Report(agent, said) if said and not said.startswith(_FAILURE) else None


def report_in(notification: str) -> Report | None:
    """The report that a notice of a finished subagent holds; other tasks have none."""
    text = notification.strip()
    said = _between(text, "<result>", "</result>")
    if not text.startswith(_NOTICE) or not said:
        return None
    return report(_between(text, "<task-id>", "</task-id>"), said)


def report_of(texts: list[str]) -> Report | None:
    """The report that a call of a subagent returned; None if it only began."""
    agents = [found[1] for text in texts if (found := _AGENT_ID.search(text))]
    said = [text for text in texts if not text.startswith(("agentId: ", "<usage>"))]
    if not said or said[0].startswith(_LAUNCHED):
        return None
    return report(agents[-1] if agents else "", "\n\n".join(said))


def refusal_in(result: str) -> str:
    """What the user typed instead of letting a tool run; "" where nothing was typed."""
    found = _REFUSED.match(result)
    if not found:
        return ""
    said = result[found.end() :].split(_REFUSED_ENDING, maxsplit=1)[0].strip()
    return "" if said.startswith(_MADE_UP_REFUSAL) else said


def notified_in(message: str) -> str:
    """What an agent of a Codex team had come to, as its parent was notified; "" if not yet."""
    text = message.strip()
    if not text.startswith(_NOTIFICATION):
        return ""
    try:
        notice = json.loads(_between(text, _NOTIFICATION, "</subagent_notification>"))
    except (ValueError, RecursionError):
        return ""
    status = notice.get("status") if isinstance(notice, dict) else None
    said = status.get("completed") if isinstance(status, dict) else None
    return said.strip() if isinstance(said, str) else ""


def final_answer_in(message: str) -> str:
    """What an agent of a Codex team answered at its end; "" for its other messages."""
    found = _AGENTS_ANSWER.match(message)
    return message[found.end() :].strip() if found else ""


def _between(text: str, opening: str, closing: str) -> str:
    """What stands between the first opening and the last closing."""
    _, _, rest = text.partition(opening)
    said, _, _ = rest.rpartition(closing)
    return said.strip()

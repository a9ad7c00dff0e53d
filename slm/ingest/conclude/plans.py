"""Hear plans that the user accepted, and answers to questions that the agent's host put."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude import calls, listed
from slm.ingest.conclude.conclusion import Conclusion, conclude, cut
from slm.ingest.conclude.prose import plain, sentences
from slm.ingest.conclude.talk import Talk

# Claude Code puts this before a plan that was accepted in another context.
_IMPLEMENT = re.compile(
    r"\s*(?:please )?implement (?:the following|this) plan:?\s*\n", re.IGNORECASE
)
_TITLE = re.compile(
    r"^#{1,3} +(?:(?:implementation |detailed |the )*(?:plan|proposal"
    r"|design)\b[^:\n]{0,20}: *)?(.{6,160})$",
    re.IGNORECASE | re.MULTILINE,
)
# What is to be found out or tested decides nothing about how things shall be.
_NO_PLAN = re.compile(
    r"review|evaluation|analysis|investigat|research|audit|findings|feedback"
    r"|\btest (?:issues|coverage)|^add .{0,20}\btests?\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^#{1,4} +(?:\d+\. *)?(?:goal|summary|overview|approach|solution|objective|fix|design"
    r"|proposed|context|problem|background|tl;?dr)s?\b.*$",
    re.IGNORECASE | re.MULTILINE,
)
_GOAL = re.compile(
    r"^#{1,4} +(?:\d+\. *)?(?:goal|summary|overview|approach|solution|objective|fix|tl;?dr)s?\b.*$",
    re.IGNORECASE | re.MULTILINE,
)
_APPROVED = re.compile(r"\s*user has approved your plan", re.IGNORECASE)
_ANSWERED = re.compile(r'"(?P<question>[^"\n]{8,400})"="(?P<answer>[^"\n]{1,300})"')
_ASKED_WHAT_NEXT = re.compile(
    r"\b(?:what (?:would you like|do you want|should (?:i|we) do|next|else)|next\b"
    r"|when should|how would you like to proceed|how should (?:i|we) proceed|proceed"
    r"|ready to|start (?:implement|work|with)|continue|commit|push|pr\b|pull request|execut"
    r"|first\b|how do you want to (?:handle|proceed)|look (?:right|good)|correct\?"
    r"|is (?:this|that)|does (?:this|that))",
    re.IGNORECASE,
)
_LABEL = re.compile(r'"label":\s?"([^"\\]{1,200})"')
# What is meant stands in what was said before.
_POINTING = re.compile(r"\b(?:this|these|those|they|them|it|the plan|i write)\b", re.IGNORECASE)
_UNDECIDED = re.compile(
    r"\b(?:other|not sure|don'?t know|you decide|up to you|no preference|both|\d,|all of"
    r"|later|explain|clarify|neither|none|what|why|how|discuss|skip)\b|\?",
    re.IGNORECASE,
)
_LONGEST_GOAL = 240
_FEWEST_WORDS = 6  # that a title or a question must have to be read alone


class _Plan(msgspec.Struct, frozen=True):
    plan: str = ""


_decoder = msgspec.json.Decoder(_Plan)


class Plans:
    """One log's plans and questions, with what became of them."""

    def __init__(self) -> None:
        self._plans: dict[str, Turn] = {}

    def hear(self, turn: Turn, talk: Talk) -> Iterator[Conclusion]:
        """Give the plan that was accepted, and the answers that were given."""
        if turn.sort is Sort.SPEECH and turn.author != "assistant" and _IMPLEMENT.match(turn.text):
            what = _gist(turn.text)
            if what:
                yield conclude(Kind.DECISION, f"Plan accepted: {what}", (turn,), "plan")
            yield from listed.decisions(turn.text, (turn,))
        elif turn.sort is Sort.CALL and calls.tool(turn.text) in (
            "ExitPlanMode",
            "AskUserQuestion",
        ):
            self._plans[turn.call] = turn
        elif turn.sort is Sort.RESULT and turn.call in self._plans:
            yield from _answered(self._plans.pop(turn.call), turn, talk)


def _answered(call: Turn, result: Turn, talk: Talk) -> Iterator[Conclusion]:
    evidence = talk.nearest()
    if result.failed or not evidence:
        return
    if calls.tool(call.text) == "AskUserQuestion":
        labels = set(_LABEL.findall(call.text))
        for found in _ANSWERED.finditer(result.text):
            if _is_choice(found["question"], found["answer"], labels):
                text = f"{found['question']} {found['answer'].removesuffix(' (Recommended)')}"
                yield conclude(Kind.DECISION, text, evidence, "answered")
    elif _APPROVED.match(result.text):
        plan = _read(calls.arguments(call.text))
        what = _gist(plan)
        if what:
            yield conclude(Kind.DECISION, f"Plan accepted: {what}", evidence, "plan")
        yield from listed.decisions(plan, evidence)


def _is_choice(question: str, answer: str, labels: set[str]) -> bool:
    """Whether one of the offered answers was taken, to a question that can be read alone."""
    is_offered = answer in labels or set(answer.split(", ")) <= labels
    is_passing = _ASKED_WHAT_NEXT.search(question) or _POINTING.search(question)
    is_whole = len(question.split()) >= _FEWEST_WORDS
    return is_offered and is_whole and not is_passing and not _UNDECIDED.search(answer)


def _read(text: str) -> str:
    try:
        return _decoder.decode(text).plan
    except (msgspec.DecodeError, UnicodeEncodeError):
        return ""


def _gist(plan: str) -> str:
    """A plan's title, and the first sentence that says what it is for."""
    title = _TITLE.search(plan)
    if title is None or _NO_PLAN.search(title[1]):
        return ""
    goal = _GOAL.search(plan)
    section = goal or _SECTION.search(plan, title.end())
    about = (
        next(iter(sentences(plan[section.end() : section.end() + 2_000])), "") if section else ""
    )
    name = plain(title[1]).rstrip(".:")
    is_whole = len(about.split()) > 3 and not about.endswith(":")
    if is_whole:
        # How things are is why the plan was made, and is no part of what was decided.
        return f"{name}. {'' if goal else 'Context: '}{cut(about, _LONGEST_GOAL)}"
    return name if len(name.split()) >= _FEWEST_WORDS else ""

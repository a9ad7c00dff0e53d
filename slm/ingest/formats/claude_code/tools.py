"""Hear what people, planners and subagents say by way of Claude Code's tools."""

from __future__ import annotations

from dataclasses import dataclass, replace

from slm.domain import private
from slm.domain.turn import Sort
from slm.ingest import wrapped
from slm.ingest.formats.claude_code.records import (
    Answers,
    Block,
    Note,
    Plan,
    Record,
    TaskOutput,
    held,
    texts,
)

_SUBAGENTS = frozenset({"Task", "Agent"})
# Their results hold somebody's words; of the others, only a refusal does.
_TELLING = _SUBAGENTS | {"ExitPlanMode", "AskUserQuestion", "TaskOutput", "AgentOutputTool"}


@dataclass(frozen=True, slots=True)
class Told:
    """Words that a call or its result holds."""

    sort: Sort
    text: str
    author: str
    record: str  # by which the words are known
    part: int


@dataclass(frozen=True, slots=True)
class _Call:
    tool: str
    plan: str
    record: str
    part: int


class Tools:
    """The calls of a log whose results are still to come."""

    def __init__(self) -> None:
        self._calls: dict[str, _Call] = {}

    def tell(self, block: Block) -> bool:
        """Whether a call may tell something by its result, or a result by itself or its call."""
        is_result = block.is_error or block.tool_use_id in self._calls
        return is_result or block.name in _TELLING

    def call(self, block: Block, record: str, part: int) -> None:
        """Keep in mind a call whose result may tell something."""
        tool = block.name or ""
        if block.id:
            plan = held(block.input, Plan) if tool == "ExitPlanMode" else None
            self._calls[block.id] = _Call(tool, (plan and plan.plan) or "", record, part)

    def result(self, block: Block, record: Record, name: str, part: int) -> Told | None:
        """What a result tells; `name` is its record's."""
        call = self._calls.pop(block.tool_use_id or "", None)
        told = None
        if block.is_error:
            said = wrapped.refusal_in("\n".join(texts(block.content)))
            told = Told(Sort.SPEECH, said, "user", name, part)
        elif call and call.tool == "ExitPlanMode":
            told = _accepted(call, record)
        elif call and call.tool == "AskUserQuestion":
            told = Told(Sort.SPEECH, _answered(record), "user", name, part)
        elif call:
            told = _reported(call, block, record)
        if told is None or not told.text:
            return None
        # The host's tags would be taken out of what is typed; here the words stand alone.
        return replace(told, text=private.without(told.text).strip())


def _accepted(call: _Call, record: Record) -> Told:
    # The user may have edited it; what was called for is known by the call.
    plan = held(record.tool_use_result, Plan)
    text = (plan and plan.plan) or call.plan
    return Told(Sort.SPEECH, text.strip(), "assistant", call.record, call.part)


def _answered(record: Record) -> str:
    """Each question with the user's answer below it: neither says much alone."""
    found = held(record.tool_use_result, Answers)
    if found is None:
        return ""
    said = []
    for question, answer in found.answers.items():
        note = found.annotations.get(question, Note()).notes
        said.append("\n".join(filter(None, (question, answer, note))))
    return "\n\n".join(said)


def _reported(call: _Call, block: Block, record: Record) -> Told | None:
    if call.tool in _SUBAGENTS:
        report = wrapped.report_of(texts(block.content))
    else:
        report = _fetched(record)
    if report is None:
        return None
    agent = report.agent or block.tool_use_id or ""
    return Told(Sort.REPORT, report.text, "subagent", agent, 0)


def _fetched(record: Record) -> wrapped.Report | None:
    """What an agent in the background had come to when it was asked."""
    found = held(record.tool_use_result, TaskOutput)
    task = found and found.task
    if not task or task.task_type != "local_agent" or task.status != "completed":
        return None
    return wrapped.report(task.task_id, task.result or "")

"""Describe the records of a Claude Code log, as far as anything in them is read."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from slm.ingest.moments import Written

# Known, and without anything that was said: states, progress bars, file backups, links, and
# titles of agents. `progress` also repeats what subagents say, `last-prompt` what the user typed.
# Besides those in real logs, those that public readers of later logs name.
SILENT = frozenset(
    {
        "progress", "file-history-snapshot", "file-history-delta", "agent-name", "agent-color",
        "agent-setting", "tag", "last-prompt", "mode", "permission-mode", "bridge-session",
        "pr-link", "frame-link", "started", "result", "task-summary", "worktree-state", "relocated",
        "cost-state", "atis-latch", "isolation-latch", "content-replacement", "ended-by-model",
        "history-suppression", "attribution-snapshot", "artifact-comment-monitor",
        "artifact-autoreact-ledger", "observer-ref", "fork-context-ref", "continued-in",
        "saved_hook_context", "speculation-accept", "marble-origami-commit",
        "marble-origami-snapshot", "marble-origami-reset", "x-anthropic-internal",
    }
)  # fmt: skip
SILENT_BLOCKS = frozenset(
    {"image", "document", "redacted_thinking", "tool_reference", "fallback", "container_upload"}
)


# No collector need look at records (`gc=False`): what JSON holds has no cycles.
class Block(msgspec.Struct, frozen=True, gc=False):
    """A piece of a message."""

    type: str = ""
    text: str | None = None
    thinking: str | None = None
    name: str | None = None
    id: str | None = None
    tool_use_id: str | None = None
    is_error: bool | None = None
    input: msgspec.Raw = msgspec.Raw(b"")
    content: msgspec.Raw = msgspec.Raw(b"")


class Message(msgspec.Struct, frozen=True, gc=False):
    """What went to the model, or came from it."""

    content: str | list[Block] | None = None
    model: str | None = None
    stop_reason: str | None = None


class Attachment(msgspec.Struct, frozen=True, gc=False):
    """What the host put beside the conversation."""

    type: str = ""
    prompt: str | list[Block] | None = None


class Record(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One line."""

    type: str = ""
    subtype: str | None = None
    uuid: str | None = None
    forked_from: msgspec.Raw = msgspec.Raw(b"")  # in a fork: which record this one is a copy of
    session_id: str | None = None
    agent_id: str | None = None
    timestamp: Written | None = None
    cwd: str | None = None
    git_branch: str | None = None
    entrypoint: str | None = None
    is_meta: bool | None = None
    is_sidechain: bool | None = None
    is_compact_summary: bool | None = None
    is_api_error_message: bool | None = None
    message: Message | None = None
    attachment: Attachment | None = None
    operation: str | None = None
    content: msgspec.Raw = msgspec.Raw(b"")
    tool_use_result: msgspec.Raw = msgspec.Raw(b"")
    leaf_uuid: str | None = None  # of the last turn of what a summary sums up
    summary: str | None = None
    ai_title: str | None = None
    custom_title: str | None = None


class Copied(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """The record of another session that a fork's record is a copy of."""

    session_id: str = ""
    message_uuid: str = ""


class Plan(msgspec.Struct, frozen=True, gc=False):
    """What ExitPlanMode asks the user to accept, or says was accepted."""

    plan: str | None = None


class Note(msgspec.Struct, frozen=True, gc=False):
    """What a user typed beside an answer that was chosen."""

    notes: str | None = None


class Answers(msgspec.Struct, frozen=True, gc=False):
    """What AskUserQuestion came back with."""

    answers: dict[str, str] = {}
    annotations: dict[str, Note] = {}


class Task(msgspec.Struct, frozen=True, gc=False):
    """A subagent that was asked for what it has."""

    task_id: str = ""
    task_type: str = ""
    status: str = ""
    result: str | None = None


class TaskOutput(msgspec.Struct, frozen=True, gc=False):
    """What TaskOutput came back with."""

    task: Task = Task()


record = msgspec.json.Decoder(Record)
_text: msgspec.json.Decoder[str | list[Block]] = msgspec.json.Decoder(str | list[Block])
T = TypeVar("T")


def held(raw: msgspec.Raw, shape: type[T]) -> T | None:
    """What a tool was given or gave back, if it has this shape."""
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.MsgspecError:
        return None


def blocks(content: str | list[Block] | None) -> list[Block]:
    """A message's pieces; a mere string is one."""
    if isinstance(content, str):
        return [Block(type="text", text=content)]
    return content or []


def texts(raw: msgspec.Raw) -> list[str]:
    """The texts in what is a string, or pieces; none where it is neither."""
    try:
        content = _text.decode(raw)
    except msgspec.DecodeError:
        return []
    return [block.text or "" for block in blocks(content)]

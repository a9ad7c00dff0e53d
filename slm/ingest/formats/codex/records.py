"""Describe the records of a Codex log, as far as anything in them is read."""

from __future__ import annotations

import msgspec

from slm.domain.turn import Sort
from slm.ingest.moments import Written

# The states of the host. Besides those in real logs, those that the published code of later
# releases writes.
SILENT = frozenset(
    {"world_state", "inter_agent_communication", "inter_agent_communication_metadata",
     "ghost_snapshot", "token_usage_record"}
)  # fmt: skip
SILENT_ITEMS = frozenset(
    {"compaction", "compaction_summary", "compaction_trigger", "context_compaction",
     "ghost_snapshot", "additional_tools", "other"}
)  # fmt: skip
SORTS = {
    "function_call": Sort.CALL,
    "custom_tool_call": Sort.CALL,
    "local_shell_call": Sort.CALL,
    "web_search_call": Sort.CALL,
    "tool_search_call": Sort.CALL,
    "image_generation_call": Sort.CALL,
    "mcp_tool_call": Sort.CALL,
    "function_call_output": Sort.RESULT,
    "custom_tool_call_output": Sort.RESULT,
    "mcp_tool_call_output": Sort.RESULT,
    "tool_search_output": Sort.RESULT,
    "reasoning": Sort.THOUGHT,
    "agent_message": Sort.ASIDE,  # between agents of one team
}


# No collector need look at records (`gc=False`): what JSON holds has no cycles.
class Block(msgspec.Struct, frozen=True, gc=False):
    """A piece of a message."""

    type: str = ""
    text: str | None = None


class Git(msgspec.Struct, frozen=True, gc=False):
    """Where in the history a session was begun."""

    branch: str | None = None


class Payload(msgspec.Struct, frozen=True, gc=False):
    """A record's substance, of whatever type."""

    type: str | None = None
    role: str | None = None
    id: str | None = None
    session_id: str | None = None
    cwd: str | None = None
    git: Git | None = None
    source: msgspec.Raw = msgspec.Raw(b"")  # how it was begun: a word, or what begot it
    thread_source: msgspec.Raw = msgspec.Raw(b"")
    thread_id: msgspec.Raw = msgspec.Raw(b"")
    thread_name: msgspec.Raw = msgspec.Raw(b"")
    last_agent_message: msgspec.Raw = msgspec.Raw(b"")
    content: str | list[Block] | None = None
    summary: msgspec.Raw = msgspec.Raw(b"")  # of a reasoning; in a turn_context it is a word
    name: str | None = None
    call_id: msgspec.Raw = msgspec.Raw(b"")
    arguments: msgspec.Raw = msgspec.Raw(b"")
    input: msgspec.Raw = msgspec.Raw(b"")
    action: msgspec.Raw = msgspec.Raw(b"")
    output: msgspec.Raw = msgspec.Raw(b"")
    message: msgspec.Raw = msgspec.Raw(b"")  # of a compacted; in some events an object


class Spawn(msgspec.Struct, frozen=True, gc=False):
    """What begot a subagent."""

    parent_thread_id: str = ""


class Subagent(msgspec.Struct, frozen=True, gc=False):
    """A session begun by another."""

    thread_spawn: Spawn = Spawn()


class Source(msgspec.Struct, frozen=True, gc=False):
    """How a session was begun, where it is no mere word."""

    subagent: Subagent = Subagent()


class Record(msgspec.Struct, frozen=True, gc=False):
    """One line."""

    type: str = ""
    timestamp: Written | None = None
    payload: Payload | None = None


class _Ending(msgspec.Struct, frozen=True):
    exit_code: int | None = None


class _Ran(msgspec.Struct, frozen=True):
    output: str
    metadata: _Ending


record = msgspec.json.Decoder(Record)
_ran = msgspec.json.Decoder(_Ran)
_source = msgspec.json.Decoder(Source)
_text: msgspec.json.Decoder[str | list[Block]] = msgspec.json.Decoder(str | list[Block])


def parent(source: msgspec.Raw) -> str:
    """The session that a subagent works for; "" for one that people hold."""
    try:
        return _source.decode(source).subagent.thread_spawn.parent_thread_id
    except msgspec.MsgspecError:
        return ""


def texts(content: str | list[Block] | None) -> list[str]:
    """The texts of a message's pieces; a mere string is one."""
    if isinstance(content, str):
        return [content]
    return [block.text or "" for block in content or ()]


def substance(payload: Payload) -> str:
    """What an item that is no message says."""
    if payload.type == "reasoning":
        return written(payload.summary)
    if payload.type == "agent_message":
        return "\n".join(texts(payload.content))
    called = (payload.arguments, payload.input, payload.action, payload.output)
    return "\n".join(filter(None, (payload.name, *map(written, called))))


def ran(result: str) -> tuple[str, bool | None]:
    """What a call printed and whether it failed, where early releases wrote both as JSON."""
    if not result.startswith("{") or '"exit_code"' not in result:
        return result, None
    try:
        told = _ran.decode(result)
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return result, None
    code = told.metadata.exit_code
    return told.output, None if code is None else code != 0


def written(raw: msgspec.Raw) -> str:
    """A string, the texts of blocks, or any other JSON as it stands."""
    try:
        return "\n".join(texts(_text.decode(raw)))
    except msgspec.DecodeError:
        return bytes(raw).decode("utf-8", "replace")


def word(raw: msgspec.Raw) -> str:
    """A string; "" for anything else."""
    try:
        return msgspec.json.decode(raw, type=str)
    except msgspec.MsgspecError:
        return ""

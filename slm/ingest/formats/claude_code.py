"""Read the session logs of Claude Code."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from slm.domain.turn import Sort, Turn, Unread
from slm.ingest.boilerplate import tell
from slm.ingest.lines import Line, LogReader
from slm.ingest.moments import moment
from slm.ingest.portion import Reader

_OPENING = re.compile(
    rb'"type"\s*:\s*"(?:user|assistant|system|summary|progress|attachment|queue-operation|'
    rb'file-history-snapshot|last-prompt|mode|permission-mode|ai-title|custom-title)"'
)
_OWN_KEY = re.compile(rb'"(?:sessionId|leafUuid|messageId)"\s*:')
_OTHERS_KEY = re.compile(rb'"(?:projectHash|payload)"\s*:')  # Gemini CLI, Codex

# Known, and without anything that was said: states, titles, progress bars, file backups.
# `progress` also repeats what subagents say; `summary` and `ai-title` are titles for a menu.
_SILENT = frozenset(
    {
        "progress", "file-history-snapshot", "file-history-delta", "system", "summary", "ai-title",
        "custom-title", "agent-name", "agent-color", "tag", "last-prompt", "mode",
        "permission-mode", "bridge-session", "pr-link", "started", "result",
    }
)  # fmt: skip


class _Block(msgspec.Struct, frozen=True):
    type: str = ""
    text: str | None = None
    thinking: str | None = None
    name: str | None = None
    input: msgspec.Raw = msgspec.Raw(b"")
    content: msgspec.Raw = msgspec.Raw(b"")


class _Message(msgspec.Struct, frozen=True):
    content: str | list[_Block] | None = None
    model: str | None = None


class _Attachment(msgspec.Struct, frozen=True):
    type: str = ""
    prompt: str | list[_Block] | None = None


class _Record(msgspec.Struct, frozen=True, rename="camel"):
    type: str = ""
    uuid: str | None = None
    session_id: str | None = None
    timestamp: str | None = None
    cwd: str | None = None
    git_branch: str | None = None
    is_meta: bool | None = None
    is_sidechain: bool | None = None
    is_compact_summary: bool | None = None
    is_api_error_message: bool | None = None
    message: _Message | None = None
    attachment: _Attachment | None = None
    operation: str | None = None
    content: msgspec.Raw = msgspec.Raw(b"")


_decoder = msgspec.json.Decoder(_Record)
_text: msgspec.json.Decoder[str | list[_Block]] = msgspec.json.Decoder(str | list[_Block])


_SORTS = {
    "thinking": Sort.THOUGHT,
    "tool_use": Sort.CALL,
    "server_tool_use": Sort.CALL,
    "mcp_tool_use": Sort.CALL,
    "tool_result": Sort.RESULT,
    "web_search_tool_result": Sort.RESULT,
    "web_fetch_tool_result": Sort.RESULT,
    "mcp_tool_result": Sort.RESULT,
}
_SILENT_BLOCKS = frozenset({"image", "document", "redacted_thinking", "tool_reference", "fallback"})


class ClaudeCode:
    """Session logs of Claude Code: one JSON record a line."""

    name = "claude-code"
    is_log = True

    def claims(self, _path: Path, head: bytes, /) -> bool:
        """Whether the file begins with records of this agent."""
        is_ours = _OPENING.search(head) and _OWN_KEY.search(head)
        return bool(is_ours) and not _OTHERS_KEY.search(head)

    def open(self, path: Path, /) -> Reader:
        """Give the turns of each record."""
        return LogReader(path, _decoder, _Log(path.stem).turns)


class _Log:
    """One log, with what its earlier records say about later ones."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._folder = ""
        self._branch = ""
        self._queue: deque[_Record] = deque()
        self._attaches = False

    def turns(self, record: _Record, line: Line) -> Iterable[Turn | Unread]:
        self._folder = record.cwd or self._folder
        self._branch = record.git_branch or self._branch
        match record.type:
            case "user" | "assistant":
                return self._spoken(record, line)
            case "queue-operation":
                return self._queued(record)
            case "attachment":
                return self._attached(record, line)
            case kind if kind in _SILENT:
                return ()
            case kind:
                return (Unread(f"unknown record {kind[:40]!r}", line.number),)

    def _spoken(self, record: _Record, line: Line) -> Iterator[Turn | Unread]:
        message = record.message or _Message()
        for part, block in enumerate(_blocks(message.content)):
            if block.type == "text":
                sort, text = _tell(record, block.text or "")
            elif block.type in _SORTS:
                sort = Sort.ASIDE if record.is_sidechain else _SORTS[block.type]
                text = _written(block)
            elif block.type in _SILENT_BLOCKS:
                continue
            else:
                yield Unread(f"unknown block {block.type[:40]!r}", line.number)
                continue
            if text.strip():
                yield self._turn(record, record.uuid or str(line.number), sort, text, part)

    def _attached(self, record: _Record, line: Line) -> Iterator[Turn]:
        # What was typed while the agent worked reaches it as an attachment, and is nowhere else.
        self._attaches = True
        attachment = record.attachment or _Attachment()
        if attachment.type == "queued_command":
            for part, block in enumerate(_blocks(attachment.prompt)):
                sort, text = _tell(record, block.text or "")
                yield self._turn(record, record.uuid or str(line.number), sort, text, part)

    def _queued(self, record: _Record) -> Iterator[Turn]:
        # Logs without attachments keep such words only in the queue. What is dequeued follows as
        # a prompt of its own, what is popped went back to the user's editor; what is removed went
        # to the agent at work.
        match record.operation:
            case "enqueue":
                self._queue.append(record)
            case "dequeue" if self._queue:
                self._queue.popleft()
            case "remove" if self._queue:
                queued = self._queue.popleft()
                text = _raw_text(queued.content)
                if not self._attaches and not text.startswith("/"):
                    yield self._turn(queued, f"queued {queued.timestamp}", *tell(text))
            case "popAll":
                self._queue.clear()

    def _turn(self, record: _Record, name: str, sort: Sort, text: str, part: int = 0) -> Turn:
        return Turn(
            sort=sort,
            text=text,
            session=record.session_id or self._name,
            record=name,
            part=part,
            author="assistant" if record.type == "assistant" else "user",
            said_at=moment(record.timestamp),
            folder=record.cwd or self._folder,
            branch=_branch(record.git_branch or self._branch),
        )


def _tell(record: _Record, text: str) -> tuple[Sort, str]:
    is_made_up = record.message is not None and record.message.model == "<synthetic>"
    if record.is_sidechain:
        return Sort.ASIDE, text
    if record.is_compact_summary:
        return Sort.SUMMARY, text
    if record.is_meta or record.is_api_error_message or is_made_up:
        return Sort.INJECTED, text
    return tell(text)


def _branch(name: str) -> str:
    return "" if name == "HEAD" else name  # a detached head is on no branch


def _blocks(content: str | list[_Block] | None) -> list[_Block]:
    if isinstance(content, str):
        return [_Block(type="text", text=content)]
    return content or []


def _written(block: _Block) -> str:
    if block.type == "thinking":
        return block.thinking or ""
    if block.name is not None:
        return f"{block.name} {bytes(block.input).decode('utf-8', 'replace')}".strip()
    return _raw_text(block.content)


def _raw_text(raw: msgspec.Raw) -> str:
    try:
        content = _text.decode(raw)
    except msgspec.DecodeError:
        return ""  # nothing there, or neither text nor blocks
    return "\n".join(block.text or "" for block in _blocks(content))

"""Read the session logs of Claude Code."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from slm.domain.memory import TITLE
from slm.domain.turn import Sort, Turn, Unread
from slm.ingest import machines, wrapped
from slm.ingest.boilerplate import tell, without_blocks
from slm.ingest.formats.claude_code import records
from slm.ingest.formats.claude_code.records import Attachment, Block, Message, Record
from slm.ingest.formats.claude_code.tools import Told, Tools
from slm.ingest.lines import Line, LogReader
from slm.ingest.moments import moment
from slm.ingest.portion import Reader

_OPENING = re.compile(
    rb'"type"\s*:\s*"(?:user|assistant|system|summary|progress|attachment|queue-operation|'
    rb'file-history-snapshot|last-prompt|mode|permission-mode|ai-title|custom-title)"'
)
_OWN_KEY = re.compile(rb'"(?:sessionId|leafUuid|messageId)"\s*:')
_OTHERS_KEY = re.compile(rb'"(?:projectHash|payload)"\s*:')  # Gemini CLI, Codex


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
        return LogReader(path, records.record, _Log(path.stem).turns)


class _Log:
    """One log, with what its earlier records say about later ones."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._folder = ""
        self._branch = ""
        self._time: str | None = None
        self._queue: deque[Record] = deque()
        self._attaches = False
        self._tools = Tools()
        self._has_prompt = False
        self._is_machines = False
        self._sessions: dict[str, str] = {}  # by record
        self._titles: dict[str, str] = {}  # by session
        self._untitled: dict[str, str] = {}  # titles, by the record that they wait for

    def turns(self, record: Record, line: Line) -> Iterable[Turn | Unread]:
        self._folder = record.cwd or self._folder
        self._branch = record.git_branch or self._branch
        self._time = record.timestamp or self._time
        items = self._items(record, line)
        if record.uuid is not None:
            self._sessions[record.uuid] = record.session_id or self._name
            if record.uuid in self._untitled:
                items = [*items, *self._titled(record, self._untitled.pop(record.uuid))]
        return map(_set_aside, items) if self._is_held_by_a_machine(record) else items

    def _is_held_by_a_machine(self, record: Record) -> bool:
        host = record.entrypoint or ""
        if record.cwd and not self._is_machines:
            self._is_machines = machines.works_alone(record.cwd, host)
        if not self._has_prompt and (prompt := _prompt(record)):
            self._has_prompt = True
            self._is_machines = self._is_machines or machines.was_told(prompt, host)
        return self._is_machines

    def _items(self, record: Record, line: Line) -> Iterable[Turn | Unread]:
        read = _READERS.get(record.type)
        if read:
            return read(self, record, line)
        if record.type in records.SILENT:
            return ()
        return (Unread(f"unknown record {record.type[:40]!r}", line.number),)

    def _spoken(self, record: Record, line: Line) -> Iterator[Turn | Unread]:
        name = record.uuid or str(line.number)
        for part, block in enumerate(records.blocks((record.message or Message()).content)):
            if block.type == "text":
                yield from self._said(record, name, *_tell(record, block.text or ""), part)
            elif sort := _sort(block.type):
                yield from self._beside(record, name, sort, block, part)
            elif block.type not in records.SILENT_BLOCKS:
                yield Unread(f"unknown block {block.type[:40]!r}", line.number)

    def _said(
        self, record: Record, name: str, sort: Sort, text: str, part: int = 0
    ) -> Iterator[Turn]:
        author = "assistant" if record.type == "assistant" else "user"
        if sort is Sort.SUMMARY:
            text, author = wrapped.summary_in(without_blocks(text)), "assistant"
        if text.strip():
            yield self._turn(record, Told(sort, text, author, name, part))
        report = _report(record, sort, text)
        if report:
            told = Told(Sort.REPORT, report.text, "subagent", report.agent or name, 0)
            yield self._turn(record, told)

    def _beside(
        self, record: Record, name: str, sort: Sort, block: Block, part: int
    ) -> Iterator[Turn]:
        """What stands beside speech, and the speech that tools carry."""
        if text := _written(block):
            aside = Sort.ASIDE if record.is_sidechain else sort
            yield self._turn(record, Told(aside, text, "", name, part))
        if record.is_sidechain:
            return
        if sort is Sort.CALL:
            self._tools.call(block, name, part)
        elif sort is Sort.RESULT and (told := self._tools.result(block, record, name, part)):
            yield self._turn(record, told)

    def _attached(self, record: Record, line: Line) -> Iterator[Turn]:
        # What was typed while the agent worked reaches it as an attachment, and is nowhere else.
        self._attaches = True
        attachment = record.attachment or Attachment()
        if attachment.type == "queued_command":
            for part, block in enumerate(records.blocks(attachment.prompt)):
                told = _tell(record, block.text or "")
                yield from self._said(record, record.uuid or str(line.number), *told, part)

    def _queued(self, record: Record, _line: Line) -> Iterator[Turn]:
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
                text = "\n".join(records.texts(queued.content))
                if not self._attaches and not text.startswith("/"):
                    yield from self._said(queued, f"queued {queued.timestamp}", *tell(text))
            case "popAll":
                self._queue.clear()

    def _recap(self, record: Record, line: Line) -> Iterator[Turn]:
        if record.subtype == "away_summary" and not record.is_sidechain:
            text = wrapped.recap_in("\n".join(records.texts(record.content)))
            told = Told(Sort.SUMMARY, text, "assistant", record.uuid or str(line.number), 0)
            yield replace(self._turn(record, told), tags=("recap",))

    def _summed_up(self, record: Record, _line: Line) -> Iterable[Turn]:
        # It names a session by a record of it, which may come later, or stand in another log: a
        # new log of 2025 begins with the titles of its neighbours, which carry their own as well.
        leaf, title = record.leaf_uuid or "", record.summary or ""
        if leaf not in self._sessions:
            self._untitled[leaf] = title
            return ()
        return self._titled(record, title, self._sessions[leaf])

    def _named(self, record: Record, _line: Line) -> Iterable[Turn]:
        return self._titled(record, record.custom_title or record.ai_title)

    def _titled(self, record: Record, title: str | None, session: str = "") -> Iterator[Turn]:
        session = session or record.session_id or self._name
        if title and self._titles.get(session) != title:  # the host writes it again and again
            self._titles[session] = title
            turn = self._turn(record, Told(Sort.TITLE, title, "assistant", "", 0))
            yield replace(turn, session=session, said_at=moment(self._time), tags=(TITLE,))

    def _turn(self, record: Record, told: Told) -> Turn:
        return Turn(
            sort=told.sort,
            text=told.text,
            session=record.session_id or self._name,
            record=told.record,
            part=told.part,
            author=told.author or ("assistant" if record.type == "assistant" else "user"),
            said_at=moment(record.timestamp),
            folder=record.cwd or self._folder,
            branch=_branch(record.git_branch or self._branch),
        )


_READERS = {
    "user": _Log._spoken,
    "assistant": _Log._spoken,
    "queue-operation": _Log._queued,
    "attachment": _Log._attached,
    "system": _Log._recap,
    "summary": _Log._summed_up,
    "ai-title": _Log._named,
    "custom-title": _Log._named,
}


def _prompt(record: Record) -> str:
    """What the model was asked, if this record asks it."""
    if record.type != "user" or record.is_meta or record.is_sidechain:
        return ""
    for block in records.blocks((record.message or Message()).content):
        if block.type == "text":
            return block.text or ""
    return ""


def _set_aside(item: Turn | Unread) -> Turn | Unread:
    return replace(item, sort=Sort.MACHINE) if isinstance(item, Turn) else item


def _tell(record: Record, text: str) -> tuple[Sort, str]:
    is_made_up = record.message is not None and record.message.model == "<synthetic>"
    if record.is_sidechain:
        return Sort.ASIDE, text
    if record.is_compact_summary:
        return Sort.SUMMARY, text
    if record.is_meta or record.is_api_error_message or is_made_up:
        return Sort.INJECTED, text
    return tell(text)


def _report(record: Record, sort: Sort, text: str) -> wrapped.Report | None:
    """The report that comes as a notice to the parent, or ends the subagent's own log."""
    if sort is Sort.INJECTED:
        return wrapped.report_in(text)
    # A log that does not say why the model stopped leaves its report to its parent's.
    is_last = record.message is not None and record.message.stop_reason == "end_turn"
    if sort is Sort.ASIDE and record.type == "assistant" and record.agent_id and is_last:
        return wrapped.report(record.agent_id, text)
    return None


def _sort(block: str) -> Sort | None:
    """The sort of what is no text, by the name of its block; None for one nobody knows."""
    if block == "thinking":
        return Sort.THOUGHT
    if block.endswith("tool_use"):  # server_tool_use, mcp_tool_use
        return Sort.CALL
    return Sort.RESULT if block.endswith("tool_result") else None


def _branch(name: str) -> str:
    return "" if name == "HEAD" else name  # a detached head is on no branch


def _written(block: Block) -> str:
    if block.type == "thinking":
        text = block.thinking or ""
    elif block.name is not None:
        text = f"{block.name} {bytes(block.input).decode('utf-8', 'replace')}".strip()
    else:
        text = "\n".join(records.texts(block.content))
    return text if text.strip() else ""

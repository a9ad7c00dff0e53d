"""Read the session logs of Claude Code."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from slm.domain.memory import TITLE
from slm.domain.turn import Sort, Turn, Unread
from slm.ingest import machines, wrapped
from slm.ingest.boilerplate import public, tell, without_blocks
from slm.ingest.formats.claude_code import records
from slm.ingest.formats.claude_code.forks import Forks
from slm.ingest.formats.claude_code.records import Attachment, Block, Message, Record
from slm.ingest.formats.claude_code.tools import Tools
from slm.ingest.lines import Line, LogReader
from slm.ingest.moments import Written, moment
from slm.ingest.portion import Reader

_OPENING = re.compile(
    rb'"type"\s*:\s*"(?:user|assistant|system|summary|progress|attachment|queue-operation|'
    rb'file-history-snapshot|last-prompt|mode|permission-mode|ai-title|custom-title)"'
)
_OWN_KEY = re.compile(rb'"(?:sessionId|leafUuid|messageId)"\s*:')
# Gemini CLI's and Codex's first record has one beside its plain fields; what tools are called with
# may hold the same words.
_OTHERS = re.compile(rb'[\s\0\xef\xbb\xbf]*\{[^{}\[\]]*"(?:projectHash|payload)"\s*:')


class ClaudeCode:
    """Session logs of Claude Code: one JSON record a line."""

    name = "claude-code"
    is_log = True

    def claims(self, _path: Path, head: bytes, /) -> bool:
        """Whether the file begins with records of this agent."""
        is_ours = _OPENING.search(head) and _OWN_KEY.search(head)
        return bool(is_ours) and not _OTHERS.match(head)

    def open(self, path: Path, /) -> Reader:
        """Give the turns of each record."""
        return LogReader(path, records.record, _Log(path).turns)


class _Log:
    """One log, with what its earlier records say about later ones."""

    def __init__(self, path: Path) -> None:
        self._name = path.stem
        self._forks = Forks(path)
        self._folder = ""
        self._branch = ""
        self._time: Written | None = None
        self._queue: deque[Record] = deque()
        self._attaches = False
        self._tools = Tools()
        self._has_prompt = False
        self._is_machines = False
        self._sessions: dict[str, str] = {}  # by record
        self._titles: dict[str, str] = {}  # by session
        self._untitled: dict[str, str] = {}  # titles, by the record that they wait for

    def turns(self, record: Record, line: Line) -> Iterable[Turn | Unread]:
        if record.cwd and record.cwd != self._folder:
            self._move(record.cwd, record.entrypoint)
        self._branch = record.git_branch or self._branch
        read = _READERS.get(record.type)
        if read is None:
            return self._unknown(record, line)
        self._time = record.timestamp or self._time
        if not self._has_prompt and (prompt := _prompt(record)):
            self._begin(prompt, record.entrypoint)
        said = self._forks.original(record) if record.forked_from else record
        items = read(self, said, line)
        if record.uuid is not None:
            self._sessions[record.uuid] = record.session_id or self._name
            if record.uuid in self._untitled:
                items = [*items, *self._titled(record, self._untitled.pop(record.uuid))]
        return map(_set_aside, items) if self._is_machines else items

    def _move(self, folder: str, host: str | None) -> None:
        self._folder = folder
        self._is_machines = self._is_machines or machines.works_alone(folder, host or "")

    def _begin(self, prompt: str, host: str | None) -> None:
        self._has_prompt = True
        self._is_machines = self._is_machines or machines.was_told(prompt, host or "")

    def _unknown(self, record: Record, line: Line) -> Iterable[Unread]:
        if record.type in records.SILENT:
            return ()
        return (Unread(f"unknown record {record.type[:40]!r}", line.number),)

    def _spoken(self, record: Record, line: Line) -> Iterator[Turn | Unread]:
        name = record.uuid or str(line.number)
        aside = Sort.ASIDE if record.is_sidechain else None
        for part, block in enumerate(_public_blocks((record.message or Message()).content)):
            sort = _SORTS.get(block.type) or _sort(block.type)
            if sort is Sort.SPEECH:
                yield from self._said(record, name, *_tell(record, block.text or ""), part)
            elif sort:
                text = _written(block)
                if text or sort is Sort.RESULT:  # a check that says nothing has passed
                    turn = self._turn(record, aside or sort, text, name, part)
                    call = block.tool_use_id if sort is Sort.RESULT else block.id
                    yield replace(turn, call=call or "", failed=block.is_error)
                if self._tools.tell(block) and not aside:
                    yield from self._carried(record, name, sort, block, part)
            elif block.type not in records.SILENT_BLOCKS:
                yield Unread(f"unknown block {block.type[:40]!r}", line.number)

    def _said(
        self, record: Record, name: str, sort: Sort, text: str, part: int = 0
    ) -> Iterator[Turn]:
        if sort is Sort.SUMMARY:
            said = wrapped.summary_in(without_blocks(text))
            yield self._turn(record, sort, said, name, part, "assistant")
            return
        if text.strip():
            yield self._turn(record, sort, text, name, part)
        if sort is not Sort.SPEECH and (report := _report(record, sort, text)):
            yield self._turn(record, Sort.REPORT, report.text, report.agent or name, 0, "subagent")

    def _carried(
        self, record: Record, name: str, sort: Sort, block: Block, part: int
    ) -> Iterator[Turn]:
        """The words that a tool carries: a call and its result together tell."""
        if sort is Sort.CALL:
            self._tools.call(block, name, part)
        elif told := self._tools.result(block, record, name, part):
            yield self._turn(record, told.sort, told.text, told.record, told.part, told.author)

    def _attached(self, record: Record, line: Line) -> Iterator[Turn]:
        # What was typed while the agent worked reaches it as an attachment, and is nowhere else.
        self._attaches = True
        attachment = record.attachment or Attachment()
        if attachment.type == "queued_command":
            for part, block in enumerate(_public_blocks(attachment.prompt)):
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
            name = record.uuid or str(line.number)
            turn = self._turn(record, Sort.SUMMARY, text, name, author="assistant")
            yield replace(turn, tags=("recap",))

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
            turn = self._turn(record, Sort.TITLE, title, "", author="assistant")
            yield replace(turn, session=session, said_at=moment(self._time), tags=(TITLE,))

    def _turn(
        self, record: Record, sort: Sort, text: str, name: str, part: int = 0, author: str = ""
    ) -> Turn:
        return Turn(
            sort=sort,
            text=text,
            session=record.session_id or self._name,
            record=name,
            part=part,
            author=author or ("assistant" if record.type == "assistant" else "user"),
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


def _public_blocks(content: str | list[Block] | None) -> list[Block]:
    """A message's pieces, without what is private from one to another."""
    written = records.blocks(content)
    texts = [block.text or "" for block in written]
    left = public(texts)
    if left is texts:
        return written
    return [structs.replace(one, text=text) for one, text in zip(written, left, strict=True)]


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


_SORTS = {
    "text": Sort.SPEECH,  # until its record says otherwise
    "thinking": Sort.THOUGHT,
    "tool_use": Sort.CALL,
    "tool_result": Sort.RESULT,
}


def _sort(block: str) -> Sort | None:
    """The sort of another kind of block, by its name; None of one nobody knows."""
    if block.endswith("_tool_use"):  # server_tool_use, mcp_tool_use
        return Sort.CALL
    return Sort.RESULT if block.endswith("_tool_result") else None


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

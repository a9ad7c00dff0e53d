"""Read the session logs ("rollouts") of Codex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from slm.domain import private
from slm.domain.memory import TITLE
from slm.domain.turn import Sort, Turn, Unread
from slm.ingest import machines, wrapped
from slm.ingest.boilerplate import public, tell, without_blocks
from slm.ingest.extract import UNIQUE_LENGTH
from slm.ingest.formats.codex import answers, records
from slm.ingest.formats.codex.answers import Questions
from slm.ingest.formats.codex.records import Git, Payload, Record
from slm.ingest.lines import Line, LogReader
from slm.ingest.moments import moment
from slm.ingest.portion import Reader

_OPENING = re.compile(
    rb'"type"\s*:\s*"(?:session_meta|response_item|event_msg|turn_context|compacted)"'
)
_OWN_KEY = re.compile(rb'"payload"\s*:')

# `event_msg` tells the host's screen again what the `response_item` beside it holds (all 472 agent
# messages in 16 real logs, word for word): one of the two is enough. In all of them an item comes
# before the first event; only where none does is the event the one.
_AUTHORS = {"user_message": "user", "agent_message": "assistant"}
# A host writes both at once; who says the same again needs longer.
_SOON = timedelta(seconds=2)
_MEMORY = b"memory_consolidation"  # of a session that writes Codex's own memories


class Codex:
    """Session logs of Codex: one JSON record a line, its substance under `payload`."""

    name = "codex"
    is_log = True

    def claims(self, _path: Path, head: bytes, /) -> bool:
        """Whether the file begins with records of this agent."""
        return bool(_OPENING.search(head) and _OWN_KEY.search(head))

    def open(self, path: Path, /) -> Reader:
        """Give the turns of each record."""
        return LogReader(path, records.record, _Log(path.stem).turns)


class _Log:
    """One log, with what its earlier records say about later ones."""

    def __init__(self, name: str) -> None:
        self._session = name
        self._is_named = False
        self._has_history = False  # of the session that it was forked from
        self._instead: Sort | None = None  # of whatever else its turns would be
        self._parent = ""
        self._host = ""
        self._has_prompt = False
        self._folder = ""
        self._branch = ""
        self._name = ""
        self._lines: dict[str, int] = {}  # by the id of what stands there
        self._events = _Events()
        self._questions = Questions()

    def turns(self, record: Record, line: Line) -> Iterable[Turn | Unread]:
        payload = record.payload or Payload()
        match record.type:
            case "session_meta":
                self._begin(payload)
            case "turn_context":
                self._folder = payload.cwd or self._folder
            case "response_item":
                return self._items(record, payload, line)
            case "event_msg":
                return self._happened(record, payload, line)
            case "compacted":
                return self._summed_up(record, line, records.written(payload.message))
            case kind if kind not in records.SILENT:
                return (Unread(f"unknown record {kind[:40]!r}", line.number),)
        return ()

    def _begin(self, payload: Payload) -> None:
        # The first one is the log's own. Later ones tell of a resumption, or come with the
        # history that a fork copies from its parent.
        own = payload.id or payload.session_id
        if not self._is_named:
            self._is_named = True
            self._session = own or self._session
            self._set_up(payload)
        if own is None or own == self._session:
            self._folder = payload.cwd or self._folder
            self._branch = (payload.git or Git()).branch or self._branch
        else:
            self._has_history = True

    def _set_up(self, payload: Payload) -> None:
        source = bytes(payload.source)
        self._host = records.word(payload.source)
        self._parent = records.parent(payload.source)
        is_for_memory = _MEMORY in source or _MEMORY in bytes(payload.thread_source)
        if is_for_memory or machines.works_alone(payload.cwd or "", self._host):
            self._instead = Sort.MACHINE
        elif b"subagent" in source or b"internal" in source:
            self._instead = Sort.ASIDE

    def _items(self, record: Record, payload: Payload, line: Line) -> Iterator[Turn | Unread]:
        kind = payload.type or "message"  # the first releases wrote none
        if kind == "message":
            for part, text in enumerate(public(records.texts(payload.content))):
                yield from self._events.untold(self._said(record, line, text, part))
        elif kind in records.SORTS:
            text = records.substance(payload)
            yield from self._turn(record, line, records.SORTS[kind], text)
            if kind == "agent_message":
                yield from self._reported(record, line, wrapped.final_answer_in(text))
            elif call := records.word(payload.call_id):
                yield from self._answered(record, payload, line, call)
        elif kind not in records.SILENT_ITEMS:
            yield Unread(f"unknown item {kind[:40]!r}", line.number)

    def _answered(self, record: Record, payload: Payload, line: Line, call: str) -> Iterator[Turn]:
        if payload.name == answers.TOOL:
            self._questions.ask(call, records.word(payload.arguments))
        elif self._questions.wait_for(call):
            answered = self._questions.answered(call, records.written(payload.output))
            said = private.without(answered).strip()
            for turn in self._turn(record, line, Sort.SPEECH, said):
                yield replace(turn, author="user")

    def _said(self, record: Record, line: Line, text: str, part: int) -> Iterator[Turn]:
        role = (record.payload or Payload()).role
        sort, said = _tell(role, text)
        if role in ("user", "assistant"):
            self._events.copy_items()
        if role == "user" and sort is Sort.SPEECH:
            self._hear(text)
        if sort is Sort.SUMMARY:
            yield from self._summed_up(record, line, said, part)
        else:
            yield from self._turn(record, line, sort, said, part)
        if sort is Sort.INJECTED and role == "user":
            yield from self._reported(record, line, wrapped.notified_in(text))

    def _hear(self, prompt: str) -> None:
        if not self._has_prompt and machines.was_told(prompt, self._host):
            self._instead = Sort.MACHINE
        self._has_prompt = True

    def _summed_up(self, record: Record, line: Line, text: str, part: int = 0) -> Iterator[Turn]:
        said = wrapped.summary_in(without_blocks(text))
        for turn in self._turn(record, line, Sort.SUMMARY, said, part):
            yield replace(turn, author="assistant")

    def _happened(self, record: Record, payload: Payload, line: Line) -> Iterator[Turn]:
        kind = payload.type or ""
        if kind in _AUTHORS and not self._events.are_copies:
            sort, text = tell(records.written(payload.message))
            if kind == "user_message" and sort is Sort.SPEECH:
                self._hear(text)
            for turn in self._turn(record, line, sort, text):
                yield self._events.told(replace(turn, author=_AUTHORS[kind]))
        elif kind in ("task_complete", "turn_aborted"):
            # Of an end that was copied with a history nobody can tell whose it is.
            if self._parent and not self._has_history:
                yield from self._ended(record, line, records.word(payload.last_agent_message))
        elif kind == "thread_name_updated":
            yield from self._titled(record, line, payload)

    def _ended(self, record: Record, line: Line, text: str) -> Iterable[Turn]:
        """A subagent's last words: what its parent is given, though its log may not hold it."""
        said = self._turn(record, line, Sort.ASIDE, text)
        return [_as_report(one, self._parent) for one in said if one.sort is Sort.ASIDE]

    def _reported(self, record: Record, line: Line, text: str) -> Iterable[Turn]:
        said = self._turn(record, line, Sort.REPORT, text)
        return [_as_report(one, self._session) for one in said if one.sort is Sort.REPORT]

    def _titled(self, record: Record, line: Line, payload: Payload) -> Iterator[Turn]:
        title = records.word(payload.thread_name)
        named = records.word(payload.thread_id) or self._session
        if title != self._name and named == self._session:
            self._name = title
            for turn in self._turn(record, line, Sort.TITLE, title):
                yield replace(turn, record="", tags=(TITLE,))

    def _turn(
        self, record: Record, line: Line, sort: Sort, text: str, part: int = 0
    ) -> Iterable[Turn]:
        if not text.strip():
            return ()
        payload = record.payload or Payload()
        printed, failed = records.ran(text) if sort is Sort.RESULT else (text, None)
        turn = Turn(
            sort=self._instead or sort,
            text=printed,
            session=self._session,
            record=self._name_of(payload, line),
            part=part,
            author=payload.role or "assistant",
            said_at=moment(record.timestamp),
            folder=self._folder,
            branch=self._branch,
            call=bytes(payload.call_id).decode("utf-8", "replace").strip('"'),
            failed=failed,
        )
        return (turn,)

    def _name_of(self, payload: Payload, line: Line) -> str:
        # Logs only grow: a line keeps its number. Each review's turns have the ids of the first.
        name = payload.id or str(line.number)
        if len(name) < UNIQUE_LENGTH and self._lines.setdefault(name, line.number) != line.number:
            return str(line.number)
        return name


class _Events:
    """What a log's events have told, until items show that they tell it as well."""

    def __init__(self) -> None:
        self._last: dict[str, Turn] = {}  # by author
        self.are_copies = False

    def copy_items(self) -> None:
        """An item holds a message: so will items for all that events tell from now on."""
        self.are_copies = True

    def told(self, turn: Turn) -> Turn:
        """Keep in mind what an event tells: its item may come after it."""
        self._last[turn.author] = turn
        return turn

    def untold(self, turns: Iterable[Turn]) -> Iterator[Turn]:
        """What items hold, but for what an event has told just before."""
        for turn in turns:
            told = self._last.get(turn.author)
            if told and told.text.strip() == turn.text.strip() and _are_close(told, turn):
                del self._last[turn.author]
            else:
                yield turn


def _are_close(one: Turn, other: Turn) -> bool:
    return not one.said_at or not other.said_at or abs(one.said_at - other.said_at) < _SOON


def _as_report(turn: Turn, parent: str) -> Turn:
    # Known by its words and the session they were for: the parent's log tells it, and the child's.
    return replace(turn, sort=Sort.REPORT, session=parent, record=parent, part=0, author="subagent")


def _tell(role: str | None, text: str) -> tuple[Sort, str]:
    # Developer and system messages are the host's, and carry what hooks inject.
    return tell(text) if role in ("user", "assistant") else (Sort.INJECTED, text)

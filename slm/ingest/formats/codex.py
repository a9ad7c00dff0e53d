"""Read the session logs ("rollouts") of Codex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from slm.domain.turn import Sort, Turn, Unread
from slm.ingest.boilerplate import tell
from slm.ingest.lines import Line, LogReader
from slm.ingest.moments import moment
from slm.ingest.portion import Reader

_OPENING = re.compile(
    rb'"type"\s*:\s*"(?:session_meta|response_item|event_msg|turn_context|compacted)"'
)
_OWN_KEY = re.compile(rb'"payload"\s*:')

# The states of the host. `event_msg` tells its screen again what the `response_item` beside it
# holds (all 472 agent messages in 16 real logs, word for word), so one of the two is enough.
_SILENT = frozenset(
    {"event_msg", "world_state", "inter_agent_communication_metadata", "ghost_snapshot"}
)
_SILENT_ITEMS = frozenset({"compaction", "compaction_summary", "ghost_snapshot", "other"})
_SORTS = {
    "function_call": Sort.CALL,
    "custom_tool_call": Sort.CALL,
    "local_shell_call": Sort.CALL,
    "web_search_call": Sort.CALL,
    "tool_search_call": Sort.CALL,
    "image_generation_call": Sort.CALL,
    "function_call_output": Sort.RESULT,
    "custom_tool_call_output": Sort.RESULT,
    "tool_search_output": Sort.RESULT,
    "reasoning": Sort.THOUGHT,
    "agent_message": Sort.ASIDE,  # between agents of one team
}


class _Block(msgspec.Struct, frozen=True):
    type: str = ""
    text: str | None = None


class _Git(msgspec.Struct, frozen=True):
    branch: str | None = None


class _Payload(msgspec.Struct, frozen=True):
    type: str | None = None
    role: str | None = None
    id: str | None = None
    session_id: str | None = None
    cwd: str | None = None
    git: _Git | None = None
    source: msgspec.Raw = msgspec.Raw(b"")
    content: str | list[_Block] | None = None
    summary: msgspec.Raw = msgspec.Raw(b"")  # of a reasoning; in a turn_context it is a word
    name: str | None = None
    arguments: msgspec.Raw = msgspec.Raw(b"")
    input: msgspec.Raw = msgspec.Raw(b"")
    action: msgspec.Raw = msgspec.Raw(b"")
    output: msgspec.Raw = msgspec.Raw(b"")
    message: msgspec.Raw = msgspec.Raw(b"")  # of a compacted; in some events an object


class _Record(msgspec.Struct, frozen=True):
    type: str = ""
    timestamp: str | None = None
    payload: _Payload | None = None


_decoder = msgspec.json.Decoder(_Record)
_text: msgspec.json.Decoder[str | list[_Block]] = msgspec.json.Decoder(str | list[_Block])


class Codex:
    """Session logs of Codex: one JSON record a line, its substance under `payload`."""

    name = "codex"
    is_log = True

    def claims(self, _path: Path, head: bytes, /) -> bool:
        """Whether the file begins with records of this agent."""
        return bool(_OPENING.search(head) and _OWN_KEY.search(head))

    def open(self, path: Path, /) -> Reader:
        """Give the turns of each record."""
        return LogReader(path, _decoder, _Log(path.stem).turns)


class _Log:
    """One log, with what its earlier records say about later ones."""

    def __init__(self, name: str) -> None:
        self._session = name
        self._is_named = False
        self._is_aside = False
        self._folder = ""
        self._branch = ""

    def turns(self, record: _Record, line: Line) -> Iterable[Turn | Unread]:
        payload = record.payload or _Payload()
        match record.type:
            case "session_meta":
                self._begin(payload)
            case "turn_context":
                self._folder = payload.cwd or self._folder
            case "response_item":
                return self._items(record, payload, line)
            case "compacted":
                return self._turn(record, line, Sort.SUMMARY, _written(payload.message))
            case kind if kind not in _SILENT:
                return (Unread(f"unknown record {kind[:40]!r}", line.number),)
        return ()

    def _begin(self, payload: _Payload) -> None:
        # The first one is the log's own. Later ones tell of a resumption, or come with the
        # history that a fork copies from its parent.
        own = payload.id or payload.session_id
        if not self._is_named:
            self._is_named = True
            self._session = own or self._session
            self._is_aside = b"subagent" in bytes(payload.source)
        if own is None or own == self._session:
            self._folder = payload.cwd or self._folder
            self._branch = (payload.git or _Git()).branch or self._branch

    def _items(self, record: _Record, payload: _Payload, line: Line) -> Iterator[Turn | Unread]:
        kind = payload.type or "message"  # the first releases wrote none
        if kind == "message":
            for part, text in enumerate(_texts(payload.content)):
                yield from self._turn(record, line, *_tell(payload.role, text), part)
        elif kind in _SORTS:
            yield from self._turn(record, line, _SORTS[kind], _substance(payload))
        elif kind not in _SILENT_ITEMS:
            yield Unread(f"unknown item {kind[:40]!r}", line.number)

    def _turn(
        self, record: _Record, line: Line, sort: Sort, text: str, part: int = 0
    ) -> Iterable[Turn]:
        if not text.strip():
            return ()
        payload = record.payload or _Payload()
        turn = Turn(
            sort=Sort.ASIDE if self._is_aside else sort,
            text=text,
            session=self._session,
            record=payload.id or str(line.number),  # logs only grow: a line keeps its number
            part=part,
            author=payload.role or "assistant",
            said_at=moment(record.timestamp),
            folder=self._folder,
            branch=self._branch,
        )
        return (turn,)


def _tell(role: str | None, text: str) -> tuple[Sort, str]:
    # Developer and system messages are the host's, and carry what hooks inject.
    return tell(text) if role in ("user", "assistant") else (Sort.INJECTED, text)


def _texts(content: str | list[_Block] | None) -> list[str]:
    if isinstance(content, str):
        return [content]
    return [block.text or "" for block in content or ()]


def _substance(payload: _Payload) -> str:
    if payload.type == "reasoning":
        return _written(payload.summary)
    if payload.type == "agent_message":
        return "\n".join(_texts(payload.content))
    called = (payload.arguments, payload.input, payload.action, payload.output)
    return "\n".join(filter(None, (payload.name, *map(_written, called))))


def _written(raw: msgspec.Raw) -> str:
    """A string, the texts of blocks, or any other JSON as it stands."""
    try:
        return "\n".join(_texts(_text.decode(raw)))
    except msgspec.DecodeError:
        return bytes(raw).decode("utf-8", "replace")

"""Write our server into the TOML where Codex lists its MCP servers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from slm.agents.json_edit import Traces
from slm.agents.json_text import BLANK, BOM
from slm.agents.part import SERVER, SERVER_ARGUMENTS, NotOurs, is_server, started_by

TABLE = "mcp_servers"

# What can hide a bracket, or open one, on the way to the next header.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|#[^\n]*|[\[\]{}\n]",
    re.DOTALL,
)
_HEADER = re.compile(r"[ \t]*\[")
_TWO_LINE_ENDS = re.compile(r"(?:\r?\n){1,2}\Z")


@dataclass(frozen=True, slots=True)
class TomlServer:
    """One table, [mcp_servers.mem], at the end of the file."""

    path: Path

    def at(self, path: Path) -> TomlServer:
        """The same in another file."""
        return replace(self, path=path)

    def is_there(self, text: str) -> bool:
        """Whether the server called mem is ours."""
        server = _server(_read(text))
        return isinstance(server, dict) and is_server(server.get("command"), server.get("args"))

    def is_right(self, text: str, program: Path) -> bool:
        """Whether it starts this program."""
        return self.is_there(text) and _server(_read(text))["command"] == str(program)

    def put_in(self, text: str, program: Path) -> str:
        """The text with our server; raises NotOurs where another has its name."""
        if self.is_there(text):
            return _edited(text, lambda servers: servers[SERVER].update(command=str(program)))
        servers = _read(text).get(TABLE, {})
        if not isinstance(servers, dict):
            raise NotOurs(f"{TABLE} is no table")
        if SERVER in servers:
            raise NotOurs(f"[{TABLE}.{SERVER}] is another server: {started_by(servers[SERVER])}")
        longer = _appended(text, program)
        try:
            _read(longer)
        except ValueError:  # the servers stand on one line, which no header can add to
            return _edited(text, lambda servers: servers.update({SERVER: _inline(program)}))
        return longer

    def take_out(self, text: str, traces: Traces | None) -> str:  # noqa: ARG002 - nothing is left
        """The text without our server and the tables inside it."""
        if not self.is_there(text):
            return text
        spans = [
            (start, end) for names, start, end in _tables(text) if names[:2] == (TABLE, SERVER)
        ]
        rest = _cut(text, spans) if spans else _edited(text, lambda servers: servers.pop(SERVER))
        # As they are written out: of two that are no number, none is like the other.
        if self.is_there(rest) or repr(_others(rest)) != repr(_others(text)):
            raise ValueError(f"[{TABLE}.{SERVER}] cannot be told from what is around it")
        return rest

    def traces(self, text: str) -> Traces:  # noqa: ARG002 - a table needs none around it
        """Nothing: what we add leaves nothing behind."""
        return {}

    def is_blank(self, text: str) -> bool:
        """Whether there is no TOML in it at all."""
        return not text.strip(BOM + BLANK)

    def says_nothing(self, text: str) -> bool:
        """The same: what is left of a file that we began is blank."""
        return self.is_blank(text)


def _read(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix(BOM))


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        before = text[:start]
        blank = _TWO_LINE_ENDS.search(before)
        rest = text[end:]
        if blank is None:  # it is the first line of all
            rest = rest.removeprefix("\r").removeprefix("\n")
        text = (before[: blank.start()] if blank else before) + rest
    return text


def _others(text: str) -> dict[str, Any]:
    """What is in a text besides our server."""
    document = _read(text)
    servers = document.pop(TABLE, {})
    rest = {name: server for name, server in servers.items() if name != SERVER}
    return {**document, TABLE: rest}


def _server(document: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever has our name
    servers = document.get(TABLE)
    return servers.get(SERVER) if isinstance(servers, dict) else None


def _appended(text: str, program: Path) -> str:
    ending = re.search(r"(\r?\n)\Z", text)
    line_end = ending[1] if ending else "\r\n" if "\r\n" in text else "\n"
    lines = (
        f"[{TABLE}.{SERVER}]",
        f"command = {_quoted(str(program))}",
        f"args = {json.dumps([*SERVER_ARGUMENTS])}",
    )
    block = line_end.join(lines)
    if not text.strip(BOM + BLANK):
        return text + block + line_end
    if ending:
        return text + line_end + block + line_end
    return text + line_end * 2 + block  # the file ends as it did: without a line end


def _quoted(text: str) -> str:
    """A basic string, which escapes as JSON does, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _inline(program: Path) -> Any:  # noqa: ANN401 - tomlkit's own kind of table
    import tomlkit

    table = tomlkit.inline_table()
    table.update({"command": str(program), "args": [*SERVER_ARGUMENTS]})
    return table


def _edited(text: str, change: Any) -> str:  # noqa: ANN401 - tomlkit's tables are no dicts to mypy
    """The text with a change in the table of servers, made by the library that keeps the rest."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    mark = BOM if text.startswith(BOM) else ""
    try:
        document = tomlkit.parse(text.removeprefix(BOM))
        if tomlkit.dumps(document) != text.removeprefix(BOM):
            raise ValueError("it is written in a way that cannot be kept while changing it")
        change(document[TABLE])
        return mark + tomlkit.dumps(document)
    except TOMLKitError as exc:
        raise ValueError(str(exc)) from exc


def _tables(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Each table that has a header: its names, where that begins, where its last value ends."""
    starts = [*_headers(text)]
    for index, start in enumerate(starts):
        following = starts[index + 1] if index + 1 < len(starts) else len(text)
        line_end = text.find("\n", start)
        header = text[start : len(text) if line_end < 0 else line_end]
        yield (
            _names(tomllib.loads(header.rstrip("\r"))),
            start,
            _end_of_values(text, start, following),
        )


def _headers(text: str) -> Iterator[int]:
    """Where the lines begin that open a table."""
    at = len(BOM) if text.startswith(BOM) else 0
    depth, is_line_start = 0, True
    while True:
        if is_line_start and not depth and _HEADER.match(text, at):
            yield at
        found = _TOKEN.search(text, at)
        if not found:
            return
        mark, at = found[0], found.end()
        depth += (mark in "[{") - (mark in "]}")
        is_line_start = mark == "\n"


def _names(header: dict[str, Any]) -> tuple[str, ...]:
    names: list[str] = []
    inner: Any = header
    while isinstance(inner, dict) and inner:
        ((name, inner),) = inner.items()
        names.append(name)
    return tuple(names)


def _end_of_values(text: str, start: int, following: int) -> int:
    """Where a table's last line with a value ends; comments behind it are about the next table."""
    end = following
    while end > start:
        line = text.rfind("\n", start, end)
        last = text[line + 1 : end] if line >= 0 else ""
        if line < 0 or (last.strip() and not last.lstrip().startswith("#")):
            break
        end = line
    return start + len(text[start:end].rstrip(BLANK))

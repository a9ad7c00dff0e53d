"""Write our server into the JSON where Claude Code lists its MCP servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slm.agents import json_edit
from slm.agents.json_edit import Traces
from slm.agents.json_part import JsonPart
from slm.agents.json_text import Node, read
from slm.agents.part import SERVER, SERVER_ARGUMENTS, NotOurs, is_server, started_by

TABLE = "mcpServers"


@dataclass(frozen=True, slots=True)
class ServerEntry(JsonPart):
    """One server: {"mcpServers": {"mem": {"type", "command", "args"}}}."""

    def is_there(self, text: str) -> bool:
        """Whether the server called mem is ours."""
        return not self.is_blank(text) and any(_found(read(text)))

    def is_right(self, text: str, program: Path) -> bool:
        """Whether it is there once, and starts this program."""
        found = [] if self.is_blank(text) else [server for _, server in _found(read(text))]
        return len(found) == 1 and _command(found[0]) == str(program)

    def put_in(self, text: str, program: Path) -> str:
        """The text with our server; raises NotOurs where another has its name."""
        text = self.begun(text)
        while len(mine := list(_found(read(text)))) > 1:
            text = json_edit.take_out(text, mine[0][0], {})  # of two, the last counts
        if mine:
            command = mine[0][1].get("command")
            assert command is not None  # by it the server was recognised
            return json_edit.replace(text, command, str(program))
        servers = read(text).get(TABLE)
        if servers is None:
            text = json_edit.append(text, _object(read(text), "the file"), TABLE, {})
        elif taken := servers.get(SERVER):
            raise NotOurs(f'"{TABLE}.{SERVER}" is another server: {started_by(taken.value)}')
        entry = {"type": "stdio", "command": str(program), "args": [*SERVER_ARGUMENTS]}
        return json_edit.append(text, _object(read(text).get(TABLE), TABLE), SERVER, entry)

    def take_out(self, text: str, traces: Traces | None) -> str:
        """The text without our server."""
        if self.is_blank(text):
            return text
        while found := next(_found(read(text)), None):
            text = json_edit.take_out(text, found[0], traces)
        return text

    def traces(self, text: str) -> Traces:
        """What stands where our server would go."""
        root = None if self.is_blank(text) else read(text)
        return json_edit.trace(root, text, ((), (TABLE,)))


def _found(root: Node) -> Iterator[tuple[tuple[int, int], Node]]:
    for first, table in enumerate(root.items):
        if table.name == TABLE:
            for second, server in enumerate(table.node.items):
                if server.name == SERVER and _is_ours(server.node):
                    yield (first, second), server.node


def _is_ours(server: Node) -> bool:
    value = server.value
    return isinstance(value, dict) and is_server(value.get("command"), value.get("args"))


def _command(server: Node) -> object:
    command = server.get("command")
    return command.value if command else None


def _object(node: Node | None, what: str) -> Node:
    if node is None or not isinstance(node.value, dict):
        raise NotOurs(f"{what} is no object")
    return node

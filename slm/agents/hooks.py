"""Write our hooks beside those of others, in the JSON that Claude Code and Codex share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slm.agents import json_edit
from slm.agents.json_edit import Traces
from slm.agents.json_part import JsonPart
from slm.agents.json_text import Node, read
from slm.agents.part import NotOurs, hook_command, hook_words, is_hook

# Where memory is given to the agent, and where the end of a turn and of a context is told.
EVENTS = ("SessionStart", "UserPromptSubmit", "Stop", "PreCompact")
SECONDS = 5  # far more than a hook takes; the agents would wait for minutes
TABLE = "hooks"

Chain = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HookEntries(JsonPart):
    """One hook for each of our events: {"hooks": {event: [{"hooks": [handler]}]}}."""

    agent: str

    def is_there(self, text: str) -> bool:
        """Whether any handler is ours."""
        return not self.is_blank(text) and any(self._found(read(text)))

    def is_right(self, text: str, program: Path) -> bool:
        """Whether each of our events has our handler once, and no handler calls another program."""
        if self.is_blank(text):
            return False
        found = [(event, handler) for event, _, handler in self._found(_root(text))]
        events = sorted(event for event, _ in found)
        return events == sorted(EVENTS) and all(
            self._calls(handler, program) for _, handler in found
        )

    def put_in(self, text: str, program: Path) -> str:
        """The text with a handler for each of our events."""
        text = self.begun(text)
        unwanted = [chain for event, chain, _ in self._found(_root(text)) if event not in EVENTS]
        for chain in reversed(unwanted):  # of a release that listened to more
            text = json_edit.take_out(text, chain, None)
        for event in EVENTS:
            text = self._set(text, event, program)
        return text

    def take_out(self, text: str, traces: Traces | None) -> str:
        """The text without our handlers, under whatever event they stand."""
        if self.is_blank(text):
            return text
        while found := next(self._found(read(text)), None):
            text = json_edit.take_out(text, found[1], traces)
        return text

    def traces(self, text: str) -> Traces:
        """What stands where our handlers would go."""
        root = None if self.is_blank(text) else read(text)
        paths = ((), (TABLE,), *((TABLE, event) for event in EVENTS))
        return json_edit.trace(root, text, paths)

    def _set(self, text: str, event: str, program: Path) -> str:
        mine = [found for found in self._found(_root(text)) if found[0] == event]
        if not mine:
            return self._added(text, event, program)
        for _, chain, _ in reversed(mine[1:]):
            text = json_edit.take_out(text, chain, {})
        handler = mine[0][2]
        command = handler.get("command")
        if command is None or self._calls(handler, program):
            return text
        right = str(program) if handler.get("args") else hook_command(program, self.agent)
        return json_edit.replace(text, command, right)

    def _added(self, text: str, event: str, program: Path) -> str:
        for names, kind in (((TABLE,), dict), ((TABLE, event), list)):
            node = _at(_root(text), names)
            if node is None:
                text = json_edit.append(text, _known(_root(text), names[:-1]), names[-1], kind())
            elif not isinstance(node.value, kind):
                raise NotOurs(f'"{".".join(names)}" holds no hooks')
        command = hook_command(program, self.agent)
        handler = {"type": "command", "command": command, "timeout": SECONDS}
        into = _known(_root(text), (TABLE, event))
        return json_edit.append(text, into, None, {"hooks": [handler]})

    def _found(self, root: Node) -> Iterator[tuple[str, Chain, Node]]:
        """Our handlers: the event, the indices that lead there, and the handler."""
        for first, hooks in enumerate(root.items):
            if hooks.name == TABLE:
                for second, event in enumerate(hooks.node.items):
                    for chain, handler in _handlers(event.node):
                        if self._is_ours(handler):
                            yield event.name or "", (first, second, *chain), handler

    def _is_ours(self, handler: Node) -> bool:
        return is_hook(_words(handler), self.agent)

    def _calls(self, handler: Node, program: Path) -> bool:
        return _words(handler) == [str(program), "hook", self.agent]


def _handlers(event: Node) -> Iterator[tuple[Chain, Node]]:
    for third, group in enumerate(event.items):
        for fourth, member in enumerate(group.node.items):
            if member.name == "hooks":
                for fifth, handler in enumerate(member.node.items):
                    yield (third, fourth, fifth), handler.node


def _words(handler: Node) -> list[object]:
    """The command line of a handler: a line for the shell, or a program with arguments."""
    value = handler.value
    if not isinstance(value, dict) or not isinstance(value.get("command"), str):
        return []
    arguments = value.get("args")
    if isinstance(arguments, list) and arguments:
        return [value["command"], *arguments]
    return [*hook_words(value["command"])]


def _root(text: str) -> Node:
    root = read(text)
    if not isinstance(root.value, dict):
        raise NotOurs("it holds no object")
    return root


def _at(root: Node, names: tuple[str, ...]) -> Node | None:
    node: Node | None = root
    for name in names:
        node = node.get(name) if node else None
    return node


def _known(root: Node, names: tuple[str, ...]) -> Node:
    found = _at(root, names)
    assert found is not None  # it was added just before
    return found

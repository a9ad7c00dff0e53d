"""Say what each thing that we write into an agent's files can do, and how ours is recognised."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Protocol

from slm.agents.json_edit import Traces

PROGRAM = "mem"
SERVER = "mem"
SERVER_ARGUMENTS = ("mcp",)


class Part(Protocol):
    """What we write into one file. Texts are whole files; ValueError: this one cannot be read."""

    @property
    def path(self) -> Path:
        """The file, as the agent looks for it."""

    def at(self, path: Path) -> Part:
        """The same in another file."""

    def is_there(self, text: str) -> bool:
        """Whether anything of ours is in it, of whatever release and place."""

    def is_right(self, text: str, program: Path) -> bool:
        """Whether it calls this very program, and nothing is missing."""

    def put_in(self, text: str, program: Path) -> str:
        """The text with ours in it; what is there of ours already is set right where it stands."""

    def take_out(self, text: str, traces: Traces | None) -> str:
        """The text without ours; None: nobody knows what stood there before."""

    def traces(self, text: str) -> Traces:
        """What stands where we would write, in a text without ours."""

    def is_blank(self, text: str) -> bool:
        """Whether nothing is written in it."""

    def says_nothing(self, text: str) -> bool:
        """Whether it is blank, or what is left of a file that we began."""


class NotOurs(ValueError):
    """What has our name is somebody else's."""


def is_hook(words: Sequence[object], agent: str) -> bool:
    """Whether a command line is our hook for the agent, from wherever `mem` may be."""
    return is_program(words[0] if words else "") and list(words[1:]) == ["hook", agent]


def is_server(command: object, arguments: object) -> bool:
    """Whether a server is started as ours is, from wherever `mem` may be."""
    return is_program(command) and arguments == [*SERVER_ARGUMENTS]


def started_by(server: object) -> str:
    """What an error may say of a server: its arguments and environment may hold secrets."""
    command = server.get("command") if isinstance(server, Mapping) else None
    return f"it starts {PurePath(command).name!r}" if isinstance(command, str) else "not ours"


def is_program(word: object) -> bool:
    """Whether a word is the name or path of a program called mem."""
    return isinstance(word, str) and PurePath(word).name == PROGRAM


def hook_command(program: Path, agent: str) -> str:
    """The line for the agent's shell; the same in every release, for Codex trusts it by a hash."""
    return f"{shlex.quote(str(program))} hook {agent}"


def hook_words(line: str) -> list[str]:
    """The words of a shell's line; none if its quotes do not match."""
    try:
        return shlex.split(line)
    except ValueError:
        return []

"""Read what an agent's call of a tool asks for: a command, a change of files, a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

# What agents call their shell, each with what it calls the command.
_SHELLS = frozenset(
    {"Bash", "shell", "exec_command", "local_shell_call", "container.exec", "run_shell_command"}
)
_EDITS = frozenset(
    {"Edit", "Write", "MultiEdit", "NotebookEdit", "apply_patch", "replace", "write_file"}
)
_PATCHED = re.compile(r"^\*\*\* (?:Update|Add|Delete) File: (.+)$", re.MULTILINE)
_SCRIPTED = re.compile(
    r'\.exec_command\(\s{0,9}\{\s{0,9}"?cmd"?:\s{0,9}("(?:[^"\\\n]|\\.){1,2000}")'
)
_WAITS = re.compile(r'write_stdin\s{0,9}\{"session_id":\s?(\d+),"chars":\s?""')
_RUNNING = re.compile(r"Process running with session ID (\d+)")
_HEAD = 300
_NAME = re.compile(r"[\w.]+")
# Nobody gives a longer command by hand; what is longer writes a file.
_LONGEST_CALL = 200_000


class _Edit(msgspec.Struct, frozen=True):
    old_string: str = ""
    new_string: str = ""


class _Arguments(msgspec.Struct, frozen=True):
    command: str | list[str] | None = None
    cmd: str | list[str] | None = None
    file_path: str | None = None
    notebook_path: str | None = None
    old_string: str = ""
    new_string: str = ""
    edits: list[_Edit] = []


@dataclass(frozen=True, slots=True)
class Change:
    """One file that a call writes."""

    path: str
    before: str  # what is taken out; with `after` alone it says whether another undoes it
    after: str

    def undoes(self, other: Change) -> bool:
        """Whether this puts back what the other took out."""
        is_same = (self.path, self.before, self.after) == (other.path, other.after, other.before)
        return is_same and self.before != self.after


_decoder = msgspec.json.Decoder(_Arguments)


def tool(text: str) -> str:
    """The name of the tool that is called."""
    name = _NAME.match(text)
    return name[0] if name else ""


def arguments(text: str) -> str:
    """What a call gives to its tool, as it is written."""
    return text[len(tool(text)) :].strip()


def command(text: str) -> str:
    """The command line of a call that runs one, else ""."""
    name = tool(text)
    if len(text) > _LONGEST_CALL:
        return ""
    if name == "exec":  # a script that may call the shell
        scripted = _SCRIPTED.findall(text)
        given = _read(f'{{"cmd":{scripted[0]}}}') if len(scripted) == 1 else _Arguments()
    else:
        given = _read(arguments(text)) if name in _SHELLS else _Arguments()
    line = given.command or given.cmd or ""
    if isinstance(line, list):  # ["bash", "-lc", "make test"]
        line = line[-1] if len(line) == 3 and line[1].startswith("-") else " ".join(line)
    return line.strip()


def continued(text: str) -> str:
    """The running command that a call waits for, by the name its shell gave it, else ""."""
    waits = _WAITS.match(text)
    return waits[1] if waits else ""


def running(result: str) -> str:
    """The name under which a shell goes on with a command that has not ended, else ""."""
    name = _RUNNING.search(result[:_HEAD])
    return name[1] if name else ""


def changed(text: str) -> tuple[Change, ...]:
    """The files that a call writes."""
    if tool(text) not in _EDITS:
        return ()
    if tool(text) == "apply_patch":
        return tuple(_patched(text.replace("\\n", "\n")))
    given = _read(arguments(text)) if len(text) <= _LONGEST_CALL else _Arguments()
    path = given.file_path or given.notebook_path
    edits = given.edits or [_Edit(given.old_string, given.new_string)]
    before = "\n".join(edit.old_string for edit in edits)
    after = "\n".join(edit.new_string for edit in edits)
    return (Change(path, before, after),) if path else ()


def _patched(patch: str) -> Iterator[Change]:
    parts = _PATCHED.split(patch)  # what is before, then each path with its lines
    for path, lines in zip(parts[1::2], parts[2::2], strict=True):
        signed = lines.split("\n")
        before, after = (
            "\n".join(line[1:] for line in signed if line[:1] == sign) for sign in "-+"
        )
        yield Change(path.strip().rstrip('"}'), before, after)


def _read(text: str) -> _Arguments:
    try:
        return _decoder.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return _Arguments()

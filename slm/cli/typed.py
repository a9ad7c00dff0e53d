"""Run commands that typer reads, its mistakes told in our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

import typer
from typer.core import TyperGroup
from typer.main import get_command

from slm.errors import UsageError, unknown

Name = TypeVar("Name", bound=StrEnum)
Servers = Mapping[str, Callable[[], int]]


def new_app() -> typer.Typer:
    """An app with plain help: the rich one takes ten times as long to start as Python."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def examples(*lines: str) -> str:
    """Examples for the end of a command's help, each kept on its line."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


def named(kind: type[Name], what: str, name: str) -> Name:
    """The member of an enumeration that a word names; raises UnknownName."""
    if name in list(kind):
        return kind(name)
    raise unknown(what, name, kind)


def run(app: typer.Typer, name: str, arguments: list[str], servers: Servers) -> int:
    """Have a command carried out; raises UsageError for what it does not take."""
    command = get_command(app)
    if isinstance(command, TyperGroup) and arguments and not arguments[0].startswith("-"):
        part = arguments[0]
        if part not in command.commands:
            raise unknown(f"{name} command", part, command.commands)
    try:
        # Not command.main, which has its own ways with closed pipes and Ctrl-C.
        with command.make_context(f"mem {name}", arguments, obj=servers) as context:
            code = command.invoke(context)
    except typer.Exit as exc:
        return exc.exit_code
    except typer.Abort as exc:
        raise KeyboardInterrupt from exc
    except typer.TyperException as exc:
        raise _as_usage_error(name, exc) from exc
    return int(code or 0)


def _as_usage_error(name: str, exc: typer.TyperException) -> UsageError:
    option, close = getattr(exc, "option_name", ""), getattr(exc, "possibilities", None)
    if close:
        return UsageError(f"mem {name} has no option {option}", f"did you mean {close[0]}?")
    message = exc.format_message().rstrip(".")
    return UsageError(message[:1].lower() + message[1:], f"mem {name} --help")

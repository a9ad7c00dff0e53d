"""Run one command line, and be the one place that prints what goes wrong."""

from __future__ import annotations

import os
import sys

from slm.cli.terminal import harmless, prepare_streams
from slm.errors import DaemonError, MemError, UsageError

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    # The servers that `mem` can become, which the shell's door itself must not know.
    Servers = Mapping[str, Callable[[], int]]

# As a shell reports a program ended by Ctrl-C, and by a reader that left.
INTERRUPTED = 130
UNREAD = 141


def run(arguments: list[str], servers: Servers) -> int:
    """Carry out a command line; returns the exit code, and raises nothing."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    is_debugging = "--debug" in options
    if is_debugging:
        arguments = [*arguments]
        arguments.remove("--debug")
    try:
        prepare_streams()
        code = _carry_out(arguments, servers)
        _flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _left_unread()
    except Exception as exc:  # noqa: BLE001 - here everything ends up that is told to people
        if is_debugging:
            import traceback

            traceback.print_exc()
        return _complain(_as_error(exc), as_json="--json" in options)
    return code


def _carry_out(arguments: list[str], servers: Servers) -> int:
    for position, argument in enumerate(arguments, 1):
        if not _is_text(argument):
            raise UsageError(f"argument {position} is not UTF-8: {argument!r}", "convert it first")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    code = _carry_out_lightly(command, rest)
    if code is not None:
        return code
    from slm.cli.commands import carry_out  # typer: 50 ms that the frequent commands need not pay

    return carry_out(command, rest, servers)


def _carry_out_lightly(command: str, rest: list[str]) -> int | None:
    from slm.cli import light

    if command == "recall" and (wish := light.read(rest, light.RECALL)):
        from slm.cli.recalling import recall

        return recall(wish)
    if command == "add" and (wish := light.read(rest, light.ADD)):
        from slm.cli.adding import add

        return add(wish)
    return None


def _is_text(argument: str) -> bool:
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _as_error(exc: Exception) -> MemError:
    if isinstance(exc, MemError):
        return exc
    if isinstance(exc, OSError):
        what = f"{exc.filename}: " if exc.filename else ""
        return DaemonError(f"{what}{exc.strerror or exc}", "see whether disk and folders allow it")
    return DaemonError(
        f"internal error: {type(exc).__name__}: {exc}", "the same with --debug tells more"
    )


def _complain(error: MemError, *, as_json: bool) -> int:
    """Say what went wrong and what to do about it; returns the exit code."""
    try:
        if as_json:
            import json

            told = {
                "error": type(error).__name__,
                "message": error.message,
                "hint": error.hint,
            }
            print(json.dumps(told), file=sys.stderr)
        else:
            print(f"mem: {_on_one_line(error.message)}", file=sys.stderr)
            if error.hint:
                print(f"hint: {_on_one_line(error.hint)}", file=sys.stderr)
        _flush()
    except OSError:
        _left_unread()  # nobody is there to be told
    return error.exit_code


def _on_one_line(text: str) -> str:
    return harmless(text).replace("\n", " ")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _left_unread() -> int:
    """End quietly: what is still in the streams must not complain when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    return UNREAD

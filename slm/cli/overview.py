"""Print what `mem` is and offers, without the framework that reads the commands."""

from __future__ import annotations

from slm import __version__
from slm.cli.printing import print_json
from slm.cli.terminal import one_line

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ABOUT = "mem remembers for coding agents: what was said and decided is found again."
OPTIONS = ("--help", "--version", "--json", "--debug")
EXAMPLES = """\
Examples:
  mem import ~/notes
  mem add "We pin sqlite 3.45: 3.46 broke the build on Alpine"
  mem recall "why did we pin sqlite?"
"""
NEWEST = 3
SHOWN = 72  # characters of a memory, so that a line fits a terminal of 80 with its indent


def help_(lines: Mapping[str, str]) -> int:
    """Print the commands and the options that hold for all; returns the exit code."""
    print(f"{ABOUT}\n\nUsage: mem COMMAND [OPTIONS]\n")
    _print_commands(lines)
    print("\nOptions:")
    print("  --json     Answer with one JSON document; every command has it.")
    print("  --debug    Show the traceback of what goes wrong.")
    print("  --version  Print the version.")
    print("  --help     Print this; mem COMMAND --help tells more.")
    print(f"\n{EXAMPLES}\nExit codes: 0 done, 1 nothing found, 2 usage, 3 daemon, 4 memory file.")
    return 0


def version(*, as_json: bool) -> int:
    """Print the version; returns the exit code."""
    if as_json:
        print_json({"version": __version__})
    else:
        print(f"mem {__version__}")
    return 0


def greet(lines: Mapping[str, str], *, as_json: bool) -> int:
    """Print how things stand in this folder, and the commands; returns the exit code."""
    listing = _newest()
    if as_json:
        print_json({"version": __version__, "running": listing is not None, "here": listing})
        return 0
    if listing is None:
        print("The daemon is not running; it starts when it is first asked.")
    else:
        print(f"{listing['total']:,} memories here.")
        for memory in listing["memories"]:
            print(f"  {memory['id']}  {one_line(memory['text'])[:SHOWN]}")
    print()
    _print_commands(lines)
    print("\nmem COMMAND --help tells more.")
    return 0


def _newest() -> dict[str, Any] | None:
    """The newest memories of this place; None where no daemon runs, for a glance starts none."""
    # Late, so that help and version pay for none of it.
    from slm.cli.place import place
    from slm.client.holder import is_held
    from slm.client.transport import exchange
    from slm.config import load_settings
    from slm.wire.frames import pack

    settings = load_settings()
    if not is_held(settings.lock):
        return None
    asked = pack("list", place=place(), limit=NEWEST)
    found: dict[str, Any] = exchange(settings, asked)["value"]  # it may be starting just now
    return found


def _print_commands(lines: Mapping[str, str]) -> None:
    print("Commands:")
    for name, line in lines.items():
        print(f"  {name:9}  {line}")

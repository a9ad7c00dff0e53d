"""List the commands: write one module with an `app`, add one entry to COMMANDS."""

from __future__ import annotations

import importlib

from slm.cli import overview
from slm.errors import unknown

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    import typer

    from slm.cli.typed import Servers

# Name, the module beside this one, and the line in the overview: the command's own first.
COMMANDS: dict[str, tuple[str, str]] = {
    "add": ("add", "Remember a text."),
    "recall": ("recall", "Find what answers a question."),
    "show": ("show", "Show one memory whole."),
    "list": ("list", "List memories, newest first."),
    "sessions": ("sessions", "List sessions, newest first, or the episodes of one."),
    "forget": ("forget", "Forget memories; undo brings them back for 30 days."),
    "undo": ("undo", "Bring back what was forgotten."),
    "scrub": ("scrub", "Take secrets out of all that is kept; there is no undo."),
    "import": ("import_", "Remember what logs and files hold."),
    "brief": ("brief", "Tell what an agent is told as a session begins here."),
    "watch": ("watch", "Choose the folders that the daemon follows."),
    "project": ("project", "List projects, join two that are one, rename one."),
    "status": ("status", "Tell what is remembered, and by which daemon."),
    "doctor": ("doctor", "Check everything, and tell how to mend it."),
    "model": ("model", "List, get and switch the models that tell meanings."),
    "eval": ("eval", "Measure recall on your own history."),
    "init": ("init", "Have the agents on this machine use mem."),
    "uninstall": ("uninstall", "Take out again what init wrote for agents."),
    "daemon": ("daemon", "Run, start and stop the daemon, and read its log."),
    "mcp": ("mcp", "Serve agents over MCP on standard input and output."),
}


def load(name: str) -> typer.Typer:
    """The app of a command, imported only now: each brings what the others do not need."""
    module = importlib.import_module(f"slm.cli.commands.{COMMANDS[name][0]}")
    app: typer.Typer = module.app
    return app


def carry_out(name: str, rest: list[str], servers: Servers) -> int:
    """Carry out what is none of the frequent commands; raises UnknownName."""
    lines = {command: line for command, (_, line) in COMMANDS.items()}
    if name in ("", "--json") and not rest:
        return overview.greet(lines, as_json=bool(name))
    if name in ("--help", "-h", "help"):
        if not rest:
            return overview.help_(lines)
        name, rest = rest[0], ["--help"]
    if name == "--version":
        return overview.version(as_json="--json" in rest)
    if name.startswith("-"):
        raise unknown("option", name, overview.OPTIONS)
    if name not in COMMANDS:
        raise unknown("command", name, COMMANDS)
    from slm.cli.typed import run  # typer, which the overview does without

    return run(load(name), name, rest, servers)

"""Offer `mem watch`: which folders the daemon follows."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli import place
from slm.cli.options import Json
from slm.cli.printing import print_report, print_table, remark
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.watch import Asker
from slm.wire.messages import AskWatches, Unwatch, Watch

app = new_app()

Folder = Annotated[str, typer.Argument(metavar="PATH", help="A folder of logs, or a project.")]
_WHY = {
    Asker.HAND: "you asked for it",
    Asker.INIT: "mem init found it",
    Asker.HOOK: "an agent's hook told of it",
    Asker.LOGS: "an agent worked there",
}


@app.callback(epilog=examples("mem watch add ~/code/shop", "mem watch list"))
def watch() -> None:
    """Choose the folders that the daemon follows."""


@app.command(epilog=examples("mem watch add ~/code/shop", "mem watch add ~/.codex/sessions"))
def add(path: Folder, *, json: Json = False) -> None:
    """Follow a folder: logs and projects are told apart by what they hold."""
    followed = ask(load_settings(), Watch(place.path(path)))
    if json:
        print_report(followed)
    else:
        remark(f"follows the {followed.holds} in {followed.path}")


@app.command("list", epilog=examples("mem watch list", "mem watch list --json"))
def list_(*, json: Json = False) -> None:
    """List the folders that are followed, and why."""
    found = ask(load_settings(), AskWatches())
    if json:
        print_report(found)
    elif found.watches:
        notes = dict.fromkeys(found.away, ", but nothing is there")
        rows = (
            (f"{one.holds}{notes.get(one.path, '')}", _WHY[one.asker], one.path)
            for one in found.watches
        )
        print_table(("holds", "because", "folder"), rows)
        if found.away:
            remark("what was moved is followed again by mem watch add, or left by mem watch remove")
    else:
        remark("nothing is followed; mem init finds what your agents write")


@app.command(epilog=examples("mem watch remove ~/code/shop"))
def remove(path: Folder, *, json: Json = False) -> None:
    """Follow a folder no longer; what was read of it stays."""
    left = ask(load_settings(), Unwatch(place.path(path)))
    if json:
        print_report(left)
    else:
        remark(f"follows {left.path} no longer; what was read of it stays")

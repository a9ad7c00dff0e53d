"""Offer `mem project`: which projects there are, and which of them are one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from slm.cli.options import Json
from slm.cli.printing import print_report, print_table, remark
from slm.cli.progress import showing
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.reports import Project
from slm.wire.messages import AskProjects, Join, Rename

app = new_app()


@app.callback(epilog=examples("mem project list", "mem project join . ana/orchard"))
def project() -> None:
    """List projects, join two that are one, rename one."""


@app.command("list", epilog=examples("mem project list", "mem project list --json"))
def list_(json: Json = False) -> int:
    """List every project with what it is known by."""
    found = ask(load_settings(), AskProjects())
    if json:
        print_report(found)
    else:
        print_table(("project", "memories", "also", "known by"), map(_row, found.projects))
    return 0 if found.projects else 1


@app.command(epilog=examples("mem project join orchard ana/orchard", "mem project join . orchard"))
def join(
    one: Annotated[str, typer.Argument(metavar="NAME", help="A project, or a folder of one.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The project it is part of.")],
    json: Json = False,
) -> None:
    """Make a project part of another, with its memories; its name goes on naming it."""
    with showing() as show:
        joined = ask(load_settings(), Join(_place(one), into), on_progress=show, timeout=None)
    if json:
        print_report(joined)
    else:
        print(joined.name)
        remark(f"{joined.moved:,} memories moved")


@app.command(epilog=examples("mem project rename orchard-2 orchard-api"))
def rename(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    to: Annotated[str, typer.Argument(metavar="NEW", help="What it is to be called.")],
    json: Json = False,
) -> None:
    """Give a project another name; the one it had goes on naming it."""
    renamed = ask(load_settings(), Rename(name, to))
    if json:
        print_report(renamed)
    else:
        print(renamed.name)


def _place(one: str) -> str:
    """A folder as the daemon can find it; what is no folder is a name."""
    is_folder = one in (".", "..") or one.startswith(("./", "../", "~", os.sep))
    return str(Path(one).expanduser().resolve()) if is_folder else one


def _row(one: Project) -> tuple[str, ...]:
    name = one.name or "(everywhere)"
    return name, f"{one.memories:,}", ", ".join(one.also), ", ".join(one.keys)

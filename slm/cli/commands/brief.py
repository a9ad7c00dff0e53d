"""Offer `mem brief`: what an agent is told as a session begins."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli.options import Json, Project
from slm.cli.place import place
from slm.cli.printing import print_report, remark
from slm.cli.recalling import between
from slm.cli.terminal import harmless
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.question import DEFAULT_BRIEF, Place
from slm.wire.messages import AskBrief

app = new_app()


@app.command(epilog=examples("mem brief", "mem brief --project shop --budget 300"))
def brief(
    *,
    project: Project = None,
    budget: Annotated[
        str, typer.Option("--budget", metavar="TOKENS", help="At most so long.")
    ] = str(DEFAULT_BRIEF),
    json: Json = False,
) -> int:
    """Tell what an agent is told as a session begins here."""
    told = ask(load_settings(), AskBrief(Place(**place(project)), between("--budget", budget)))
    if json:
        print_report(told)
    elif told.context:
        print(harmless(told.context))
    else:
        remark("nothing is known of this project that a session should begin with")
    return 0 if told.context else 1

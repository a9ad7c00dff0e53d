"""Offer `mem undo`: bring back what was forgotten."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli.memories import print_memories
from slm.cli.options import Json
from slm.cli.printing import print_report
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.wire.messages import Undo

app = new_app()


@app.command(epilog=examples("mem undo", "mem undo 3f9a0c21", "mem list --state forgotten"))
def undo(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Default: all that the last forgetting took."),
    ] = None,
    json: Json = False,
) -> None:
    """Bring back what was forgotten."""
    restored = ask(load_settings(), Undo(tuple(ids or ())))
    if json:
        print_report(restored)
    else:
        print_memories(restored.memories)

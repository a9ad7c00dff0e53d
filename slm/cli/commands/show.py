"""Offer `mem show`: one memory whole."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli.memories import print_whole
from slm.cli.options import Json
from slm.cli.printing import print_report
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.wire.messages import Show

app = new_app()


@app.command(epilog=examples("mem show 3f9a0c21", "mem show 3f9a0c21 --json"))
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id, or its beginning.")],
    json: Json = False,
) -> None:
    """Show one memory whole."""
    shown = ask(load_settings(), Show(id_))
    if json:
        print_report(shown)
    else:
        print_whole(shown)

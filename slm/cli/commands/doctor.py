"""Offer `mem doctor`: look at everything, and tell how to mend what is not well."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli.options import Json
from slm.cli.printing import print_report, print_table
from slm.cli.progress import showing
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.wire.messages import Doctor

app = new_app()


@app.command(epilog=examples("mem doctor", "mem doctor --rebuild", "mem doctor --json"))
def doctor(
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make every index anew from the memories.")
    ] = False,
    json: Json = False,
) -> int:
    """Check everything, and tell how to mend it."""
    with showing() as show:
        # Nothing is said while SQLite reads the whole file, which may take minutes.
        diagnosis = ask(load_settings(), Doctor(rebuild), on_progress=show, timeout=None)
    if json:
        print_report(diagnosis)
    else:
        print_table(
            ("", "check", "found", "to mend it"),
            [
                ("ok" if one.ok else "BAD", one.check, one.detail, "" if one.ok else one.fix)
                for one in diagnosis.findings
            ],
        )
    return 0 if all(one.ok for one in diagnosis.findings) else 1

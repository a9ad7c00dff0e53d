"""Offer `mem doctor`: look at everything, and tell how to mend what is not well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from slm.cli.options import Json
from slm.cli.printing import print_pairs, print_report
from slm.cli.progress import showing
from slm.cli.terminal import one_line
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.reports import Finding
from slm.wire.messages import Doctor

app = new_app()


@app.command(epilog=examples("mem doctor", "mem doctor --rebuild", "mem doctor --json"))
def doctor(
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make every index anew from the memories.")
    ] = False,
    forget_use: Annotated[
        bool, typer.Option("--forget-use", help="First forget which hits were opened or rejected.")
    ] = False,
    json: Json = False,
) -> int:
    """Check everything, and tell how to mend it."""
    with showing() as show:
        # Nothing is said while SQLite reads the whole file, which may take minutes.
        diagnosis = ask(
            load_settings(), Doctor(rebuild, forget_use), on_progress=show, timeout=None
        )
    if json:
        print_report(diagnosis)
    else:
        print_pairs(line for finding in diagnosis.findings for line in _lines(finding))
    return 0 if all(one.ok for one in diagnosis.findings) else 1


def _lines(finding: Finding) -> Iterator[tuple[str, str]]:
    yield f"{'ok ' if finding.ok else 'BAD'}  {finding.check}", one_line(finding.detail)
    if not finding.ok:
        yield "     to mend it", one_line(finding.fix)

"""Offer `mem import`: have the daemon read logs and files, and tell what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from slm.cli import place
from slm.cli.options import Json, Project
from slm.cli.printing import print_pairs, print_report, remark
from slm.cli.progress import showing
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.question import Place
from slm.domain.reports import Imported
from slm.wire.messages import Import

app = new_app()

UNREAD_LINES = 200  # of the log: most imports meet fewer


@app.command(
    epilog=examples(
        "mem import ~/.claude/projects",
        "mem import . --project website",
        "mem import turns.jsonl --format jsonl --no-wait",
    )
)
def import_(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file, a folder or a repository.")],
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="How it is written; mem status lists the formats."
        ),
    ] = "auto",
    project: Project = None,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Let the vectors follow in the background.")
    ] = False,
    json: Json = False,
) -> None:
    """Remember what logs and files hold."""
    where = Place(**place.place(project))
    request = Import(place.path(path), format_, where, wait=not no_wait)
    with showing() as show:
        # No limit on silence: it may have to wait for other imports.
        imported = ask(load_settings(), request, on_progress=show, timeout=None)
    if json:
        print_report(imported)
        return
    remark(imported.notice)
    print_pairs(_lines(imported))
    if not imported.added:
        remark("nothing new")
    if imported.unread:
        remark(f"mem daemon logs -n {UNREAD_LINES} tells which files and lines were unread")


def _lines(imported: Imported) -> list[tuple[str, str]]:
    lines = [
        ("files", f"{imported.files:,}{_by_name(imported.formats)}"),
        ("added", f"{imported.added:,}"),
        ("known", f"{imported.known:,}"),
        ("superseded", f"{imported.superseded:,}" if imported.superseded else ""),
        ("revived", f"{imported.revived:,}" if imported.revived else ""),
        ("forgotten", f"{imported.forgotten:,} left so" if imported.forgotten else ""),
        ("left out", _counted(imported.left_out)),
        ("unread", _counted(imported.unread)),
        ("secrets", _counted(imported.redacted)),
        ("passages", f"{imported.passages:,}{'' if imported.waited else ', their vectors follow'}"),
        ("seconds", f"{imported.seconds:.1f}"),
    ]
    return [(name, value) for name, value in lines if value]


def _counted(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    return f"{total:,}{_by_name(counts)}" if total else ""


def _by_name(counts: Mapping[str, int]) -> str:
    often_first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return f" ({', '.join(f'{count:,} {name}' for name, count in often_first)})" if counts else ""

"""Offer `mem add` in full; its everyday form is read by slm.cli.light."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli import adding
from slm.cli.options import Json, OneKind, Project
from slm.cli.typed import examples, new_app

app = new_app()


@app.command(
    epilog=examples(
        'mem add "We pin sqlite 3.45: 3.46 broke the build on Alpine"',
        'mem add --all --kind preference "Short commit subjects, imperative"',
        'mem add --kind summary --from 3f9a0c21 "Alpine needs sqlite 3.45"',
        "git log -1 --format=%B | mem add - --kind decision",
    )
)
def add(  # noqa: PLR0913 - each option is a parameter
    text: Annotated[list[str], typer.Argument(help="What to remember; - reads it from a pipe.")],
    *,
    kind: OneKind = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help="May be repeated.")
    ] = None,
    project: Project = None,
    branch: Annotated[
        str | None, typer.Option("--branch", metavar="BRANCH", help="Where it holds.")
    ] = None,
    time: Annotated[
        str | None,
        typer.Option("--time", metavar="WHEN", help="When it was said, ISO 8601. Default: now."),
    ] = None,
    from_: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="ID", help="A memory it is concluded from; may be repeated."
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="What holds in every project.")] = False,
    json: Json = False,
) -> int:
    """Remember a text."""
    return adding.add(
        {
            "words": text,
            "kind": kind,
            "tag": tag,
            "project": project,
            "branch": branch,
            "time": time,
            "from": from_,
            "all": all_,
            "json": json,
        }
    )

"""Describe the options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.domain.memory import Kind
from slm.domain.question import DEFAULT_BUDGET, DEFAULT_LIMIT

_KINDS = ", ".join(Kind)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Project = Annotated[
    str | None,
    typer.Option("--project", metavar="NAME", help="Default: the working directory's project."),
]
Everywhere = Annotated[bool, typer.Option("--all", help="In every project.")]
OneKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=f"One of {_KINDS}. Default: fact.")
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help=f"Only this kind; may be repeated. {_KINDS}."),
]
# Numbers come as they are written: typer's own message does not say what was.
HitLimit = Annotated[
    str | None,
    typer.Option("--limit", metavar="N", help=f"How many hits. Default: {DEFAULT_LIMIT}."),
]
RowLimit = Annotated[str, typer.Option("--limit", metavar="N", help="How many.")]
Budget = Annotated[
    str | None,
    typer.Option(
        "--budget",
        metavar="TOKENS",
        help=f"How large the context in the JSON may be. Default: {DEFAULT_BUDGET}.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]

"""Offer `mem recall` in full; its everyday form is read by slm.cli.light."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli import recalling
from slm.cli.light import Wish
from slm.cli.options import Budget, Everywhere, HitLimit, Json, Kinds, Project
from slm.cli.typed import examples, new_app
from slm.errors import UsageError

app = new_app()
Query = Annotated[list[str] | None, typer.Argument(help="What you want to know.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="WHEN", help="Said then or later: ISO 8601, or 7d (ago)."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="WHEN", help="As it was known then: ISO 8601, or 7d (ago)."),
]
Quick = Annotated[
    bool, typer.Option("--quick", help="Never look wider, however unsure the answer.")
]
Why = Annotated[bool, typer.Option("--why", help="Show each term of the score.")]
Batch = Annotated[
    str | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help="Questions, one a line: {id, query, project?, limit?, budget?}. Needs --json.",
    ),
]


@app.command(
    epilog=examples(
        'mem recall "why did we pin sqlite?"',
        "mem recall --kind decision --since 30d --limit 3 deployment",
        "mem recall --all --why --json 'flaky test'",
        "mem recall --batch questions.jsonl --json",
    )
)
def recall(  # noqa: PLR0913 - each option is a parameter
    query: Query = None,
    *,
    limit: HitLimit = None,
    budget: Budget = None,
    project: Project = None,
    kind: Kinds = None,
    since: Since = None,
    as_of: AsOf = None,
    all_: Everywhere = False,
    quick: Quick = False,
    why: Why = False,
    json: Json = False,
    batch: Batch = None,
) -> int:
    """Find what answers a question."""
    wish: Wish = {
        "words": query or [],
        "limit": limit,
        "budget": budget,
        "project": project,
        "kind": kind,
        "since": since,
        "as_of": as_of,
        "all": all_,
        "quick": quick,
        "why": why,
        "json": json,
    }
    if batch is not None:
        return _recall_batch(batch, wish, json=json)
    if not query:
        raise UsageError("there is no question", 'mem recall "why did we …?"')
    return recalling.recall(wish)


def _recall_batch(path: str, wish: Wish, *, json: bool) -> int:
    from slm.cli import batch  # msgspec, only where there are many questions

    if wish["words"] or not json:
        raise UsageError("--batch takes --json and no question of its own", "mem recall --help")
    return batch.recall(path, wish)

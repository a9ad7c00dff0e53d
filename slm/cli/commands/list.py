"""Offer `mem list`: memories, newest first."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli.memories import print_memories
from slm.cli.options import Everywhere, Json, Kinds, Project, RowLimit
from slm.cli.place import place
from slm.cli.printing import print_report, remark
from slm.cli.recalling import between
from slm.cli.typed import examples, named, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.memory import Kind, State
from slm.domain.question import Place
from slm.wire.messages import List

app = new_app()


@app.command(
    "list",
    epilog=examples(
        "mem list",
        "mem list --all --kind decision --limit 50",
        "mem list --state forgotten",
        "mem list --session 5d1c --json",
    ),
)
def list_(  # noqa: PLR0913 - each option is a parameter
    *,
    project: Project = None,
    kind: Kinds = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help=f"One of {', '.join(State)}.")
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar="ID", help="Only of this session.")
    ] = None,
    limit: RowLimit = "20",
    all_: Everywhere = False,
    json: Json = False,
) -> int:
    """List memories, newest first."""
    listing = ask(
        load_settings(),
        List(
            Place(**place(project, everywhere=all_)),
            tuple(named(Kind, "kind", name) for name in kind or ()),
            named(State, "state", state) if state else None,
            session or "",
            between("--limit", limit),
        ),
    )
    if json:
        print_report(listing)
    elif listing.memories:
        print_memories(listing.memories, listing.branch_states)
        left = listing.total - len(listing.memories)
        remark(f"{left:,} more, see --limit" if left else "")
    else:
        remark("nothing found")
    return 0 if listing.memories else 1

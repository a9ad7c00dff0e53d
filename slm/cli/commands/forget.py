"""Offer `mem forget`: take memories away, asking first where more may go than was named."""

from __future__ import annotations

import sys
from typing import Annotated

import msgspec
import typer

from slm.cli.memories import print_memories
from slm.cli.options import Everywhere, Json, Project, Yes
from slm.cli.place import place
from slm.cli.printing import print_report, remark
from slm.cli.terminal import is_terminal
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import Settings, load_settings
from slm.domain.question import Place
from slm.domain.reports import Forgotten
from slm.errors import UsageError
from slm.wire.messages import Forget

app = new_app()


@app.command(
    epilog=examples(
        "mem forget 3f9a0c21 77b0",
        'mem forget --query "staging password" --dry-run',
        "mem forget --session 5d1c --yes",
        "mem forget 3f9a0c21 --purge",
    )
)
def forget(  # noqa: PLR0913 - each option is a parameter
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Ids, or their beginnings.")
    ] = None,
    *,
    query: Annotated[
        str | None, typer.Option("--query", metavar="TEXT", help="What this question finds.")
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar="ID", help="A whole session.")
    ] = None,
    project: Project = None,
    all_: Everywhere = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
    purge: Annotated[
        bool, typer.Option("--purge", help="Erase for good: there is no undo.")
    ] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Forget memories; undo brings them back for 30 days."""
    where = Place(**place(project, everywhere=all_))
    request = Forget(tuple(ids or ()), session or "", query or "", where, dry_run, purge)
    if not (request.ids or request.session or request.query):
        raise UsageError(
            "nothing is named to forget", "mem forget ID, --query TEXT or --session ID"
        )
    settings = load_settings()
    if not yes and not dry_run and (query or session or purge):
        request = _agreed(settings, request, may_ask=not json)
    forgotten = ask(settings, request)
    if json:
        print_report(forgotten)
    else:
        _print(forgotten)


def _agreed(settings: Settings, request: Forget, *, may_ask: bool) -> Forget:
    """The request for just what the user has seen and agreed to; ends the command otherwise."""
    if not (may_ask and is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        why = "what is purged is gone" if request.purge else "this may forget more than was named"
        raise UsageError(
            f"{why}, and nobody can be asked here",
            "look with --dry-run, then give --yes",
        )
    found = ask(settings, msgspec.structs.replace(request, dry_run=True)).memories
    print_memories(found)
    how = "erase these {} for good" if request.purge else "forget these {}"
    if not typer.confirm(how.format(len(found)) + "?", err=True):
        raise typer.Exit(1)
    return Forget(tuple(memory.id for memory in found), purge=request.purge)


def _print(forgotten: Forgotten) -> None:
    count = f"{len(forgotten.memories):,}"
    if forgotten.dry_run:
        print_memories(forgotten.memories)
        remark(f"{count} would be forgotten")
        return
    for memory in forgotten.memories:
        print(memory.id)
    remark(f"{count} erased for good" if forgotten.purged else f"{count} forgotten until mem undo")

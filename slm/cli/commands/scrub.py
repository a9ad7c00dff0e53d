"""Offer `mem scrub`: take secrets out of all that is kept, asking first."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from slm.cli.options import Json, Yes
from slm.cli.printing import print_pairs, print_report, remark
from slm.cli.progress import showing
from slm.cli.terminal import is_terminal
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import Settings, load_settings
from slm.domain.reports import Scrubbed
from slm.errors import UnreadableInput, UsageError
from slm.wire.messages import Scrub

app = new_app()

# Thousands of keys; a longer list is some other file.
MOST_BYTES = 1_000_000
# More ids than a screen has lines are for programs: --json has them all.
SHOWN_IDS = 20


@app.command(
    epilog=examples(
        "mem scrub --dry-run",
        "mem scrub --yes",
        "pass show shop/db | mem scrub --value - --yes",
    )
)
def scrub(
    *,
    value: Annotated[
        str | None,
        typer.Option(
            "--value", metavar="-", help="Read secrets, one a line, from the standard input."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would change.")
    ] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Take secrets out of all that is kept; there is no undo."""
    request = Scrub(() if value is None else _values(value), dry_run)
    settings = load_settings()
    if not yes and not dry_run:
        _agree(settings, request, may_ask=not json)
    scrubbed = _ask(settings, request)
    if json:
        print_report(scrubbed)
    else:
        _print(scrubbed)
        if value is not None and scrubbed.memories and not dry_run:
            remark("a file or log that still holds a value brings it back when it changes: take it")
            remark("out there too, or keep it in a .env file of the project, which is heeded")


def _values(option: str) -> tuple[str, ...]:
    """The lines of the standard input; a secret in an argument stands in the shell's history."""
    if option != "-":
        raise UsageError(
            "a secret is not taken as an argument: shells and process lists keep those",
            "give --value - and write it to the standard input, one a line",
        )
    given = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    if len(given) > MOST_BYTES:
        raise UsageError(f"more than {MOST_BYTES:,} bytes of values are too many", "give fewer")
    try:
        lines = given.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as exc:
        raise UnreadableInput(
            f"the standard input is no text: byte {exc.start:,} is not UTF-8", "convert it first"
        ) from exc
    values = tuple(line for line in lines if line.strip())
    if not values:
        raise UsageError("no value stands in the standard input", "one secret a line")
    return values


def _agree(settings: Settings, request: Scrub, *, may_ask: bool) -> None:
    """Ask a person who has seen what would change; ends the command otherwise."""
    # The values may have come through the standard input: it is the terminal that is asked.
    if not (may_ask and is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError(
            "what is scrubbed is gone, and nobody can be asked here",
            "look with --dry-run, then give --yes",
        )
    _print(_ask(settings, Scrub(request.values, dry_run=True)))
    if not typer.confirm("take them out for good?", err=True):
        raise typer.Exit(1)


def _ask(settings: Settings, request: Scrub) -> Scrubbed:
    with showing() as show:
        # No limit on silence: it may have to wait for an import, and the file to be written anew.
        return ask(settings, request, on_progress=show, timeout=None)


def _print(scrubbed: Scrubbed) -> None:
    for id_ in scrubbed.memories[:SHOWN_IDS]:
        print(id_)
    if len(scrubbed.memories) > SHOWN_IDS:
        remark(f"and {len(scrubbed.memories) - SHOWN_IDS:,} more: --json lists them all")
    often_first = sorted(scrubbed.redacted.items(), key=lambda one: (-one[1], one[0]))
    print_pairs((kind, f"{count:,}") for kind, count in often_first)
    remark(_told(scrubbed))
    if not scrubbed.settled:
        remark("a reader still holds the journal, where traces may be left: run mem scrub again")


def _told(scrubbed: Scrubbed) -> str:
    secrets = sum(scrubbed.redacted.values())
    places = ", ".join(
        f"{count:,} {name}"
        for count, name in (
            (len(scrubbed.memories), "memories"),
            (scrubbed.labels, "labels"),
            (scrubbed.log_files, "log files"),
        )
        if count
    )
    looked_at = f"{scrubbed.looked_at:,} memories looked at"
    if not places:
        return f"{looked_at}, no secret found"
    verb = "would be taken" if scrubbed.dry_run else "taken"
    return f"{looked_at}, {secrets:,} secrets {verb} out of {places}"

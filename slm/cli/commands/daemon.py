"""Offer `mem daemon`: run it, start it, stop it, read its log."""

from __future__ import annotations

from typing import Annotated

import typer

from slm.cli import log
from slm.cli.options import Json
from slm.cli.printing import print_json, remark
from slm.cli.recalling import between
from slm.cli.typed import Servers, examples, new_app
from slm.client import lifecycle
from slm.config import load_settings

app = new_app()


@app.callback(epilog=examples("mem daemon start", "mem daemon stop", "mem daemon logs --follow"))
def daemon() -> None:
    """Run, start and stop the daemon, and read its log."""


@app.command(epilog=examples("mem daemon run"))
def run(context: typer.Context, json: Json = False) -> int:  # noqa: ARG001 - see --help
    """Be the daemon, in the foreground, until it is told to end."""
    servers: Servers = context.obj
    return servers["daemon"]()


@app.command(epilog=examples("mem daemon start"))
def start(json: Json = False) -> None:
    """Start the daemon; any other command does so when it needs it."""
    lifecycle.start(load_settings())
    if json:
        print_json({"running": True})


@app.command(epilog=examples("mem daemon stop"))
def stop(json: Json = False) -> None:
    """End the daemon; what is under way is finished first."""
    did_run = lifecycle.stop(load_settings())
    if json:
        print_json({"running": False, "stopped": did_run})
    elif not did_run:
        remark("no daemon was running")


@app.command(epilog=examples("mem daemon logs", "mem daemon logs -n 200 --follow"))
def logs(
    *,
    lines: Annotated[str, typer.Option("-n", metavar="N", help="How many lines.")] = "20",
    follow: Annotated[bool, typer.Option("--follow", help="Go on as it grows.")] = False,
    json: Json = False,
) -> None:
    """Show the end of the daemon's log; it holds no memory's text."""
    log.show(load_settings().log, between("-n", lines), follow=follow, as_json=json)

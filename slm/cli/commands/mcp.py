"""Offer `mem mcp`: become the server that agents start."""

from __future__ import annotations

import typer

from slm.cli.options import Json
from slm.cli.typed import Servers, examples, new_app

app = new_app()


@app.command(epilog=examples("mem mcp", "claude mcp add mem -- mem mcp"))
def mcp(context: typer.Context, json: Json = False) -> int:  # noqa: ARG001 - it always is JSON
    """Serve agents over MCP on standard input and output."""
    servers: Servers = context.obj
    return servers["mcp"]()

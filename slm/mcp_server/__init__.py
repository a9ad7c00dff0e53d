"""Serve the memory to agents over MCP, on standard input and output."""

from __future__ import annotations

import signal
import sys

# How often to look whether the agent still lives, in seconds.
LOOK_S = 1.0


def main() -> int:
    """Serve until the input closes or the agent is gone; returns the exit code."""
    if sys.stdin is None or sys.stdout is None:  # closed from the beginning
        return 0
    # Nothing here needs saving, the daemon has what was sent: so Ctrl-C just ends it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Both late: the SDK takes most of a second, which no other door may have to wait for and in
    # which the agent may die.
    from slm.mcp_server.ending import end_with_parent

    end_with_parent(LOOK_S)
    from slm.mcp_server.server import run

    run()
    return 0

"""Be `mem`: hand the command line to the shell's door, with the servers it may become."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run `mem` with the process's own arguments; returns the exit code."""
    if sys.argv[1:2] == ["hook"]:
        from slm.hook import main as answer  # a prompt waits for it: before all else

        answer(sys.argv[2:])
        os._exit(0)  # all is written: to take Python down in order is a tenth of a prompt's wait
    from slm.cli.app import run

    return run(sys.argv[1:], {"daemon": _serve_requests, "mcp": _serve_mcp})


def _serve_requests() -> int:
    from slm.daemon.__main__ import main as serve  # only where `mem` is to be the daemon

    return serve()


def _serve_mcp() -> int:
    from slm.mcp_server import main as serve  # its SDK is slow to import

    return serve()


if __name__ == "__main__":
    sys.exit(main())

"""Run the daemon in the foreground: `python -m slm.daemon`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from slm.config import Settings, load_settings
from slm.daemon.process import run
from slm.errors import MemError

if TYPE_CHECKING:
    from slm.daemon.life import Desk


def main() -> int:
    """Live until asked to end; returns the exit code."""
    try:
        return run(load_settings(), _open_desk)
    except MemError as error:
        sys.stderr.write(f"mem: {error.message}\nhint: {error.hint}\n")
        return error.exit_code


def _open_desk(settings: Settings) -> Desk:
    from slm.daemon.desk import open_desk  # the heavy rooms: only who holds the lock needs them

    return open_desk(settings)


if __name__ == "__main__":
    sys.exit(main())

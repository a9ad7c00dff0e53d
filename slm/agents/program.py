"""Tell where the `mem` is that agents are to call."""

from __future__ import annotations

import sys
from pathlib import Path

from slm.agents.part import PROGRAM
from slm.config import find_program
from slm.errors import UsageError


def find_mem() -> Path:
    """The program that runs, by the path it was started by; raises UsageError if it is not known.

    A link is not followed: installers let one stand still while releases come and go behind it.
    """
    started = Path(sys.argv[0])
    for candidate in (started.absolute(), Path(sys.executable).with_name(PROGRAM)):
        if candidate.name == PROGRAM and candidate.is_file():
            return _checked(candidate)
    found = find_program(PROGRAM)  # python -m slm, out of a folder where nothing is installed
    if found is None:
        raise UsageError("there is no program called mem to name to agents", "install mem first")
    return _checked(found)


def _checked(program: Path) -> Path:
    """The path, if a JSON file can hold it."""
    try:
        str(program).encode()
    except UnicodeEncodeError as exc:
        raise UsageError(f"{program!r} is not UTF-8", "install mem under another name") from exc
    return program

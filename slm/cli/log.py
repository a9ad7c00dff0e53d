"""Print the end of a log, and what is added to it."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from pathlib import Path
from typing import BinaryIO

from slm.cli.printing import print_json
from slm.cli.terminal import harmless
from slm.errors import NothingFound, UnreadableInput, UsageError

LOOK_S = 0.2  # a person does not notice less


def show(path: Path, lines: int, *, follow: bool, as_json: bool) -> None:
    """Print the last lines, as one JSON list where asked; with `follow`, go on until stopped."""
    if follow and as_json:
        raise UsageError("--follow has no end, and a JSON document has one", "leave one out")
    log = _open(path)
    with log:
        last = [_readable(line) for line in deque(log, maxlen=lines)]
        if as_json:
            print_json(last)
            return
        for line in last:
            print(line)
        while follow:
            log = _print_new(log, path)
            time.sleep(LOOK_S)


def _print_new(log: BinaryIO, path: Path) -> BinaryIO:
    """Print what was added; returns the log to go on with, a new one where it was rotated."""
    for line in log:
        print(_readable(line))
    sys.stdout.flush()
    try:
        is_same = os.path.samestat(os.fstat(log.fileno()), path.stat())
    except FileNotFoundError:  # just being rotated
        return log
    if is_same:
        return log
    log.close()
    return _open(path)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as exc:
        raise NothingFound(f"there is no log yet: {path}", "mem daemon start") from exc
    except OSError as exc:
        raise UnreadableInput(f"cannot read {path}: {exc.strerror}", "check its rights") from exc


def _readable(line: bytes) -> str:
    return harmless(line.decode("utf-8", "replace").rstrip("\n"))

"""Write the daemon's log: events and their fields, never a memory's text."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from slm.lifecycle.redact import redact

log = logging.getLogger(__name__)

# Some ten thousand events: weeks of work, and still read at a glance.
LOG_BYTES = 1_000_000
LOG_COPIES = 1


class _Log(RotatingFileHandler):
    """A log of two files; where stderr ends in it too, stderr moves on with it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LOG_BYTES, backupCount=LOG_COPIES, encoding="utf-8")
        path.chmod(0o600)  # an older one may have been made under another umask
        self.has_stderr = os.path.samestat(os.fstat(2), path.stat())

    def doRollover(self) -> None:  # noqa: N802 - the name is logging's
        super().doRollover()
        if self.has_stderr and self.stream:
            os.dup2(self.stream.fileno(), 2)


class _Format(logging.Formatter):
    """Lines without secrets: a path may hold one, and so may what an exception says."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record)).text


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Log into `path` for a while: our events, and everybody's warnings."""
    handler = _Log(path)
    handler.setFormatter(_Format("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root, ours = logging.getLogger(), logging.getLogger("slm")
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    if handler.has_stderr:
        faulthandler.enable(sys.stderr)  # a crash in a library leaves its stack
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()

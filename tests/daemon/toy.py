"""Run a daemon with a desk that remembers nothing; `toy.json` in its home says how it behaves."""

import json
import os
import sys
import time
from pathlib import Path
from typing import ClassVar

from slm import errors
from slm.config import load_settings
from slm.daemon.limits import Limits
from slm.daemon.process import run
from slm.domain.reports import Added, Done, Imported, Progress
from slm.wire.messages import Add, AskStatus, Forget, Import, Show, UseModel


class ToyDesk:
    """Answers a few requests in ways that tests can tell apart."""

    def __init__(self, home, behaviour):
        self.home = home
        self.busy_until = time.monotonic() + behaviour.get("busy_s", 0)

    def handle(self, request, report):
        self.note(f"begin {type(request).__name__}")
        answer = self.ways[type(request)](self, request, report)
        self.note(f"done {type(request).__name__}")
        return answer

    def add(self, request: Add, report):
        """Take `time` seconds, then echo the text."""
        time.sleep(float(request.time or 0))
        return Added(id=request.text, is_new=True)

    def import_(self, request: Import, report):
        """Report progress `path` times, a hundredth of a second apart."""
        try:
            for done in range(int(request.path)):
                report(Progress("reading", done, int(request.path), "bytes"))
                time.sleep(0.01)
        except ConnectionAbortedError:
            self.note("aborted Import")
            raise
        return Imported(1, {}, done + 1, 0, 0, {}, {}, {}, 0, waited=True, seconds=0.0)

    def show(self, request: Show, report):
        """Fail in the way that is named."""
        if request.id == "bug":
            raise ZeroDivisionError("a bug")
        if request.id == "die":
            os._exit(9)
        raise getattr(errors, request.id)("what happened", "what to do")

    def forget(self, request: Forget, report):
        """Fail, quoting a file name that is not UTF-8."""
        raise errors.UnreadableInput("cannot read na\udcefve.txt")

    def use_model(self, request: UseModel, report):
        """A reply of some megabytes."""
        return Done("x" * 5_000_000)

    def status(self, request: AskStatus, report):
        return Done("well")

    ways: ClassVar = {
        AskStatus: status,
        Add: add,
        Import: import_,
        Show: show,
        Forget: forget,
        UseModel: use_model,
    }

    def is_busy(self):
        return time.monotonic() < self.busy_until

    def close(self):
        self.note("closed")

    def note(self, what):
        with (self.home / "toy.notes").open("a") as notes:
            notes.write(what + "\n")


def open_toy(settings):
    behaviour = read_behaviour(settings)
    with (settings.home / "toy.notes").open("a") as notes:
        notes.write(f"opening {os.getpid()}\n")
    time.sleep(behaviour.get("open_s", 0))
    if "fail" in behaviour:
        error = getattr(errors, behaviour["fail"], None)
        raise error("it has schema 9", "upgrade") if error else ValueError("a bug at the start")
    return ToyDesk(settings.home, behaviour)


def read_behaviour(settings):
    path = Path(settings.home) / "toy.json"
    return json.loads(path.read_text()) if path.exists() else {}


if __name__ == "__main__":
    settings = load_settings()
    sys.exit(run(settings, open_toy, Limits(**read_behaviour(settings).get("limits", {}))))

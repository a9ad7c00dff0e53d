"""Run `mem` as a shell does: a process of its own, a home of its own, a daemon in it."""

import contextlib
import json
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from unittest.mock import patch

from slm.client.lifecycle import stop
from slm.config import load_settings
from slm.errors import UsageError

MEM = [sys.executable, "-m", "slm"]


class Shell:
    """A user with a home, an empty folder of models, and a working directory."""

    def __init__(self, folder):
        self.folder = folder
        self.home = folder / "slm"
        self.cwd = folder / "work"
        self.cwd.mkdir(parents=True)
        # Only what a process needs: the variables of whoever runs the tests are not the user's.
        self.variables = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "SLM_HOME": str(self.home),
            "SLM_MODEL_DIR": str(folder / "models"),
            "XDG_RUNTIME_DIR": str(folder),
            "TMPDIR": tempfile.gettempdir(),  # where a long home has its socket
            "TERM": "xterm",
            "COLUMNS": "80",
        }

    def mem(self, *words, given=b"", **variables):
        """Run a command to its end in pipes."""
        return subprocess.run(
            [*MEM, *words],
            input=given if isinstance(given, bytes) else given.encode(),
            capture_output=True,
            cwd=self.cwd,
            env={**self.variables, **variables},
            timeout=60,
            check=False,
        )

    def out(self, *words, given=b""):
        """What a command that succeeds answers."""
        done = self.mem(*words, given=given)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    def json(self, *words, given=b""):
        """The one document that a command that succeeds answers."""
        return json.loads(self.out(*words, "--json", given=given))

    def error(self, *words, given=b"", **variables):
        """How a command fails: its exit code, and the error it tells as JSON."""
        done = self.mem(*words, "--json", given=given, **variables)
        assert done.stdout == b""
        (line,) = done.stderr.splitlines()
        return done.returncode, json.loads(line)

    def write(self, name, text):
        """Put a file into the working directory, and give its name."""
        content = text if isinstance(text, bytes) else text.encode()
        (self.cwd / name).write_bytes(content)
        return name

    def start(self, *words, **streams):
        """Start a command, and leave it running."""
        return subprocess.Popen([*MEM, *words], cwd=self.cwd, env=self.variables, **streams)

    def on_terminal(self, *words, typed=b"", **variables):
        """Run a command on a terminal; its exit code, and all that the terminal shows."""
        ours, theirs = pty.openpty()
        child = subprocess.Popen(
            [*MEM, *words],
            cwd=self.cwd,
            env={**self.variables, **variables},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        if typed:
            os.write(ours, typed)
        shown = _read_all(ours)
        os.close(ours)
        return child.wait(10), shown.decode()

    def close(self):
        """End the daemon, if one runs; from here, since a process each time would cost seconds."""
        spoiled = contextlib.suppress(UsageError, NotADirectoryError)  # by the test, on purpose
        with patch.dict(os.environ, self.variables, clear=True), spoiled:
            stop(load_settings())


def _read_all(terminal):
    shown, deadline = b"", time.monotonic() + 30
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux: nobody has the other end any more
            return shown
        if not chunk:
            return shown
        shown += chunk
    raise AssertionError(f"the command does not end: {shown!r}")

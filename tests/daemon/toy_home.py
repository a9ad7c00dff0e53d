"""Fixtures for the daemon's and the client's tests: a home of its own, and toy daemons in it."""

import contextlib
import json
import os
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from slm.client.holder import holder
from slm.config import environment, load_settings

TOY = Path(__file__).parent / "toy.py"
PYTHON = sys.executable


class ToyHome:
    """A home whose daemons run toy.py, and what a test wants to know of them."""

    def __init__(self, settings):
        self.settings = settings
        self.launched = []

    def behave(self, **behaviour):
        self.settings.home.mkdir(mode=0o700, exist_ok=True)
        (self.settings.home / "toy.json").write_text(json.dumps(behaviour))

    def configure(self, text):
        """Write the config file, and go by it."""
        self.settings.home.mkdir(mode=0o700, exist_ok=True)
        self.settings.config_file.write_text(text)
        self.settings = load_settings()

    def launch(self, umask=-1):
        """Start a daemon as this test's own child, and wait until it listens."""
        child = subprocess.Popen(
            [PYTHON, str(TOY)], env=environment(self.settings), umask=umask, cwd="/"
        )
        self.launched.append(child)
        wait_until(lambda: child.poll() is not None or self.is_listening())
        return child

    def is_listening(self):
        with socket.socket(socket.AF_UNIX) as end:
            try:
                end.connect(str(self.settings.socket))
            except OSError:
                return False
            return True

    @contextlib.contextmanager
    def connect(self, seconds=10.0):
        """A bare connection, for saying what no client would say."""
        with socket.socket(socket.AF_UNIX) as end:
            end.settimeout(seconds)
            end.connect(str(self.settings.socket))
            yield end

    def notes(self):
        path = self.settings.home / "toy.notes"
        return path.read_text().splitlines() if path.exists() else []

    def openings(self):
        return [note for note in self.notes() if note.startswith("opening")]

    def pid(self):
        found = holder(self.settings)
        assert found is not None, "no daemon runs"
        return found.pid

    def log(self):
        return self.settings.log.read_text()

    def close(self):
        """End what runs here, whichever state the test left it in."""
        found = holder(self.settings) if self.settings.home.is_dir() else None
        if found:
            os.kill(found.pid, 9)
        for child in self.launched:
            child.kill()
            child.wait()


def wait_until(is_true, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def read_line(end):
    """One reply, decoded; None where the daemon hung up."""
    line = b""
    while not line.endswith(b"\n"):
        chunk = end.recv(1)
        if not chunk:
            return None
        line += chunk
    return json.loads(line)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home for this test alone; a client that starts a daemon in it starts toy.py."""
    made = make_home(tmp_path, monkeypatch)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory):
    """A home with a daemon that has to outlive every test of a module."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = make_home(tmp_path_factory.mktemp("shared"), monkeypatch)
    child = made.launch()
    yield made
    outlived = child.poll() is None
    made.close()
    assert outlived


def make_home(folder, monkeypatch):
    shim = folder / "python"
    shim.write_text(f"#!/bin/sh\nexec {shlex.quote(PYTHON)} {shlex.quote(str(TOY))}\n")
    shim.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(shim))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("SLM_HOME", str(folder / "h"))
    monkeypatch.setenv("SLM_MODEL_DIR", str(folder / "models"))
    return ToyHome(load_settings())

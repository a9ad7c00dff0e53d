"""Keep every test away from the user's own memory, and give it a store or an engine of its own."""

import gc
import shutil
import tempfile

import apsw
import pytest
import sqlite_vec
from fakes import FixedClock, HashEmbedder
from hypothesis import settings
from shell import Shell

from slm.config import load_settings
from slm.engine.engine import Engine
from slm.store.store import Store

# The fast suite tries the same examples each time: its verdict on a commit is one verdict.
# `scripts/test --all` tries twice as many and explores, with hypothesis's own profile.
settings.register_profile("same", derandomize=True, max_examples=50)
settings.load_profile("same")


def pytest_report_header():
    versions = {
        "SQLite": apsw.sqlite_lib_version(),
        "apsw": apsw.apsw_version(),
        "sqlite-vec": sqlite_vec.__version__,
    }
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def pytest_collection_finish():
    """Spare each collection of garbage the thousands of tests themselves, which stay anyway."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch):
    """No test can see the folders of whoever runs it."""
    for variable in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(tmp_path / variable.lower()))
    runtime = tempfile.mkdtemp(prefix="slm-")  # short: a socket's path may have 100 bytes only
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("SLM_HOME", str(tmp_path / "slm"))
    monkeypatch.setenv("SLM_MODEL_DIR", str(tmp_path / "models"))
    monkeypatch.delenv("SLM_RANKER", raising=False)
    yield
    shutil.rmtree(runtime, ignore_errors=True)


@pytest.fixture
def store(tmp_path):
    """A memory file of this test's own, with nothing in it."""
    opened = Store(tmp_path / "slm" / "memory.db")
    yield opened
    opened.close()


@pytest.fixture
def clock():
    """A clock that moves a second at each look, so that no two things happen at once."""
    return FixedClock.ticking()


@pytest.fixture
def open_engine(clock):
    """Open an engine in this test's home, as often as wanted; all are closed at its end."""
    opened = []

    def open_(embedder=HashEmbedder, clock=clock):
        engine = Engine(load_settings(), load_embedder=embedder, clock=clock)
        opened.append(engine)
        return engine

    yield open_
    for engine in opened:
        engine.close()


@pytest.fixture
def engine(open_engine):
    """An engine with a small model that needs no files."""
    return open_engine()


@pytest.fixture
def newcomer(tmp_path):
    """A user at a shell, of one test alone."""
    made = Shell(tmp_path / "n")
    yield made
    made.close()

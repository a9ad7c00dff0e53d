"""A prompt's hook pays for a socket and JSON, and for nothing else."""

import subprocess
import sys

from toy_home import PYTHON

HEAVY = {
    "msgspec", "dataclasses", "typing", "inspect", "asyncio", "subprocess", "logging", "threading",
    "tempfile", "platformdirs", "tomllib", "hashlib", "typer", "numpy", "apsw", "sqlite3",
}  # fmt: skip
ASKS = """
import sys
from slm.client.transport import exchange
from slm.config import load_settings
from slm.wire.frames import pack
print(exchange(load_settings(), pack("add", text="hello"))["value"]["id"])
print(*sys.modules)
"""


def test_asking_a_running_daemon_loads_nothing_heavy(home):
    home.launch()
    said = subprocess.run(
        [PYTHON, "-c", ASKS], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert said[0] == "hello"
    assert not HEAVY & set(said[1].split())
    assert "slm.client.starting" not in said[1].split()


def test_asking_in_types_loads_no_database_and_no_model():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, slm.client.asking; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert not {"apsw", "sqlite3", "numpy", "onnxruntime", "tokenizers", "typer"} & set(loaded)

"""Serve a host that still uses the SDK's 1.x client, from an environment of its own."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from mcp_agents import RUN

from slm.config import environment


@pytest.mark.slow  # fetches the older SDK, so it also needs a package index
@pytest.mark.timeout(300)
def test_a_host_with_the_older_sdk_is_served(home, tmp_path):
    venv.create(tmp_path / "old", with_pip=True)
    python = tmp_path / "old" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "mcp>=1.23,<2"], check=True)
    host = Path(__file__).parent / "old_host.py"
    said = subprocess.run(
        [python, host, sys.executable, RUN, home.project],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment(home.settings),
    )

    version, tools, is_found, is_refused = json.loads(said.stdout)
    assert version == "2025-11-25"
    assert tools == ["recall", "remember", "show", "forget"]
    assert is_found
    assert is_refused
    assert said.stderr == ""

"""Every script explains itself to whoever has only a fresh shell, whichever python it finds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXPLAINED = [
    "bench",
    "crash-test",
    "eval-episodes",
    "eval-recall",
    "eval-sets",
    "kill-test",
    "results",
    "secrets-report",
]


def test_an_environment_of_another_checkout_is_told_instead_of_begun_for_ever(tmp_path):
    (tmp_path / "scripts").mkdir()
    for name in ("inside.py", "results"):
        (tmp_path / "scripts" / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    (tmp_path / "scripts" / "environment").write_text("#!/bin/sh\n")
    (tmp_path / "scripts" / "environment").chmod(0o700)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    done = subprocess.run(
        [sys.executable, tmp_path / "scripts" / "results", "--help"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.endswith("belongs to another checkout; remove it, then try again\n")


@pytest.mark.parametrize("name", EXPLAINED)
def test_a_script_runs_inside_the_checkout_s_environment(name, tmp_path):
    """The python on the path knows neither slm nor its packages; the checkout's own does."""
    own = ROOT / ".venv" / "bin" / "python"
    if not own.exists():
        pytest.skip("the tests run in another environment than the checkout's own")
    (tmp_path / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    path = f"{tmp_path}:{os.defpath}"
    done = subprocess.run(
        [ROOT / "scripts" / name, "--help"],
        env={"PATH": path, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "usage:" in done.stdout

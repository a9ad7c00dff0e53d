"""Every script explains itself to whoever has only a fresh shell, whichever python it finds."""

import json
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
    "read-conclusions",
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


def test_conclusions_are_listed_to_be_read_and_their_labels_counted(tmp_path):
    own = ROOT / ".venv" / "bin" / "python"
    if not own.exists():
        pytest.skip("the tests run in another environment than the checkout's own")
    samples = ROOT / "tests" / "ingest" / "samples" / "claude-code"
    labels = [
        {"id": f"{number:016}", "kind": "lesson", "rule": "r", "label": number < 85}
        for number in range(100)
    ]
    (tmp_path / "labels.json").write_text(json.dumps({"labels": labels}))

    def run(*arguments):
        command = [own, ROOT / "scripts" / "read-conclusions", *arguments]
        environment = {"PATH": os.defpath, "HOME": str(tmp_path)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    listed = run("list", samples, "--json")
    (lessons, by_rule) = json.loads(run("score", tmp_path / "labels.json", "--json").stdout)

    assert "speech turns" in listed.stderr
    assert all(
        one["kind"] in ("decision", "preference", "lesson") for one in json.loads(listed.stdout)
    )
    assert (lessons["n"], lessons["right"], lessons["low"], lessons["high"]) == (
        100,
        85,
        0.767,
        0.907,
    )
    assert by_rule["rule"] == "r"

"""Ended at any step, nothing is half-written, and the same again or the opposite mends it."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from host import init, snapshot, uninstall

HOST = Path(__file__).parent / "host.py"
SETTINGS = '{\n  "model": "opus" // large\n}'
TOML = 'model = "gpt-5"\n'
DONE = 0
KILLED = 9


@pytest.fixture
def user():
    """A user of both agents: files of every sort, one behind a link, and one that is not there."""
    folder = Path(os.environ["HOME"])
    for name in (".claude", "dotfiles"):
        (folder / name).mkdir(parents=True)
    (folder / "dotfiles" / "settings.json").write_text(SETTINGS)
    (folder / ".claude" / "settings.json").symlink_to("../dotfiles/settings.json")
    (folder / ".claude.json").write_text('{"numStartups": 3}')
    (folder / ".claude.json").chmod(0o640)
    return folder


def run_until(name, step):
    """Have init or uninstall done by a process that dies before its n-th step; how it ended."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        [sys.executable, HOST, name, str(step)], env=environment, check=False
    ).returncode


def check_whole(folder):
    """Every file is one that its agent can read."""
    for name, (_, content) in snapshot(folder).items():
        if name.endswith((".claude.json", "hooks.json")) and content:
            json.loads(content)
        if name.endswith("config.toml") and content:
            tomllib.loads(content.decode())


def steps(name):
    """Each number of steps after which the process is killed, until it comes to its end."""
    step = 0
    while True:
        step += 1
        code = run_until(name, step)
        assert code in (DONE, KILLED)
        yield code
        if code == DONE:
            assert step > 20  # four files, each with a record
            return


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("is_tried_again", [False, True])
def test_init_ended_at_any_step_can_be_mended(user, tmp_path, is_tried_again):
    before = snapshot(user)
    for _ in steps("init"):
        check_whole(user)
        if is_tried_again:
            init()
            assert not init()
        uninstall()

        assert snapshot(user) == before
        assert not (tmp_path / "slm").exists()


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("is_tried_again", [False, True])
def test_uninstall_ended_at_any_step_can_be_mended(user, tmp_path, is_tried_again):
    before = snapshot(user)
    init()
    for _ in steps("uninstall"):
        check_whole(user)
        if not is_tried_again:
            init()
        uninstall()

        assert snapshot(user) == before
        assert not (tmp_path / "slm").exists()
        init()


@pytest.mark.parametrize("name", ["init", "uninstall"])
@pytest.mark.parametrize("step", [2, 3, 5, 7, 12, 14, 20])
def test_ended_at_one_of_these_steps_it_can_be_mended(user, tmp_path, name, step):
    before = snapshot(user)
    if name == "uninstall":
        init()

    assert run_until(name, step) == KILLED
    check_whole(user)
    uninstall()
    assert snapshot(user) == before
    assert not (tmp_path / "slm").exists()

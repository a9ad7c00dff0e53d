"""Starting and stopping do what they say, once, and to no other process."""

import os
import subprocess
import sys
import time

import pytest
from toy_home import PYTHON, wait_until

from slm.client import starting, stopping
from slm.client.holder import started_at
from slm.client.lifecycle import is_running, start, stop
from slm.config import environment
from slm.errors import DaemonBusy, StoreTooNew


def test_stopping_when_none_runs_does_nothing(home):
    assert stop(home.settings) is False
    assert not home.settings.home.exists()


def test_starting_twice_leaves_one_daemon(home):
    start(home.settings)
    start(home.settings)

    assert is_running(home.settings)
    assert len(home.openings()) == 1


def test_stopping_twice_stops_once(home):
    start(home.settings)

    assert stop(home.settings) is True
    assert stop(home.settings) is False
    assert not is_running(home.settings)


def test_a_daemon_that_still_opens_is_stopped_too(home):
    home.behave(open_s=30)
    child = subprocess.Popen([PYTHON, sys.executable], env=environment(home.settings))
    child.wait()
    with pytest.raises(DaemonBusy):
        starting.summon(home.settings, time.monotonic() + 0.5)
    assert is_running(home.settings)

    assert stop(home.settings) is True
    assert not is_running(home.settings)


HANGS = """
import fcntl, os, socket, sys, time
from slm.client.holder import started_at
from slm.config import load_settings
settings = load_settings()
settings.home.mkdir(mode=0o700)
lock = open(settings.lock, "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print(os.getpid(), sys.argv[1] or started_at(os.getpid()), 1, file=lock, flush=True)
os.umask(0o077)
listening = socket.socket(socket.AF_UNIX)
listening.bind(str(settings.socket))
listening.listen()
time.sleep(60)
"""


def launch_hanging(home, started=""):
    child = subprocess.Popen([PYTHON, "-c", HANGS, started], env=environment(home.settings))
    home.launched.append(child)
    wait_until(home.is_listening)
    return child


def test_a_daemon_that_does_not_answer_is_terminated(home, monkeypatch):
    monkeypatch.setattr(stopping, "ANSWER_S", 0.2)
    child = launch_hanging(home)

    assert stop(home.settings) is True
    assert child.wait(5) == -15


def test_a_process_that_only_has_the_daemon_s_number_is_left_alone(home, monkeypatch):
    monkeypatch.setattr(stopping, "ANSWER_S", 0.2)
    monkeypatch.setattr(stopping, "STOP_S", 0.2)
    child = launch_hanging(home, started="12345")
    assert started_at(child.pid) != "12345"

    with pytest.raises(DaemonBusy, match="does not end"):
        stop(home.settings)
    assert child.poll() is None


def test_starting_tells_why_the_memory_does_not_open(home):
    home.behave(fail="StoreTooNew")

    with pytest.raises(StoreTooNew):
        start(home.settings)


def test_a_long_lived_client_leaves_no_zombie_of_the_daemon_it_started(home):
    start(home.settings)
    pid = home.pid()
    stop(home.settings)

    wait_until(lambda: not is_process(pid))


def is_process(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

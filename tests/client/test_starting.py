"""However many ask at once and whatever was left behind, one daemon runs and answers."""

import os
import signal
import subprocess
import sys
import time

import pytest
from toy_home import PYTHON, wait_until

from slm import errors
from slm.client.asking import ask
from slm.client.line import dial
from slm.config import environment
from slm.wire.frames import PROTOCOL
from slm.wire.messages import Add, Show

ASKS = """
import sys
from slm.client.transport import exchange
from slm.config import load_settings
from slm.wire.frames import pack
sys.executable = sys.argv[1]
print(exchange(load_settings(), pack("add", text=sys.argv[2]))["value"]["id"])
"""


def test_twenty_clients_at_once_start_one_daemon(home):
    clients = [
        subprocess.Popen(
            [PYTHON, "-c", ASKS, sys.executable, str(number)],
            env=environment(home.settings),
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(20)
    ]
    answers = [client.communicate(timeout=30)[0] for client in clients]

    assert answers == [f"{number}\n" for number in range(20)]
    assert len(home.openings()) == 1


def test_twenty_clients_at_once_are_all_told_why_the_memory_does_not_open(home):
    home.behave(fail="StoreTooNew", open_s=0.5)
    clients = [
        subprocess.Popen(
            [PYTHON, "-c", ASKS, sys.executable, str(number)],
            env=environment(home.settings),
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(20)
    ]
    errors_said = [client.communicate(timeout=30)[1] for client in clients]

    assert all("StoreTooNew: it has schema 9" in said for said in errors_said)
    assert len(home.openings()) == 1


def test_after_a_kill_the_next_request_starts_a_new_daemon(home):
    ask(home.settings, Add(text="one"))
    killed = home.pid()
    os.kill(killed, signal.SIGKILL)

    assert ask(home.settings, Add(text="two")).id == "two"
    assert home.pid() != killed


def test_a_daemon_that_dies_over_a_request_is_an_error_and_is_not_asked_again(home):
    with pytest.raises(errors.DaemonError, match="ended before it answered") as caught:
        ask(home.settings, Show(id="die"))

    assert "logs" in caught.value.hint
    assert home.notes().count("begin Show") == 1
    assert ask(home.settings, Add(text="next")).id == "next"


def test_a_daemon_that_hangs_is_an_error_in_time(home):
    ask(home.settings, Add(text="one"))
    hung = home.pid()
    os.kill(hung, signal.SIGSTOP)
    begun = time.monotonic()
    try:
        with pytest.raises(errors.DaemonBusy, match="did not answer in time"):
            ask(home.settings, Add(text="two"), timeout=0.3)
        assert time.monotonic() - begun < 5
    finally:
        os.kill(hung, signal.SIGCONT)


def test_a_daemon_that_cannot_even_begin_is_an_error_at_once(home, tmp_path):
    (tmp_path / "python").write_text("#!/bin/sh\necho no module >&2\nexit 1\n")
    begun = time.monotonic()
    with pytest.raises(errors.DaemonError, match="ended with code 1 as it started") as caught:
        ask(home.settings, Add(text="hello"))

    assert time.monotonic() - begun < 8
    assert caught.value.hint == "mem daemon logs"
    assert "no module" in home.log()


def test_a_python_that_is_no_longer_there_is_an_error(home, tmp_path):
    (tmp_path / "python").unlink()

    with pytest.raises(errors.DaemonError, match=r"cannot start the daemon: .*python"):
        ask(home.settings, Add(text="hello"))


def test_a_home_in_which_nothing_can_be_written_is_an_error(home):
    home.settings.home.mkdir(mode=0o700)
    home.settings.start_lock.mkdir()  # in place of a read-only disk

    with pytest.raises(errors.DaemonError, match=r"cannot start the daemon: .*start\.lock"):
        ask(home.settings, Add(text="hello"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full backlog refuses")
def test_a_daemon_that_accepts_nobody_is_an_error_in_time(home):
    ask(home.settings, Add(text="one"))
    hung = home.pid()
    os.kill(hung, signal.SIGSTOP)
    waiting = []

    def crowd():
        while len(waiting) < 500:
            waiting.append(dial(home.settings.socket, time.monotonic() + 0.2))

    try:
        with pytest.raises(errors.DaemonBusy):
            crowd()
        assert len(waiting) > 100
    finally:
        os.kill(hung, signal.SIGCONT)
        for line in waiting:
            line.__exit__()


def test_a_daemon_is_started_away_from_the_client_s_session_and_folder(home):
    ask(home.settings, Add(text="hello"))
    pid = home.pid()

    assert os.getsid(pid) == pid
    if sys.platform == "linux":
        assert os.readlink(f"/proc/{pid}/cwd") == "/"  # noqa: PTH115 - not to be resolved
        assert os.readlink(f"/proc/{pid}/fd/0") == "/dev/null"  # noqa: PTH115
        assert os.readlink(f"/proc/{pid}/fd/2") == str(home.settings.log)  # noqa: PTH115


def test_the_daemon_of_a_relative_home_is_found_again(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLM_HOME", "h")
    from slm.config import load_settings

    assert ask(load_settings(), Add(text="here")).id == "here"
    assert len(home.openings()) == 1


OTHER_VERSION = """
import fcntl, os, socket, sys
from slm.client.holder import started_at
from slm.config import load_settings
settings, protocol = load_settings(), int(sys.argv[1])
settings.home.mkdir(mode=0o700)
lock = open(settings.lock, "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print(os.getpid(), started_at(os.getpid()), protocol, file=lock, flush=True)
os.umask(0o077)
listening = socket.socket(socket.AF_UNIX)
listening.bind(str(settings.socket))
listening.listen()
while True:
    end, _ = listening.accept()
    with end, end.makefile("rwb") as lines:
        stops = b'"stop"' in lines.readline()
        lines.write(b'{"is": "result", "value": {}}' if stops else
            b'{"is": "failure", "kind": "ProtocolError", "message": "other version", "hint": ""}')
        lines.write(b"\\n")
        lines.flush()
    if stops:
        os.unlink(settings.socket)
        break
"""


def launch_other_version(home, protocol):
    child = subprocess.Popen(
        [PYTHON, "-c", OTHER_VERSION, str(protocol)], env=environment(home.settings)
    )
    home.launched.append(child)
    wait_until(home.settings.socket.exists)
    return child


def test_an_older_daemon_is_replaced_and_the_request_answered(home):
    older = launch_other_version(home, PROTOCOL - 1)

    assert ask(home.settings, Add(text="hello")).id == "hello"
    assert older.wait(5) == 0
    assert len(home.openings()) == 1


def test_a_newer_daemon_is_left_running_and_its_refusal_told(home):
    newer = launch_other_version(home, PROTOCOL + 1)
    with pytest.raises(errors.ProtocolError, match="other version"):
        ask(home.settings, Add(text="hello"))

    assert newer.poll() is None


def test_a_request_over_the_limit_is_refused_before_anything_is_started(home):
    with pytest.raises(errors.ProtocolError, match="a request of"):
        ask(home.settings, Add(text="x" * 34_000_000))

    assert not home.settings.home.exists()

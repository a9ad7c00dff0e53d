"""One daemon a home; it is reached when it can answer, and tells why where it cannot."""

import os
import subprocess
import time

import pytest
from toy_home import PYTHON, TOY, wait_until

from slm import errors
from slm.client.asking import ask
from slm.client.holder import is_held
from slm.client.starting import ALREADY_RUNNING
from slm.config import environment
from slm.wire.messages import Add, AskStatus


def test_a_second_daemon_ends_at_once_and_quietly(home):
    home.launch()
    begun = time.monotonic()
    second = subprocess.run(
        [PYTHON, str(TOY)], env=environment(home.settings), capture_output=True, check=False
    )

    assert second.returncode == ALREADY_RUNNING
    assert (second.stdout, second.stderr) == (b"", b"")
    assert time.monotonic() - begun < 8
    assert len(home.openings()) == 1
    assert ask(home.settings, Add(text="first"), start=False).id == "first"


def test_nothing_listens_before_the_memory_is_open(home):
    home.behave(open_s=0.7)
    child = subprocess.Popen([PYTHON, str(TOY)], env=environment(home.settings))
    home.launched.append(child)
    wait_until(lambda: home.openings() != [])

    assert not home.settings.socket.exists()
    assert is_held(home.settings.lock)
    wait_until(home.is_listening)


def test_a_client_waits_while_a_daemon_opens(home):
    home.behave(open_s=0.7)

    assert ask(home.settings, Add(text="patient")).id == "patient"


def test_a_client_in_a_hurry_gives_up_and_the_daemon_still_starts(home):
    home.behave(open_s=2)
    begun = time.monotonic()
    with pytest.raises(errors.DaemonBusy):
        ask(home.settings, Add(text="hurry"), timeout=0.3)

    assert time.monotonic() - begun < 1.8
    wait_until(home.is_listening)
    assert len(home.openings()) == 1


@pytest.mark.parametrize(
    ("name", "code"), [("StoreTooNew", 4), ("StoreDamaged", 4), ("ModelProblem", 2)]
)
def test_what_keeps_the_memory_from_opening_reaches_the_client_as_itself(home, name, code):
    home.behave(fail=name)
    with pytest.raises(getattr(errors, name)) as caught:
        ask(home.settings, AskStatus())

    assert (caught.value.message, caught.value.hint) == ("it has schema 9", "upgrade")
    assert caught.value.exit_code == code


def test_a_bug_while_opening_reaches_the_client_and_the_log(home):
    home.behave(fail="no such error")
    with pytest.raises(errors.DaemonError, match="ValueError: a bug at the start"):
        ask(home.settings, AskStatus())

    assert "Traceback" in home.log()


def test_a_daemon_that_cannot_open_exits_with_the_error_s_code_and_the_next_tries_anew(home):
    home.behave(fail="StoreDamaged")
    child = home.launch()
    with pytest.raises(errors.StoreDamaged):
        ask(home.settings, Add(text="first"))
    home.behave()

    assert child.wait(10) == 4
    assert ask(home.settings, Add(text="again")).id == "again"


def test_the_socket_of_a_killed_daemon_does_not_stand_in_the_way(home):
    child = home.launch()
    child.kill()
    child.wait()
    assert home.settings.socket.exists()
    home.launch()

    assert ask(home.settings, Add(text="next"), start=False).id == "next"


def test_the_daemon_keeps_no_file_of_its_client_open(home, tmp_path):
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    ask(home.settings, Add(text="hello"))
    os.close(writing)

    with open(reading, "rb") as pipe:  # noqa: PTH123 - a descriptor
        assert pipe.read() == b""  # would wait forever if the daemon had the other end

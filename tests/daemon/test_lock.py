"""The lock tells who holds it, and no other process is ever taken for it."""

import os
import subprocess

from toy_home import PYTHON, wait_until

from slm.client.holder import holder, is_held, started_at
from slm.daemon.lock import hold
from slm.wire.frames import PROTOCOL

LOOKS = """
import sys, time
from pathlib import Path
from slm.client.holder import is_held
end = time.monotonic() + 0.7
while time.monotonic() < end:
    is_held(Path(sys.argv[1]))
"""


def test_the_holder_is_known_by_pid_start_and_protocol(home):
    home.settings.home.mkdir()
    with hold(home.settings) as is_ours:
        assert is_ours
        assert holder(home.settings) == (os.getpid(), started_at(os.getpid()), PROTOCOL)


def test_a_second_hold_is_refused_until_the_first_ends(home):
    home.settings.home.mkdir()
    with hold(home.settings), hold(home.settings) as second:
        assert second is False
    with hold(home.settings) as third:
        assert third is True


def test_looking_at_the_lock_does_not_keep_it_from_being_taken(home):
    home.settings.home.mkdir()
    looking = subprocess.Popen([PYTHON, "-c", LOOKS, str(home.settings.lock)])
    taken = []
    while looking.poll() is None:
        with hold(home.settings) as is_ours:
            taken.append(is_ours)

    assert all(taken)


def test_a_free_lock_has_no_holder_whatever_stands_in_it(home):
    home.settings.home.mkdir()
    home.settings.lock.write_text(f"{os.getpid()} {started_at(os.getpid())} 1\n")

    assert holder(home.settings) is None


def test_a_recycled_pid_is_not_taken_for_the_holder(home):
    home.settings.home.mkdir()
    with hold(home.settings):
        home.settings.lock.write_text(f"{os.getpid()} 12345 1\n")

        assert is_held(home.settings.lock)
        assert holder(home.settings) is None


def test_a_lock_with_noise_in_it_has_no_known_holder(home):
    home.settings.home.mkdir()
    with hold(home.settings):
        for noise in ("", "hello", "1 2 3 4", "x y z"):
            home.settings.lock.write_text(noise)

            assert holder(home.settings) is None


def test_the_lock_of_a_killed_process_is_free(home):
    child = home.launch()
    child.kill()

    wait_until(lambda: not is_held(home.settings.lock))
    child.wait()


def test_a_process_that_has_ended_has_no_start(home):
    child = subprocess.Popen([PYTHON, "-c", ""])
    wait_until(lambda: started_at(child.pid) == "")  # a zombie by now, as nobody waited for it
    child.wait()

    assert started_at(child.pid) == ""

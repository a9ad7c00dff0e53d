"""The daemon ends by itself, on a signal or when asked, and leaves nothing behind."""

import signal
import time

import pytest
from toy_home import read_line, wait_until

from slm.client.asking import ask
from slm.client.holder import holder, is_held
from slm.client.lifecycle import is_running, stop
from slm.wire.frames import pack
from slm.wire.messages import Add


def has_left_nothing(home):
    return (
        not home.settings.socket.exists()
        and not is_held(home.settings.lock)
        and holder(home.settings) is None
    )


def test_an_unused_daemon_ends_itself(home):
    home.configure("idle_minutes = 0.003\n")
    child = home.launch()

    assert child.wait(10) == 0
    assert has_left_nothing(home)
    assert home.notes()[-1] == "closed"


def test_a_connection_keeps_an_unused_daemon_alive(home):
    home.configure("idle_minutes = 0.003\n")
    child = home.launch()
    with home.connect() as end:
        time.sleep(0.5)
        end.sendall(pack("add", text="still there"))

        assert read_line(end)["value"]["id"] == "still there"
    assert child.wait(10) == 0


def test_work_nobody_waits_for_keeps_the_daemon_alive(home):
    home.configure("idle_minutes = 0.003\n")
    home.behave(busy_s=0.8)
    begun = time.monotonic()
    child = home.launch()

    assert child.wait(10) == 0
    assert time.monotonic() - begun > 0.8


def test_a_daemon_whose_home_is_removed_ends_and_leaves_the_next_one_alone(home):
    home.configure("idle_minutes = 0.05\n")
    child = home.launch()
    home.settings.home.rename(home.settings.home.with_name("moved"))
    home.launch()

    assert child.wait(10) == 0
    assert ask(home.settings, Add(text="hello"), start=False).id == "hello"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_lets_a_short_request_finish(home, number):
    child = home.launch()
    with home.connect() as end:
        end.sendall(pack("add", text="in time", time="0.7"))
        wait_until(lambda: "begin Add" in home.notes())
        child.send_signal(number)

        assert read_line(end)["value"]["id"] == "in time"
        assert child.wait(10) == 0
    assert home.notes()[-2:] == ["done Add", "closed"]
    assert has_left_nothing(home)


def test_a_signal_interrupts_an_import_at_its_next_report_and_says_so(home):
    child = home.launch()
    with home.connect() as end:
        end.sendall(pack("import", path="3000"))
        read_line(end)
        child.send_signal(signal.SIGTERM)
        reply = read_line(end)
        while reply["is"] == "progress":
            reply = read_line(end)

        assert "interrupted" in reply["message"]
    assert child.wait(10) == 0
    assert home.notes()[-2:] == ["aborted Import", "closed"]


def test_a_request_that_never_ends_does_not_keep_the_daemon(home):
    home.behave(limits={"grace_s": 0.3})
    child = home.launch()
    with home.connect() as end:
        end.sendall(pack("add", text="never", time="60"))
        wait_until(lambda: "begin Add" in home.notes())
        begun = time.monotonic()
        child.send_signal(signal.SIGTERM)

        assert child.wait(10) == 0
        assert end.recv(1) == b""
    assert time.monotonic() - begun < 3
    assert "would not end" in home.log()
    assert "closed" not in home.notes()
    assert has_left_nothing(home)


def test_an_idle_connection_does_not_delay_the_end(home):
    child = home.launch()
    with home.connect():
        child.send_signal(signal.SIGTERM)

        assert child.wait(3) == 0


def test_a_client_that_connects_as_the_daemon_ends_is_answered(home):
    """By this daemon or by the next one, never with an error."""
    for round_ in range(3):
        child = home.launch()
        child.send_signal(signal.SIGTERM)
        time.sleep(round_ * 0.05)

        assert ask(home.settings, Add(text="now")).id == "now"
        stop(home.settings)
        child.wait(10)


def test_a_daemon_that_was_asked_to_stop_is_gone_when_stop_returns(home):
    child = home.launch()

    assert stop(home.settings) is True
    assert not is_running(home.settings)
    assert child.wait(10) == 0
    assert has_left_nothing(home)

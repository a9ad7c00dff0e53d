"""Whatever bytes a client sends, it is answered or dropped, and the daemon lives on."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy_home import read_line, wait_until

from slm.client.asking import ask
from slm.wire.frames import PROTOCOL, pack
from slm.wire.messages import Add


def still_answers(home):
    return ask(home.settings, Add(text="alive"), start=False).id == "alive"


def test_several_requests_in_turn_on_one_connection(shared_home):
    with shared_home.connect() as end:
        for text in ("one", "two", "three"):
            end.sendall(pack("add", text=text))

            assert read_line(end)["value"]["id"] == text


def test_requests_sent_ahead_are_answered_in_order(shared_home):
    with shared_home.connect() as end:
        end.sendall(b"".join(pack("add", text=text) for text in "abc"))

        assert [read_line(end)["value"]["id"] for _ in "abc"] == ["a", "b", "c"]


NO_REQUESTS = [
    b"\n",
    b"hello\n",
    b"{}\n",
    b"[]\n",
    b"\xff\xfe\x00\n",
    b'{"v": 1}\n',
    pack("fly"),
    pack("add"),
    pack("add", text=7),
    b'{"v": 1, "request": ' + b"[" * 200_000 + b"\n",
    b'{"v": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n",
]


def test_a_line_that_is_no_request_is_answered_and_the_next_one_is_heard(shared_home):
    with shared_home.connect() as end:
        for line in NO_REQUESTS:
            end.sendall(line)
            reply = read_line(end)

            assert (reply["is"], reply["kind"]) == ("failure", "ProtocolError"), line[:40]
        end.sendall(pack("add", text="and now"))
        assert read_line(end)["value"]["id"] == "and now"


def test_a_newer_client_is_told_both_versions(shared_home):
    with shared_home.connect() as end:
        end.sendall(json.dumps({"v": PROTOCOL + 1, "request": {"op": "add"}}).encode() + b"\n")
        reply = read_line(end)

        assert reply["kind"] == "ProtocolError"
        assert f"protocol {PROTOCOL + 1}, this daemon {PROTOCOL}" in reply["message"]


@pytest.mark.parametrize("version", [0, PROTOCOL, PROTOCOL + 7])
def test_a_stop_of_any_version_ends_the_daemon(home, version):
    child = home.launch()
    with home.connect() as end:
        end.sendall(json.dumps({"v": version, "request": {"op": "stop"}}).encode() + b"\n")

        assert read_line(end)["is"] == "result"
    assert child.wait(10) == 0


def test_half_a_frame_is_dropped_in_time(home):
    home.behave(limits={"frame_s": 0.3})
    home.launch()
    with home.connect() as end:
        end.sendall(pack("add", text="half")[:-5])

        assert end.recv(1) == b""
    assert "begin Add" not in home.notes()
    assert still_answers(home)


def test_half_a_frame_and_a_hang_up_is_forgotten(shared_home):
    with shared_home.connect() as end:
        end.sendall(b'{"v": 1, "requ')

    assert still_answers(shared_home)


def test_a_frame_over_the_limit_is_refused_before_it_has_all_arrived(home):
    home.behave(limits={"frame_bytes": 100_000})
    home.launch()
    with home.connect() as end:
        try:
            for _ in range(1000):
                end.sendall(b"x" * 100_000)
        except ConnectionError:
            pass
        else:
            pytest.fail("a hundred megabytes were taken")
        reply = read_line(end)

    assert (reply["kind"], reply["message"]) == ("ProtocolError", "a frame over 100000 bytes")
    assert still_answers(home)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_huge_frame_is_not_held_in_memory(shared_home):
    with shared_home.connect() as end:
        try:
            for _ in range(300):
                end.sendall(b"x" * 1_000_000)
        except ConnectionError:
            pass
        else:
            pytest.fail("three hundred megabytes were taken")
        reply = read_line(end)
    status = Path(f"/proc/{shared_home.pid()}/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0])

    assert reply["kind"] == "ProtocolError"
    assert peak < 200_000  # kB: the limit is 32 MB, of which the buffer may hold twice


def test_any_noise_leaves_the_daemon_alive(shared_home):

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.binary(max_size=300).filter(lambda noise: b"stop" not in noise))
    def send(noise):
        with shared_home.connect() as end:
            end.sendall(noise + b"\n")
            for _ in range(noise.count(b"\n") + 1):
                assert read_line(end)["kind"] == "ProtocolError"

    send()
    assert still_answers(shared_home)


def test_a_bug_is_logged_and_told_as_an_internal_error(shared_home):
    with shared_home.connect() as end:
        end.sendall(pack("show", id="bug"))
        reply = read_line(end)

    assert reply["kind"] == "DaemonError"
    assert reply["message"] == "internal error: ZeroDivisionError: a bug"
    assert reply["hint"] == "mem daemon logs"
    assert "Traceback" in shared_home.log()
    assert still_answers(shared_home)


def test_an_error_that_quotes_bytes_of_no_text_still_arrives(shared_home):
    with shared_home.connect() as end:
        end.sendall(pack("forget"))

        assert read_line(end)["message"] == "cannot read na?ve.txt"


def test_a_client_that_only_closes_its_sending_side_is_answered(shared_home):
    with shared_home.connect() as end:
        end.sendall(pack("add", text="last words"))
        end.shutdown(1)

        assert read_line(end)["value"]["id"] == "last words"
        wait_until(lambda: end.recv(1) == b"")

"""No client waits for another that is slow, long, gone, or one too many."""

import socket
import time

import pytest
from toy_home import read_line, wait_until

from slm.client.asking import ask
from slm.errors import DaemonBusy
from slm.wire.frames import pack
from slm.wire.messages import Add


def answer_time(home):
    begun = time.perf_counter()
    ask(home.settings, Add(text="quick"), start=False)
    return time.perf_counter() - begun


def test_one_connection_too_many_is_told_so(home):
    home.behave(limits={"connections": 3})
    home.launch()
    time.sleep(0.1)  # until launch's own look has hung up
    with home.connect() as one, home.connect() as two, home.connect() as three:
        for end in (one, two, three):
            end.sendall(pack("add", text="in"))
            read_line(end)
        with home.connect() as four:
            reply = read_line(four)

            assert (reply["kind"], four.recv(1)) == ("DaemonBusy", b"")
        with pytest.raises(DaemonBusy, match="3 connections are open"):
            ask(home.settings, Add(text="x" * 1_000_000))
    time.sleep(0.1)

    assert answer_time(home) < 0.5


def test_imports_leave_the_slots_of_short_requests_free(home):
    home.launch()
    with home.connect() as one, home.connect() as two, home.connect() as three:
        for end in (one, two, three):
            end.sendall(pack("import", path="200"))
        wait_until(lambda: home.notes().count("begin Import") == 2)

        assert answer_time(home) < 0.5
        assert home.notes().count("done Import") == 0


def test_a_reply_nobody_reads_delays_nobody_and_is_dropped_in_time(home):
    home.behave(limits={"reply_s": 0.5})
    home.launch()
    ends = []
    for _ in range(8):  # twice the short slots
        end = socket.socket(socket.AF_UNIX)
        end.connect(str(home.settings.socket))
        end.sendall(pack("usemodel", name="a reply of megabytes"))
        ends.append(end)
    wait_until(lambda: home.notes().count("done UseModel") == 8)

    assert answer_time(home) < 0.5
    time.sleep(0.7)
    for end in ends:
        received = 0
        while chunk := end.recv(1_000_000):
            received += len(chunk)
        assert received < 5_000_000
        end.close()


def test_an_import_whose_client_has_gone_stops_at_its_next_report(home):
    home.launch()
    with home.connect() as end:
        end.sendall(pack("import", path="3000"))
        assert read_line(end)["is"] == "progress"

    wait_until(lambda: "aborted Import" in home.notes(), seconds=5)


def test_progress_nobody_reads_is_left_out_and_the_answer_still_comes(home):
    home.launch()
    with home.connect() as end:
        end.sendall(pack("import", path="50"))
        wait_until(lambda: "done Import" in home.notes())
        replies = [read_line(end)]
        while replies[-1]["is"] == "progress":
            replies.append(read_line(end))

        assert replies[-1]["value"]["added"] == 50

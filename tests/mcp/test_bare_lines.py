"""Speak to the server in lines, as no library would, and leave it without a word."""

import os
import shlex
import signal
import sys

from mcp_agents import ENVELOPE, RUN, BareServer, hello, request

from slm.client import lifecycle
from slm.client.holder import holder

KEEP = {"name": "remember", "arguments": {"text": "The ferry leaves at six."}}
# Runs a server as its child, which has the same input: the end of this shell closes nothing.
WRAPPED = f"exec 3<&0; {shlex.quote(sys.executable)} -c {shlex.quote(RUN)} <&3 3<&- & wait"


def test_the_handshake_of_2025_06_18_is_answered(home):
    with home.server() as server:
        greeting = server.initialize("2025-06-18")["result"]
        listed = server.ask(1, "tools/list")["result"]["tools"]
        kept = server.ask(2, "tools/call", **KEEP)["result"]

        assert greeting["protocolVersion"] == "2025-06-18"
        assert greeting["serverInfo"]["name"] == "mem"
        assert "quotations" in greeting["instructions"]
        assert [tool["name"] for tool in listed] == ["recall", "remember", "show", "forget"]
        assert kept["structuredContent"]["is_new"] is True
        assert server.seconds_to_end() < 2
        assert server.read() is None
    assert home.said() == ""


def test_requests_that_carry_their_own_envelope_are_answered(home):
    with home.server() as server:
        found = server.ask(1, "server/discover", _meta=ENVELOPE)["result"]
        listed = server.ask(2, "tools/list", _meta=ENVELOPE)["result"]
        kept = server.ask(3, "tools/call", _meta=ENVELOPE, **KEEP)["result"]

        assert "2026-07-28" in found["supportedVersions"]
        assert found["resultType"] == listed["resultType"] == kept["resultType"] == "complete"
        assert (listed["ttlMs"], listed["cacheScope"]) == (3_600_000, "public")
        assert kept["structuredContent"]["is_new"] is True
        assert server.seconds_to_end() < 2
        assert server.read() is None
    assert home.said() == ""


def test_what_cannot_be_read_is_refused_and_the_next_line_answered(home):
    with home.server() as server:
        server.send(b"{", b"\xff\xfe", b"[1]", b"[" * 100_000)
        refused = [server.read() for _ in range(4)]
        server.initialize()
        missing = server.ask(1, "tools/call", arguments={})
        unknown = server.ask(2, "tools/guess")
        kept = server.ask(3, "tools/call", **KEEP)
        cut = {"name": "remember", "arguments": {"text": "half a character: \ud83d"}}
        halved = server.ask(4, "tools/call", **cut)

        assert [(line["id"], line["error"]["code"]) for line in refused] == [(None, -32700)] * 4
        assert missing["error"]["code"] == -32602
        assert unknown["error"]["code"] == -32601
        assert kept["result"]["isError"] is False
        assert halved["result"]["structuredContent"]["is_new"] is True
    assert home.said() == ""


def test_all_that_was_asked_before_the_input_closed_is_answered_in_2025_11_25(home):
    with home.server() as server:
        server.send(
            request(0, "initialize", **hello("2025-11-25")),
            {"jsonrpc": "2.0", "method": "notifications/initialized"},
            request(1, "tools/list"),
            request(2, "tools/call", **KEEP),
        )
        server.process.stdin.close()
        answers = {answer["id"]: answer["result"] for answer in map(BareServer.read, [server] * 3)}

        assert answers[0]["protocolVersion"] == "2025-11-25"
        assert len(answers[1]["tools"]) == 4
        assert answers[2]["isError"] is False
        assert server.read() is None
        assert server.process.wait(2) == 0


def test_a_daemon_that_does_not_answer_keeps_no_server_alive(home):
    lifecycle.start(home.settings)
    daemon = holder(home.settings).pid
    with home.server() as server:
        server.initialize()
        os.kill(daemon, signal.SIGSTOP)
        try:
            server.send(request(1, "tools/call", **KEEP))
            listed = server.ask(2, "tools/list")

            assert listed["id"] == 2
            assert server.seconds_to_end() < 2
        finally:
            os.kill(daemon, signal.SIGCONT)


def test_the_server_ends_with_its_parent_though_its_input_stays_open(home):
    with home.server("/bin/sh", "-c", WRAPPED) as server:
        server.initialize()
        server.process.kill()

        assert server.read() is None
        assert not server.process.stdin.closed
    assert home.said() == ""


def test_the_server_ends_when_nobody_reads_its_answers(home):
    with home.server() as server:
        server.process.stdout.close()
        server.send(request(0, "initialize", **hello()))

        assert server.process.wait(5) == 0
    assert home.said() == ""

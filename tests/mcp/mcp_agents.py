"""A home with a real daemon, and agents that talk to MCP servers in it."""

import contextlib
import json
import os
import select
import subprocess
import sys
import time

import anyio
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from slm.config import environment
from slm.mcp_server.server import build
from slm.mcp_server.tools import Caller

RUN = "import sys; from slm.mcp_server import main; sys.exit(main())"
WAIT_S = 20.0

ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
}


class Home:
    """A home, and the project folder that this test's agents work in."""

    def __init__(self, settings, folder):
        self.settings = settings
        self.project = folder / "harbour"
        (self.project / ".git").mkdir(parents=True)
        self.errors = folder / "stderr"
        self.errors.touch()

    def said(self):
        """What servers wrote to standard error."""
        return self.errors.read_text()

    def talk_inside(self, talk):
        """Have the SDK's client `talk` to a server in this process: no start to wait for."""

        async def run():
            async with Client(build(Caller(str(self.project)))) as agent:
                await talk(agent)

        anyio.run(run)

    def talk(self, talk, mode="auto"):
        """Have the SDK's client start a server and `talk` to it."""
        anyio.run(self.talk_beside, talk, mode)

    async def talk_beside(self, talk, mode="auto"):
        """The same, from within another conversation."""
        server = StdioServerParameters(
            command=sys.executable,
            args=["-c", RUN],
            env=environment(self.settings),
            cwd=self.project,
        )
        with self.errors.open("a") as errors, anyio.fail_after(WAIT_S * 3):
            async with Client(stdio_client(server, errlog=errors), mode=mode) as agent:
                await talk(agent)

    @contextlib.contextmanager
    def server(self, *command):
        """A server to send bare lines to."""
        with self.errors.open("a") as errors:
            process = subprocess.Popen(
                command or (sys.executable, "-c", RUN),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=self.project,
                env=environment(self.settings),
            )
        try:
            yield BareServer(process)
        finally:
            process.kill()
            process.wait()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            process.stdout.close()


class BareServer:
    """A server process, spoken to in lines."""

    def __init__(self, process):
        self.process = process
        self._unread = b""

    def send(self, *messages):
        for message in messages:
            line = message if isinstance(message, bytes) else json.dumps(message).encode()
            self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def read(self):
        """The next message; None at the end of output."""
        while b"\n" not in self._unread:
            ready, _, _ = select.select([self.process.stdout], [], [], WAIT_S)
            assert ready, "nothing came"
            chunk = os.read(self.process.stdout.fileno(), 65536)
            if not chunk:
                assert self._unread == b""
                return None
            self._unread += chunk
        line, _, self._unread = self._unread.partition(b"\n")
        return json.loads(line)

    def ask(self, id_, method, **params):
        self.send(request(id_, method, **params))
        return self.read()

    def initialize(self, version="2025-11-25"):
        reply = self.ask("hello", "initialize", **hello(version))
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return reply

    def seconds_to_end(self):
        """How long it takes to end once its input closes."""
        started = time.monotonic()
        self.process.stdin.close()
        assert self.process.wait(WAIT_S) == 0
        return time.monotonic() - started


def request(id_, method, **params):
    return {"jsonrpc": "2.0", "id": id_, "method": method, "params": params}


def hello(version="2025-11-25"):
    client = {"name": "test", "version": "1"}
    return {"protocolVersion": version, "capabilities": {}, "clientInfo": client}


def text(result):
    """All that a model would read of an answer."""
    return "\n".join(block.text for block in result.content)

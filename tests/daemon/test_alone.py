"""The daemon starts no process and opens no port, whatever it is asked to do."""

import sys
from pathlib import Path

import pytest

from slm.client.asking import ask
from slm.client.lifecycle import stop
from slm.config import load_settings
from slm.domain.question import Question
from slm.wire.messages import Add, AskStatus, Doctor, Import, Recall

CHECKOUT = Path(__file__).parent.parent.parent
INTERNET = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def settings():
    found = load_settings()
    yield found
    stop(found)


def children(pid):
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text().split()]


def internet_sockets(pid):
    """The daemon's own sockets that the internet's tables of the kernel know."""
    tables = [Path(f"/proc/{pid}/net/{name}") for name in INTERNET]
    known = {
        line.split()[9]
        for table in tables
        if table.exists()
        for line in table.read_text().splitlines()[1:]
    }
    targets = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    inodes = {target[8:-1] for target in targets if target.startswith("socket:[")}
    assert inodes, "not even its own unix socket was seen"
    return known & inodes


def test_the_daemon_is_one_process_without_a_port(settings):
    seen = []

    def look(_progress):
        seen.append((children(pid), internet_sockets(pid)))

    pid = ask(settings, AskStatus()).pid
    ask(settings, Import(str(CHECKOUT)), look)
    ask(settings, Add("the kettle is blue"))
    ask(settings, Recall(Question("which colour has the kettle?")))
    ask(settings, Doctor(rebuild=True), look)
    look(None)

    assert len(seen) >= 3
    assert {(tuple(processes), frozenset(sockets)) for processes, sockets in seen} == {
        ((), frozenset())
    }

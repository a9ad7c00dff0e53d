"""The daemon starts no process and opens no port, whatever it is asked to do."""

import sys
from pathlib import Path

import pytest
from processes import children, internet_sockets

from slm.client.asking import ask
from slm.client.lifecycle import stop
from slm.config import load_settings
from slm.domain.question import Question
from slm.wire.messages import Add, AskStatus, Doctor, Import, Recall

CHECKOUT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def settings():
    found = load_settings()
    yield found
    stop(found)


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

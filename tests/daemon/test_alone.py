"""The daemon starts no process and opens no port, whatever it is asked to do."""

import shutil
import sys
from pathlib import Path

import pytest
from processes import children, internet_sockets
from repositories import Made

from slm.client.asking import ask
from slm.client.lifecycle import stop
from slm.config import load_settings
from slm.domain.question import Question
from slm.wire.messages import Add, AskStatus, Doctor, Import, Recall

SAMPLES = Path(__file__).parent.parent / "ingest" / "samples"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def settings():
    found = load_settings()
    yield found
    stop(found)


@pytest.fixture
def works(tmp_path):
    """A history of commits, and a folder for each format: all that an import may meet."""
    repository = Made(tmp_path / "git")
    for number in range(30):
        repository.commit("main", files={"notes.md": f"The kettle numbered {number} whistles."})
    folders = [path for path in sorted(SAMPLES.iterdir()) if path.is_dir()]
    # Away from this checkout, whose own history would be read with each.
    return [repository.folder, *(shutil.copytree(one, tmp_path / one.name) for one in folders)]


def test_the_daemon_is_one_process_without_a_port(settings, works):
    seen = []

    def look(_progress):
        seen.append((children(pid), internet_sockets(pid)))

    pid = ask(settings, AskStatus()).pid
    met = [ask(settings, Import(str(path)), look).formats for path in works]
    ask(settings, Add("the kettle is blue"))
    ask(settings, Recall(Question("which colour has the kettle?")))
    ask(settings, Doctor(rebuild=True), look)
    look(None)

    assert {path.name for path in works} <= {name for formats in met for name in formats}
    assert len(seen) >= 3
    assert {(tuple(processes), frozenset(sockets)) for processes, sockets in seen} == {
        ((), frozenset())
    }

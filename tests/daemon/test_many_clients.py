"""Many processes at once on a stopped daemon: one is started, and nobody meets an error."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from slm.client.asking import ask
from slm.client.lifecycle import stop
from slm.config import load_settings
from slm.domain.question import Place
from slm.wire.messages import Doctor, List

CLIENT = Path(__file__).with_name("mixed_client.py")
CLIENTS = 20


@pytest.fixture
def settings():
    found = load_settings()
    yield found
    stop(found)


def test_twenty_clients_with_fifty_operations_each(settings):
    processes = [
        subprocess.Popen(
            [sys.executable, str(CLIENT), str(seed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for seed in range(CLIENTS)
    ]
    outcomes = []
    for process in processes:
        out, err = process.communicate(timeout=100)
        assert process.returncode == 0, err.decode()
        outcomes.append(json.loads(out))
    added = {id_ for outcome in outcomes for id_ in outcome["added"]}
    listing = ask(settings, List(Place(project="shared"), limit=10_000))
    hidden = ask(settings, List(Place(project="shared"), state="forgotten", limit=10_000))
    diagnosis = ask(settings, Doctor())

    assert [error for outcome in outcomes for error in outcome["errors"]] == []
    assert len({pid for outcome in outcomes for pid in outcome["pids"]}) == 1
    assert {memory.id for memory in listing.memories + hidden.memories} == added
    # There is no model here; all else is in order.
    assert [finding.check for finding in diagnosis.findings if not finding.ok] == ["meaning"]

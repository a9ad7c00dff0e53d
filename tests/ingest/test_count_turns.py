"""A script with rules of its own counts what the formats read: see scripts/count-turns."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from slm.domain.turn import Sort, Turn
from slm.ingest.extract import draft
from slm.ingest.reading import find, read

SCRIPT = Path(__file__).parents[2] / "scripts" / "count-turns"
SAMPLES = Path(__file__).parent / "samples"
LOGS = sorted(log for agent in ("claude-code", "codex") for log in SAMPLES.glob(f"{agent}/*/in.*"))
ROW = re.compile(r"^ *(\d+) +(\d+) +(\d+)  (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def counted():
    """The script's figures by log, and in total under the name it gives that."""
    command = [sys.executable, "-S", "-I", SCRIPT, *LOGS]  # -S -I: it needs no package
    printed = subprocess.check_output(command, text=True)
    return {name: tuple(map(int, figures)) for *figures, name in ROW.findall(printed)}


def captured(log):
    (found,) = find(log)
    items = [item for portion in read(found) for item in portion.items]
    turns = [one for one in items if isinstance(one, Turn) and one.sort is Sort.SPEECH]
    return {made.id: made for one in turns if (made := draft(one, found.format, found.name, ""))}


@pytest.mark.parametrize("log", LOGS, ids=lambda log: "/".join(log.parts[-3:-1]))
def test_each_log_yields_what_is_counted_in_it(counted, log):
    users, agents, _ = counted[str(log)]
    authors = [one.origin.author for one in captured(log).values()]

    assert (authors.count("user"), authors.count("assistant")) == (users, agents)


def test_all_logs_yield_each_turn_once(counted):
    once = {id_ for log in LOGS for id_ in captured(log)}

    assert counted["total, each once"][2] == len(once)


def test_it_says_what_it_does():
    done = subprocess.run([SCRIPT, "--help"], capture_output=True, text=True, check=False)

    assert done.returncode == 0
    assert done.stdout.startswith("Count what was said")
    assert done.stdout.count("\n") == 1

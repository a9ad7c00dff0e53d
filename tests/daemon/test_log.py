"""The log stays small and private, and a crash's last words end in it."""

import os
import subprocess

from toy_home import PYTHON, wait_until

from slm.client.asking import ask
from slm.daemon.log import LOG_BYTES
from slm.wire.messages import Add

WRITES_MUCH = """
import logging, os, sys
from pathlib import Path
from slm.daemon.log import logging_to
log = Path(sys.argv[1])
with logging_to(log):
    for number in range(12_000):
        logging.getLogger("slm.daemon.test").info("event number=%d filler=%s", number, "x" * 80)
    os.write(2, b"last words\\n")
"""


def test_the_log_rotates_within_two_small_files_and_takes_stderr_along(tmp_path):
    log = tmp_path / "daemon.log"
    end = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    subprocess.run([PYTHON, "-c", WRITES_MUCH, str(log)], stderr=end, check=True, umask=0o077)
    os.close(end)
    files = sorted(tmp_path.iterdir())

    assert [file.name for file in files] == ["daemon.log", "daemon.log.1"]
    assert all(file.stat().st_size <= LOG_BYTES + 100 for file in files)
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.read_text().endswith("last words\n")


def test_the_log_tells_events_and_not_what_was_said(home):
    ask(home.settings, Add(text="my private thought"))

    assert "starting pid=" in home.log()
    assert "listening socket=" in home.log()
    assert "private thought" not in home.log()


def test_a_crash_leaves_its_stack_in_the_log(home):
    home.behave()
    ask(home.settings, Add(text="hello"))
    os.kill(home.pid(), 11)

    wait_until(lambda: "Segmentation fault" in home.log())

"""Start the daemon where none runs: one, however many clients ask at once."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time

from slm.client.holder import is_held
from slm.client.line import NEVER, Line, dial
from slm.client.private import claim_folders
from slm.config import Settings, environment
from slm.errors import DaemonBusy, DaemonError

# What a daemon exits with when another one holds the lock: EX_TEMPFAIL of <sysexits.h>.
ALREADY_RUNNING = 75

START_S = 15.0  # a start takes half a second; migrating a large memory may take longer
POLL_S = 0.01
# A start may meet a daemon that is just ending, hardly two in a row.
MOST_STARTS = 3


def summon(settings: Settings, deadline: float = NEVER) -> Line:
    """Connect to the daemon that this or some other client starts meanwhile."""
    claim_folders(settings)
    deadline = min(deadline, time.monotonic() + START_S)
    with _Start(settings) as starting:
        while time.monotonic() < deadline:
            line = dial(settings.socket, deadline)
            if line:
                return line
            starting.see_to_it()
            time.sleep(POLL_S)
    if is_held(settings.lock):
        raise DaemonBusy("the daemon is still opening its memory", "try again in a moment")
    raise DaemonBusy("the daemon did not start in time", "mem daemon logs")


class _Start:
    """One client's part in a start: the only one to start a daemon while it has the start lock."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        try:
            self._descriptor = os.open(
                settings.start_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
        except OSError as exc:
            raise _cannot_start(exc) from exc
        self._has_lock = False
        self._child: subprocess.Popen[bytes] | None = None
        self._starts = 0

    def __enter__(self) -> _Start:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)
        if self._child:
            # The daemon outlives a command; a client that outlives the daemon must reap it.
            threading.Thread(target=self._child.wait, daemon=True).start()

    def see_to_it(self) -> None:
        """Start a daemon if that is up to us; raises DaemonError if ours has failed."""
        if not self._has_lock and not self._takes_lock():
            return
        if self._child:
            self._look_after(self._child)
        elif not is_held(self._settings.lock):
            self._spawn()

    def _takes_lock(self) -> bool:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self._has_lock = True
        return True

    def _look_after(self, child: subprocess.Popen[bytes]) -> None:
        code = child.poll()
        if code is None:
            return
        self._child = None
        lost_the_race = code in (0, ALREADY_RUNNING)
        if not lost_the_race or self._starts >= MOST_STARTS:
            raise DaemonError(f"the daemon ended with code {code} as it started", "mem daemon logs")

    def _spawn(self) -> None:
        self._starts += 1
        try:
            self._child = _spawn(self._settings)
        except OSError as exc:
            raise _cannot_start(exc) from exc


def _spawn(settings: Settings) -> subprocess.Popen[bytes]:
    """Start a daemon that has nothing of this process but its user and its environment."""
    log = os.open(settings.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "slm.daemon"],  # -P: not what / happens to hold
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",  # so that it keeps no folder from being unmounted
            env=environment(settings),
            start_new_session=True,  # neither Ctrl-C nor a closed terminal is meant for it
            close_fds=True,  # an agent may wait for a pipe of ours to close
        )
    finally:
        os.close(log)


def _cannot_start(exc: OSError) -> DaemonError:
    return DaemonError(f"cannot start the daemon: {exc}", "mem doctor")

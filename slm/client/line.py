"""Carry lines to and from a listening daemon, each within its time."""

from __future__ import annotations

import os
import socket
import time

from slm.client.private import NOBODY, check_socket, peer_uid
from slm.errors import DaemonBusy, DaemonError

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from pathlib import Path

NEVER = float("inf")  # a deadline nobody reaches
CHUNK = 256 * 1024
BACKLOG_FULL_S = 0.01  # before trying again where the daemon has not accepted others yet


class Unsent(DaemonError):
    """The daemon went away before it had the whole frame, so it cannot have acted on it."""


class Line:
    """A connection to the daemon."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._unread = bytearray()
        self._has_heard = False  # any word from the daemon

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._end.close()

    def send(self, frame: bytes, deadline: float) -> None:
        """Send a whole frame; raises Unsent, or DaemonBusy past the deadline."""
        rest = memoryview(frame)
        while rest:
            self._wait_at_most(deadline)
            try:
                rest = rest[self._end.send(rest) :]
            except TimeoutError as exc:
                raise _too_late() from exc
            except ConnectionError as exc:
                if self._has_last_words():
                    return
                raise Unsent("the daemon went away as it was asked", "try again") from exc

    def read(self, deadline: float) -> bytes:
        """The next line, b"" if there is none to come; raises Unsent, or DaemonBusy when late."""
        looked_at = 0
        while (end := self._unread.find(b"\n", looked_at)) < 0:
            looked_at = len(self._unread)
            self._wait_at_most(deadline)
            try:
                chunk = self._end.recv(CHUNK)
            except TimeoutError as exc:
                raise _too_late() from exc
            except ConnectionResetError as exc:
                if self._has_heard:
                    return b""
                # The kernel's word for a frame that was not taken out of the socket: the daemon
                # was ending, or had been killed, as we connected. One that took it ends in "".
                raise Unsent("the daemon went away as it was asked", "try again") from exc
            if not chunk:
                return b""
            self._has_heard = True
            self._unread += chunk
        line = bytes(self._unread[: end + 1])
        del self._unread[: end + 1]
        return line

    def _has_last_words(self) -> bool:
        """Whether the daemon said something, such as that it is busy, before it hung up."""
        self._end.settimeout(0)
        try:
            self._unread += self._end.recv(CHUNK)
        except OSError:
            return False
        return bool(self._unread)

    def _wait_at_most(self, deadline: float) -> None:
        if deadline == NEVER:
            self._end.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise _too_late()
        self._end.settimeout(left)


def dial(path: Path, deadline: float = NEVER) -> Line | None:
    """Connect to the daemon; None when none listens, DaemonError if it is somebody else's."""
    if not check_socket(path):
        return None
    end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if not _connect(end, path, deadline):
            end.close()
            return None
        uid = peer_uid(end)
        if uid == NOBODY:
            end.close()
            return None
        if uid != os.geteuid():
            raise DaemonError(f"{path} is listened to by user {uid}", "name another SLM_HOME")
    except BaseException:
        end.close()
        raise
    return Line(end)


def _connect(end: socket.socket, path: Path, deadline: float) -> bool:
    end.settimeout(0)
    while True:
        try:
            end.connect(os.fspath(path))
        except BlockingIOError as exc:  # Linux: more wait to be accepted than may wait
            if time.monotonic() > deadline:
                raise _too_late() from exc
            time.sleep(BACKLOG_FULL_S)
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except OSError as exc:
            raise DaemonError(f"cannot connect to {path}: {exc.strerror}", "mem doctor") from exc
        else:
            return True


def _too_late() -> DaemonBusy:
    return DaemonBusy("the daemon did not answer in time", "mem daemon logs")

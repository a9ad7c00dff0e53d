"""Bind the daemon's socket, with no moment in which others could connect to it."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

from slm.errors import DaemonError


def bind(path: Path) -> socket.socket:
    """A socket of that name, 0600, that does not listen yet; only the lock's holder may ask."""
    _clear(path)
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    umask = os.umask(0o177)  # the name is born with its rights: no chmod afterwards
    try:
        bound.bind(os.fspath(path))
    except OSError as exc:
        bound.close()
        raise DaemonError(f"cannot make the socket {path}: {exc.strerror}", "mem doctor") from exc
    finally:
        os.umask(umask)
    return bound


def remove(bound: socket.socket) -> None:
    """Take the socket's name away: whoever comes now starts a daemon of its own."""
    Path(bound.getsockname()).unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Remove the socket that a killed daemon left behind."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise DaemonError(f"{path} is not a socket", "move it away, then try again")
    path.unlink()

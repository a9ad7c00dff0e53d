"""Bind the daemon's socket, with no moment in which others could connect to it."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from types import TracebackType

from slm.errors import DaemonError


class Listener:
    """A socket under a name, 0600, that does not listen yet; only the lock's holder may make it."""

    def __init__(self, path: Path) -> None:
        _clear(path)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._path = path
        umask = os.umask(0o177)  # the name is born with its rights: no chmod afterwards
        try:
            self.socket.bind(os.fspath(path))
            self._made = path.lstat()
        except OSError as exc:
            self.socket.close()
            raise DaemonError(
                f"cannot make the socket {path}: {exc.strerror}", "mem doctor"
            ) from exc
        finally:
            os.umask(umask)

    def __enter__(self) -> Listener:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove()
        self.socket.close()

    def is_reachable(self) -> bool:
        """Whether the name still leads here; not so once the home is removed or made anew."""
        try:
            found = self._path.lstat()
        except OSError:
            return False
        return os.path.samestat(found, self._made)

    def remove(self) -> None:
        """Take the name away, if it is still ours: whoever comes now starts another daemon."""
        if self.is_reachable():
            self._path.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Remove the socket that a killed daemon left behind."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise DaemonError(f"{path} is not a socket", "move it away, then try again")
    path.unlink()

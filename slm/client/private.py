"""Keep the socket and its folder this user's own, and tell who is at its other end."""

from __future__ import annotations

import os
import socket
import stat
import struct

from slm.errors import DaemonError

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from pathlib import Path

    from slm.config import Settings

OTHERS = 0o077  # every right of the group and of the world
OTHERS_WRITE = 0o022
NOBODY = -1  # no user's number

# <sys/un.h> of macOS; Python names neither.
SOL_LOCAL = 0
LOCAL_PEERCRED = 0x001
XUCRED_BYTES = 76  # version, uid, number of groups, 16 groups

# What `mem` itself puts into its home: a folder with one of these is known to be ours.
OURS = frozenset({"memory.db", "daemon.lock", "start.lock", "config.toml", "daemon.log", "agents"})


def claim_folders(settings: Settings) -> None:
    """Make the home and the socket's folder, 0700; raises DaemonError where others get at them."""
    _claim_home(settings.home)
    if settings.socket.parent != settings.home:
        _claim_runtime(settings.socket.parent)


def check_socket(path: Path) -> bool:
    """Whether there is a socket; raises DaemonError if anyone else could have put it there."""
    try:
        folder, end = path.parent.stat(), path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError as exc:
        raise DaemonError(f"cannot reach {path}: {exc.strerror}", "name another SLM_HOME") from exc
    for place, found in ((path.parent, folder), (path, end)):
        if found.st_uid != os.geteuid():
            raise _foreign(place, found.st_uid)
    if folder.st_mode & OTHERS_WRITE:
        raise DaemonError(
            f"{path.parent} can be written to by other users", f"chmod 700 {path.parent}"
        )
    if not stat.S_ISSOCK(end.st_mode):
        raise DaemonError(f"{path} is not a socket", "move it away, then try again")
    return True


def peer_uid(connected: socket.socket) -> int:
    """The user at the other end, as the kernel knows it; NOBODY if that end has gone."""
    try:
        if hasattr(socket, "SO_PEERCRED"):
            size = struct.calcsize("3i")
            packed = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
            return int(struct.unpack("3i", packed)[1])  # pid, uid, gid
        packed = connected.getsockopt(SOL_LOCAL, LOCAL_PEERCRED, XUCRED_BYTES)
        return int(struct.unpack_from("2I", packed)[1])  # version, uid
    except OSError:  # macOS forgets who it was
        return NOBODY


def _claim_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = home.stat()  # a link to a folder on another disk is the user's choice
        if found.st_uid != os.geteuid():
            raise _foreign(home, found.st_uid)
        if found.st_mode & OTHERS:
            _close_to_others(home, found.st_mode)
    except OSError as exc:
        raise DaemonError(
            f"cannot use the folder {home}: {exc.strerror}", "name another SLM_HOME"
        ) from exc


def _close_to_others(home: Path, mode: int) -> None:
    """Make a home 0700, unless it is a folder that others are meant to share, such as /tmp."""
    inside = set(os.listdir(home))  # noqa: PTH208 - names are enough
    if mode & stat.S_ISVTX or (inside and not inside & OURS):
        raise DaemonError(
            f"{home} is open to other users and holds other things",
            "name a folder of its own as SLM_HOME",
        )
    home.chmod(0o700)


def _claim_runtime(folder: Path) -> None:
    """Make the folder of a long home's socket; others can write beside it, so trust nothing."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as exc:
        raise DaemonError(
            f"cannot use the folder {folder}: {exc.strerror}",
            "name a shorter SLM_HOME, or set XDG_RUNTIME_DIR",
        ) from exc
    if found.st_uid != os.geteuid():
        raise _foreign(folder, found.st_uid)
    if not stat.S_ISDIR(found.st_mode) or found.st_mode & OTHERS:
        raise DaemonError(
            f"{folder} is no folder of this user's alone",
            f"look who made it, then remove it: rm -r {folder}",
        )


def _foreign(path: Path, uid: int) -> DaemonError:
    return DaemonError(
        f"{path} belongs to user {uid}, not to user {os.geteuid()}", "name another SLM_HOME"
    )

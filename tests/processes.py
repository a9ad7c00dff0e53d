"""What the kernel says of a running daemon; only where there is a /proc."""

import contextlib
from pathlib import Path

INTERNET = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")


def children(pid):
    """The processes it started and that still run."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # the thread has ended
            found += (task / "children").read_text().split()
    return found


def internet_sockets(pid):
    """Its own sockets that the internet's tables of the kernel know."""
    tables = [Path(f"/proc/{pid}/net/{name}") for name in INTERNET]
    known = {
        line.split()[9]
        for table in tables
        if table.exists()
        for line in table.read_text().splitlines()[1:]
    }
    inodes = {target[8:-1] for target in _open_files(pid) if target.startswith("socket:[")}
    assert inodes, "not even its own unix socket was seen"
    return known & inodes


def _open_files(pid):
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed since the folder was listed
            yield str(link.readlink())

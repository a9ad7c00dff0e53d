"""Stand between SQLite and the disk: write down what it does there, or make a step of it fail.

A connection opened inside `watching` goes through the shim without knowing, since the shim is
SQLite's default VFS for as long: what is tested is the code as it is released.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import apsw

BASE = "unix"
# Files whose first sync also syncs the folder they were made in (os_unix.c, UNIXFILE_DIRSYNC).
SYNCS_FOLDER = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL


@dataclass
class Recording:
    """Everything that was done to the files, in order; each event is (what, which file, how)."""

    events: list[tuple] = field(default_factory=list)
    fault: "Fault | None" = None
    synchronous: str | None = None  # in place of what the store asks for
    lock: threading.RLock = field(default_factory=threading.RLock)
    inodes: dict[str, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def note(self, *event):
        with self.lock:
            self.events.append(event)

    def inode(self, name):
        """The number of a file by its name; a name that is new is a file newly made."""
        with self.lock:
            if name not in self.inodes:
                self.inodes[name] = next(self.numbers)
                self.note("make", name, self.inodes[name])
            return self.inodes[name]

    def step(self, what):
        if self.fault:
            self.fault.step(what)


@dataclass
class Fault:
    """Fails the `number`th write or sync, once; counts them where `number` is 0."""

    number: int
    error: type[apsw.Error]
    extended: int
    seen: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def step(self, what):
        with self.lock:
            self.seen += 1
            if self.seen == self.number:
                raise self.raised(what)

    def raised(self, what):
        error = self.error(f"injected at {what} number {self.number}")
        error.extendedresult = self.extended
        return error


class _File(apsw.VFSFile):
    def __init__(self, recording, name, flags):
        super().__init__(BASE, name, flags)
        self._recording = recording
        path = name if isinstance(name, str) else name.filename()  # a journal, or the file itself
        self._inode = recording.inode(Path(path).name)
        self._syncs_folder = bool(flags[0] & SYNCS_FOLDER)

    def xWrite(self, data, offset):  # noqa: N802  # SQLite's own name
        self._recording.step("write")
        super().xWrite(data, offset)
        self._recording.note("write", self._inode, offset, bytes(data))

    def xTruncate(self, size):  # noqa: N802
        self._recording.step("truncate")
        super().xTruncate(size)
        self._recording.note("truncate", self._inode, size)

    def xSync(self, flags):  # noqa: N802
        self._recording.step("sync")
        # Not passed on: the real disk is not what is tested, and waiting for it takes long.
        with self._recording.lock:
            self._recording.note("sync", self._inode)
            if self._syncs_folder:
                self._recording.note("sync folder")
                self._syncs_folder = False

    def xFileControl(self, op, pointer):  # noqa: N802
        if op == apsw.SQLITE_FCNTL_PRAGMA and self._recording.synchronous:
            pragma = apsw.VFSFcntlPragma(pointer)
            if pragma.name == "synchronous" and pragma.value != self._recording.synchronous:
                return True  # as if it were done
        return super().xFileControl(op, pointer)


class _Shim(apsw.VFS):
    def __init__(self, recording):
        self._recording = recording
        super().__init__("slm-test", BASE, makedefault=True)

    def xOpen(self, name, flags):  # noqa: N802
        if name is None:  # a temporary file: nothing of it outlives a crash
            return apsw.VFSFile(BASE, None, flags)
        return _File(self._recording, name, flags)

    def xDelete(self, name, sync_folder):  # noqa: N802
        super().xDelete(name, sync_folder)
        with self._recording.lock:
            self._recording.inodes.pop(Path(name).name, None)
            self._recording.note("unlink", Path(name).name)
            if sync_folder:
                self._recording.note("sync folder")


@contextmanager
def watching(recording):
    """Have every connection opened inside go through the shim."""
    shim = _Shim(recording)

    def set_synchronous(db):
        if recording.synchronous:
            db.pragma("synchronous", recording.synchronous)

    apsw.connection_hooks.append(set_synchronous)
    try:
        yield recording
    finally:
        apsw.connection_hooks.remove(set_synchronous)
        shim.unregister()

"""Open the memory file for one writer, and for readers that never wait for it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import apsw

from slm.store.database import connect, translated
from slm.store.migrate import migrate
from slm.store.writer import Writer

T = TypeVar("T")


class Store:
    """The memory file. Only one process may hold a Store of a file: the daemon."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = Writer(path)
        try:
            with translated(path):
                migrate(self._writer.connection, path)
        except BaseException:
            self._writer.close()
            raise
        self._writer.start()
        self._readers: queue.LifoQueue[apsw.Connection] = queue.LifoQueue()

    def write(self, work: Callable[[apsw.Connection], T]) -> T:
        """Run `work` in a transaction; what it returns is returned once it is durable."""
        return self._writer.write(work)

    def begin(self, work: Callable[[apsw.Connection], T]) -> Callable[[], T]:
        """Have `work` run in a transaction; gives what waits until it is durable."""
        return self._writer.begin(work)

    @property
    def changes(self) -> int:
        """A count that grows with each write that changed a row, before that write returns."""
        return self._writer.changes

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """Give a snapshot: all that is read inside stands as of one moment."""
        with translated(self.path):
            db = self._reader()
            try:
                with db:
                    yield db
            finally:
                self._readers.put(db)

    @contextmanager
    def examining(self) -> Iterator[apsw.Connection]:
        """Give a snapshot through a connection of its own, for `integrity_check`.

        FTS5's part of that check trusts what its connection remembers of the index, and takes what
        the writer changed since for damage (SQLite 3.54.1); its searches do look again.
        """
        with translated(self.path), closing(connect(self.path, writable=False)) as db:
            db.pragma("mmap_size", 0)  # what a failing disk does not give is to be told
            with db:
                yield db

    def _reader(self) -> apsw.Connection:
        try:
            return self._readers.get_nowait()
        except queue.Empty:
            return connect(self.path, writable=False)

    def settle(self) -> bool:
        """Empty the journal and drop older copies, so that nothing purged is left; False: busy.

        Freed pages of the file itself were zeroed when they were freed (`secure_delete`).
        """
        for copy in self.path.parent.glob(f"{self.path.name}.before-schema-*"):
            copy.unlink()
        with translated(self.path), closing(connect(self.path, writable=True)) as db:
            try:
                db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            except apsw.BusyError:  # a reader still needs what is in the journal
                return False
            return True

    def vacuum(self) -> None:
        """Write the whole file anew, so that it holds nothing but what can be read from it.

        `secure_delete` zeroes what we free, not what an older release or another program freed.
        Other writes wait meanwhile; on the disk it takes the file's size again.
        """
        self._writer.alone(lambda db: db.execute("VACUUM"))

    def bytes(self) -> int:
        """How much disk the file and its journal take."""
        parts = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())

    def close(self) -> None:
        """Finish what is waiting to be written and close every connection."""
        while not self._readers.empty():
            self._readers.get_nowait().close()
        self._writer.close()

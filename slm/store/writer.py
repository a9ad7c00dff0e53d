"""Run all writing on one thread, so that many small writes share one durable commit."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import apsw

from slm.errors import StoreError
from slm.store.database import connect, translated

T = TypeVar("T")

# A commit costs about 4 ms of waiting for the disk; gathering for longer than that gains little.
GATHER_SECONDS = 0.02


class Job(NamedTuple):
    """Work to be done, and where its value is awaited."""

    work: Callable[[apsw.Connection], Any]
    future: Future[Any]
    is_alone: bool = False  # in no transaction of ours


class Writer:
    """The only writer of a file. What `write` returns is on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = connect(path, writable=True)
        self._db.transaction_mode = "IMMEDIATE"
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._held_back: list[Job | None] = []  # taken, and not for the transaction under way
        self._closed = False
        self.changes = 0
        # Between looking at _closed and putting a job: one put after the end would wait for ever.
        self._door = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="slm-writer", daemon=True)

    @property
    def connection(self) -> apsw.Connection:
        """For what must happen before the thread is started: migration."""
        return self._db

    def start(self) -> None:
        """Begin to take work."""
        self._thread.start()

    def write(self, work: Callable[[apsw.Connection], T]) -> T:
        """Run `work` in a transaction and return its value once that is durable.

        Work that raises changes nothing, and what it raises is raised here.
        """
        return self.begin(work)()

    def begin(self, work: Callable[[apsw.Connection], T]) -> Callable[[], T]:
        """Have `work` run in a transaction; gives what waits for it, as `write` does."""
        return self._begin(Job(work, Future()))

    def alone(self, work: Callable[[apsw.Connection], T]) -> T:
        """Run `work` between transactions, for what SQLite allows in none; other writes wait."""
        wait: Callable[[], T] = self._begin(Job(work, Future(), is_alone=True))
        return wait()

    def _begin(self, job: Job) -> Callable[[], Any]:
        with self._door:
            if self._closed:
                raise StoreError(f"{self._path} is being closed", "try again")
            self._jobs.put(job)

        def wait() -> Any:  # noqa: ANN401  # whatever the work returns
            with translated(self._path):
                return job.future.result()

        return wait

    def close(self) -> None:
        """Finish what is waiting, then close the file."""
        with self._door:
            self._closed = True
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()
        self._db.close()

    def _run(self) -> None:
        while (first := self._next()) is not None:
            if first.is_alone:
                self._carry_out_alone(first)
            else:
                self._commit_with_others(first)

    def _next(self) -> Job | None:
        return self._held_back.pop() if self._held_back else self._jobs.get()

    def _carry_out_alone(self, job: Job) -> None:
        before = self._db.total_changes()
        try:
            value = job.work(self._db)
        except BaseException as exc:  # noqa: BLE001  # belongs to the caller, on the caller's thread
            self._count(before)
            job.future.set_exception(exc)
        else:
            self._count(before)
            job.future.set_result(value)

    def _commit_with_others(self, first: Job) -> None:
        """Commit `first` with whatever else arrives meanwhile."""
        taken = [first]
        values: list[Any] = []
        before = self._db.total_changes()
        try:
            with self._db:
                until = time.monotonic() + GATHER_SECONDS
                values.append(self._try(first))
                while not self._jobs.empty() and time.monotonic() < until:
                    job = self._jobs.get()
                    if job is None or job.is_alone:
                        self._held_back.append(job)
                        break
                    taken.append(job)
                    values.append(self._try(job))
        except BaseException as exc:  # noqa: BLE001  # no commit: every waiting caller must hear it
            self._count(before)
            _refuse(taken, exc)
        else:
            self._count(before)
            for job, value in zip(taken, values, strict=True):
                if not job.future.done():
                    job.future.set_result(value)

    def _count(self, before: int) -> None:
        """Before anybody hears of a write: who then asks is not given an answer of before it."""
        self.changes += self._db.total_changes() - before

    def _try(self, job: Job) -> Any:  # noqa: ANN401  # whatever the work returns
        try:
            with self._db:  # nested: a savepoint, so that one failure spoils no other's work
                return job.work(self._db)
        except BaseException as exc:  # noqa: BLE001  # belongs to the caller, on the caller's thread
            job.future.set_exception(exc)
            return None


def _refuse(jobs: list[Job], reason: BaseException) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_exception(reason)

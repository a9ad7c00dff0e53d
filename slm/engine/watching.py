"""Watch folders: keep which, and read what changes in them by what they hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from slm.domain.watch import Asker, Holds, Watch
from slm.engine.logs import Logs
from slm.errors import NothingFound, UnreadableInput
from slm.ingest import reading
from slm.store import watches
from slm.store.store import Store


class Watching:
    """The folders that are followed; they may be named from any thread, and read in one."""

    def __init__(self, store: Store, clock: Callable[[], datetime], home: Path) -> None:
        self._store = store
        self._home = home
        self._logs = Logs(store, clock, home)
        self.fresh_at: datetime | None = None  # all that was there then has been read

    def all(self) -> list[Watch]:
        """What is followed, in order of paths."""
        with self._store.reading() as db:
            return watches.every(db)

    def add(self, path: Path, asker: Asker = Asker.HAND, holds: Holds | None = None) -> Watch:
        """Follow a folder: logs or a project, told apart by content; raises UnreadableInput.

        One that is said to hold logs may be there later.
        """
        place = Path(os.path.realpath(path))
        if not place.is_dir() and holds is not Holds.LOGS:
            raise UnreadableInput(f"cannot follow {path}: no folder is there", "check the path")
        if self._home.is_relative_to(place):
            raise UnreadableInput(
                f"cannot follow {path}: mem keeps its own file in it", "name a folder below it"
            )
        if holds is None:
            holds = Holds.LOGS if reading.holds_logs(place) else Holds.PROJECT
        watch = Watch(str(place), holds, asker)
        self._store.write(lambda db: watches.add(db, watch))
        return watch

    def remove(self, path: Path) -> Watch:
        """Follow a folder no longer; what was read of it stays; raises NothingFound."""
        place = os.path.realpath(path)
        for watch in self.all():
            if watch.path == place:
                self._store.write(lambda db: watches.refuse(db, place))
                return watch
        raise NothingFound(f"{path} is not followed", "mem watch list")

    def differing(self, watch: Watch) -> list[str]:
        """The files in a followed folder that are not as they were when they were read."""
        return self._logs.differing(watch.path) if watch.holds is Holds.LOGS else []

    def sweep(self, watches: Iterable[Watch]) -> int:
        """Read all that differs in these folders; returns how many memories came of it."""
        began = datetime.now(UTC)
        new = sum(self.read(self.differing(watch)) for watch in watches)
        self.fresh_at = began
        return new

    def read(self, paths: Iterable[str]) -> int:
        """Read what is new in files of followed folders; returns how many memories came of it."""
        followed = [watch.path + os.sep for watch in self.all() if watch.holds is Holds.LOGS]
        return self._logs.read(path for path in paths if path.startswith(tuple(followed)))

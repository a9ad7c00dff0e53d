"""Watch folders: keep which, and read what changes in them by what they hold."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from slm.config import user_folder
from slm.domain.watch import Asker, Holds, Watch
from slm.engine.branching import Branching
from slm.engine.guarding import Guarding
from slm.engine.logs import Logs
from slm.engine.works import Works
from slm.errors import NothingFound, UnreadableInput
from slm.ingest import reading
from slm.ingest.instructions import memory_root
from slm.ingest.project import main_work_tree
from slm.ingest.repositories import repositories_in
from slm.lifecycle.remember import clean_label
from slm.store import watches
from slm.store.store import Store

MOST_NAMED = 3  # repositories, to tell why their folder is not followed


class Watching:
    """The folders that are followed; they may be named from any thread, and read in one."""

    def __init__(
        self,
        store: Store,
        guarding: Guarding,
        branching: Branching,
        clock: Callable[[], datetime],
        home: Path,
    ) -> None:
        self._store = store
        self._home = home
        self._logs = Logs(store, guarding, clock, home)
        self._works = Works(store, guarding, branching, clock)
        self._met: set[str] = set()  # repositories that were thought about
        self.has_more = False  # something else is followed since the last sweep
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
        if not _is_folder(place) and holds is not Holds.LOGS:
            raise UnreadableInput(f"cannot follow {path}: no folder is there", "check the path")
        if self._home.is_relative_to(place):
            raise UnreadableInput(
                f"cannot follow {path}: mem keeps its own file in it", "name a folder below it"
            )
        if _holds_secret(str(place)):
            raise UnreadableInput(
                f"cannot follow {clean_label(str(path))}: paths are kept, and it holds a secret",
                "rename the folder, or follow the one above it",
            )
        if holds is None:
            holds = Holds.LOGS if reading.holds_logs(place) else Holds.PROJECT
            if holds is Holds.PROJECT:
                _require_project(path, repositories_in(place))
        watch = Watch(str(place), holds, asker)
        self._store.write(lambda db: watches.add(db, watch))
        return watch

    def remove(self, path: Path, *, but: Sequence[Asker] = ()) -> Watch:
        """Follow a folder no longer, `but` one that these asked for; raises NothingFound.

        What was read of it stays.
        """
        place = os.path.realpath(path)
        for watch in self.all():
            if watch.path == place and watch.asker not in but:
                self._store.write(lambda db: watches.refuse(db, place))
                return watch
        raise NothingFound(f"{path} is not followed", "mem watch list")

    def sweep(self, watches: Iterable[Watch]) -> int:
        """Read all that differs in these folders; returns how many memories came or changed."""
        began = datetime.now(UTC)
        new = sum(map(self.look_through, watches))
        self.fresh_at = began
        return new

    def look_through(self, watch: Watch) -> int:
        """Read all that differs in one folder; returns how many memories came or changed."""
        if self._is_project(watch):
            return self._works.sweep(watch.path)
        return self._read_logs(self._logs.differing(watch.path))

    def read(self, paths: Iterable[str]) -> int:
        """Read what is new in files of followed folders; returns how many memories came of it."""
        by_watch: dict[Watch, list[str]] = {}
        watches = sorted(self.all(), key=lambda one: len(one.path), reverse=True)
        for path in paths:
            for watch in watches:  # the deepest first: a project may lie in another's folder
                if path.startswith(watch.path + os.sep):
                    by_watch.setdefault(watch, []).append(path)
                    break
        return sum(self._read_in(watch, own) for watch, own in by_watch.items())

    def _read_in(self, watch: Watch, paths: list[str]) -> int:
        if self._is_project(watch):
            return self._works.read(watch.path, paths)
        return self._read_logs(paths)

    def _is_project(self, watch: Watch) -> bool:
        """Whether a folder holds a project; one that held nothing yet may get logs instead."""
        if watch.holds is Holds.LOGS:
            return False
        if self._works.knows(watch.path) or not reading.holds_logs(Path(watch.path)):
            return True
        logs = replace(watch, holds=Holds.LOGS)
        self._store.write(lambda db: watches.add(db, logs))
        return False

    def _read_logs(self, paths: list[str]) -> int:
        """Read logs, and what agents noted beside them; follow the projects they tell of."""
        new = self._logs.read(paths)
        self._follow_projects(self._logs.at_work)
        noted: dict[str, list[str]] = {}
        for path in paths:
            if root := memory_root(path):
                noted.setdefault(root, []).append(path)
        return new + sum(self._works.read(root, own) for root, own in noted.items())

    def offer_log(self, path: str) -> None:
        """Follow the logs that an agent's hook tells of, unless the user took them out.

        Who has the hook by a plugin, or by hand, has not run `mem init`.
        """
        root = next((one for one in Path(path).parents if one.name in reading.LOG_FOLDERS), None)
        if root is None:
            return
        place = os.path.realpath(root)
        with self._store.reading() as db:
            known = watches.every(db)
            is_refused = watches.is_refused(db, place)
        is_known = any(Path(place).is_relative_to(one.path) for one in known)
        if not is_refused and not is_known and not _holds_secret(place):
            watch = Watch(place, Holds.LOGS, Asker.HOOK)
            self._store.write(partial(watches.add, watch=watch))
            self.has_more = True

    def _follow_projects(self, folders: Iterable[str]) -> None:
        """Follow the repositories that agents work in, but those that the user took out."""
        for folder in folders:
            top = main_work_tree(folder)
            if top and top not in self._met and self._may_follow(top):
                watch = Watch(top, Holds.PROJECT, Asker.LOGS)
                self._store.write(partial(watches.add, watch=watch))
                self.has_more = True
            self._met.add(top)

    def _may_follow(self, top: str) -> bool:
        """Whether a repository is a project: no home kept in Git, nothing refused, no secret."""
        if Path(top) == user_folder() or self._home.is_relative_to(top) or _holds_secret(top):
            return False
        with self._store.reading() as db:
            known = [watch.path for watch in watches.every(db)]
            return top not in known and not watches.is_refused(db, top)


def _require_project(path: Path, below: list[Path]) -> None:
    """Refuse what only holds repositories: following it would follow none of them."""
    if below:
        more = f" and {len(below) - MOST_NAMED} more" if len(below) > MOST_NAMED else ""
        names = ", ".join(one.name for one in below[:MOST_NAMED])
        raise UnreadableInput(
            f"cannot follow {path}: it is no project, but holds the repositories {names}{more}",
            f"name each: mem watch add {shlex.quote(str(below[0]))}",
        )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that none can have, or a folder above that we may not look into
        return False


def _holds_secret(path: str) -> bool:
    """Whether a path would be kept in the list of followed folders with a secret in it."""
    return clean_label(path) != path

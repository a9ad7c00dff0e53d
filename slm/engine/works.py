"""Follow projects: their files as they change, and their commits as they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from slm.domain.question import Place
from slm.engine.branching import Branching
from slm.engine.guarding import Guarding
from slm.engine.importing_files import is_full, place_of, take
from slm.engine.intake import Intake
from slm.engine.project_files import Look, ProjectFiles
from slm.engine.work_trees import end_gone, put_on_branches
from slm.ingest import branches, reading
from slm.ingest.project import identify
from slm.ingest.walking import ruled_by
from slm.lifecycle.remember import Tally
from slm.store import files
from slm.store.store import Store

GIT = ".git"
# Of a long history, the newest: to follow a repository unasked should cost minutes, not hours.
MOST_COMMITS = 5_000


class Works:
    """What has been read of followed projects; for one thread at a time."""

    def __init__(
        self,
        store: Store,
        guarding: Guarding,
        branching: Branching,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._guarding = guarding
        self._branching = branching
        self._clock = clock
        self._branches: dict[str, dict[str, str]] = {}  # of each root's other work trees
        self._marks: dict[str, str] = {}  # of each repository's references, when it was read last

    def knows(self, root: str) -> bool:
        """Whether files of a project were ever read."""
        with self._store.reading() as db:
            return files.knows_root(db, root)

    def sweep(self, root: str) -> int:
        """Read all of a project that differs; returns how many memories came or changed."""
        read = self._keep(root, lambda files: files.all()) + self._read_history(root)
        return read + self._end_gone()

    def read(self, root: str, paths: Iterable[str]) -> int:
        """Read what is new in files of a project, and of its history where that has moved on."""
        inside = [Path(path).relative_to(root) for path in paths]
        own = [root / path for path in _to_look_at(inside)]
        new = self._keep(root, lambda files: (look for path in own for look in files.one(path)))
        has_history = any(GIT in path.parts for path in inside)
        return new + (self._read_history(root) + self._end_gone() if has_history else 0)

    def _keep(self, root: str, looks: Callable[[ProjectFiles], Iterator[Look]]) -> int:
        """Write what is seen of files, so many together as one transaction should hold."""
        if not Path(root).is_dir():  # a disk that is away
            return 0
        tally, batch = Tally(), []
        place = place_of(Path(root), Place())
        files = ProjectFiles(self._store, self._guarding, Path(root), place, self._clock, tally)
        self._follow_branches(root, files.branches)
        for look in looks(files):
            batch.append(look)
            if is_full(batch):
                self._write(files, batch)
                batch = []
        self._write(files, batch)
        return tally.added + tally.superseded + tally.revived

    def _follow_branches(self, root: str, now: dict[str, str]) -> None:
        """Let what was read in other work trees go with them to the branches they are on now."""
        put_on_branches(self._store, self._branches.get(root, {}), now)
        self._branches[root] = now

    def _end_gone(self) -> int:
        tally = Tally()
        end_gone(self._store, self._clock(), tally)
        return tally.superseded

    def _write(self, files: ProjectFiles, looks: list[Look]) -> None:
        if looks:
            self._store.write(lambda db: take(files, looks, db))

    def _read_history(self, root: str) -> int:
        """Read the commits since those that are known, if any reference has changed."""
        git = identify(root).git
        if not git or self._guarding.excluded.covers_folder(root):
            return 0
        mark = branches.mark(git)
        if self._marks.get(root) == mark:
            return 0
        new = self._read_commits(root)
        self._branching.note(root, anew=bool(new))
        self._marks[root] = mark
        return new

    def _read_commits(self, root: str) -> int:
        intake = Intake(self._store, self._guarding, self._clock)
        found = reading.history_at(Path(root))
        source = intake.source(found, Place(folder=root))
        for number, portion in enumerate(reading.read(found)):
            if number >= MOST_COMMITS:
                break
            intake.take(source, portion)
            if intake.is_full:
                before = intake.tally.added
                intake.write()
                if intake.tally.added == before:  # what is older is known as well
                    return intake.tally.added
        intake.write()
        return intake.tally.added


def _to_look_at(changed: Sequence[Path]) -> list[Path]:
    """The files among changed paths, and for a file of rules all that these are about, once.

    What rules leave out from now on has not changed itself, so that nothing else tells of it.
    """
    ruled = {folder for path in changed if (folder := ruled_by(path)) is not None}
    files = {path for path in changed if GIT not in path.parts}
    return sorted(path for path in ruled | files if ruled.isdisjoint(path.parents))

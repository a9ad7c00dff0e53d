"""Join projects that are one, and give them other names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from slm.domain.reports import Joined, Progress, Project, Projects
from slm.engine import places
from slm.errors import UsageError
from slm.ingest.roots import MOST, first_commit
from slm.lifecycle.moving import move_some
from slm.store import files, projects
from slm.store.database import Connection
from slm.store.store import Store

# Memories moved in one transaction: a tenth of a second's work, for which others wait.
BATCH = 100

Report = Callable[[Progress], None]


class Joining:
    """What is done with projects themselves, over one store; for any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> Projects:
        """Every project, by name; the user's own has none."""
        with self._store.reading() as db:
            counts = projects.counts(db)
            found = [
                Project(
                    name,
                    counts.get(name, 0),
                    tuple(projects.keys(db, project)),
                    tuple(projects.former_names(db, project)),
                )
                for project, name in projects.names(db).items()
            ]
        return Projects(tuple(sorted(found, key=lambda one: one.name)))

    def join(self, one: str, into: str, report: Report = lambda _: None) -> Joined:
        """Make a project, by its name or a folder, part of another; raises UnknownName.

        All that leads to it leads to the other from the first moment on; its memories follow in
        small steps, and go on following after a crash. What was its name still names it.
        """
        folder = places.identity_of(one) if Path(one).is_absolute() else None
        root = first_commit(folder.git, MOST) if folder and folder.git else ""

        def begin(db: Connection) -> tuple[int, int]:
            target = places.named(db, into)
            known = places.find(db, folder) if folder else places.named(db, one)
            if projects.USER in (known, target):
                raise UsageError("what holds everywhere is no project", "name two projects")
            if known == target and not folder:
                raise UsageError(f"{one!r} and {into!r} are one project", "name two projects")
            count = 0
            if known is not None and known != target:
                count = projects.count(db, known)
                projects.give_up(db, known, target)
                files.adopt(db, known, target)
            if folder:
                projects.learn(db, target, folder.keys, root)
            return count, target

        count, target = self._store.write(begin)
        moved = 0
        while some := self.go_on():
            moved = min(count, moved + some)
            report(Progress("moving", moved, count, "memories"))
        with self._store.reading() as db:
            return Joined(projects.names(db)[target], count)

    def rename(self, name: str, to: str) -> Joined:
        """Give a project another name; raises UnknownName, and UsageError for a name taken."""

        def work(db: Connection) -> None:
            project, taken = places.named(db, name), projects.by_name(db, to)
            if not to.strip() or project == projects.USER:
                raise UsageError("a project needs a name", "mem project rename NAME NEW")
            if taken not in (None, project):
                raise UsageError(
                    f"another project is called {to!r}", f"mem project join {name} {to}"
                )
            if projects.names(db)[project] != to:
                projects.rename(db, project, to)

        self._store.write(work)
        return Joined(to, 0)

    def go_on(self) -> int:
        """Move some memories of a project that joined another; returns how many."""
        with self._store.reading() as db:
            is_waiting = projects.given_up(db) is not None
        return self._store.write(_step) if is_waiting else 0


def _step(db: Connection) -> int:
    waiting = projects.given_up(db)
    if waiting is None:
        return 0
    moved = move_some(db, *waiting, BATCH)
    if moved < BATCH:
        projects.remove(db, waiting[0])
    return moved

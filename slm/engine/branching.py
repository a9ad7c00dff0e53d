"""Follow what becomes of the branches that memories are made on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock

from slm.domain.branch import Branch, BranchState
from slm.domain.commit import NOWHERE
from slm.domain.memory import OUT_OF_INDEX, Kind, Memory
from slm.domain.question import Place
from slm.engine import places
from slm.ingest import branches as reading
from slm.ingest.branches import MAIN
from slm.ingest.commits import NONE, Commits, reached
from slm.ingest.project import Identity, branch
from slm.ingest.roots import MOST, first_commit
from slm.lifecycle.commits import Standing, follow
from slm.lifecycle.redact import redact
from slm.lifecycle.remember import clean_label
from slm.store import branches, commits, memories, projects
from slm.store.branches import Repository
from slm.store.database import Connection
from slm.store.moments import to_stored
from slm.store.store import Store

log = logging.getLogger(__name__)

# What is concluded on a branch holds there, until it is merged. How the user likes things does not
# change with the branch.
OF_A_BRANCH = frozenset({Kind.FACT, Kind.DECISION, Kind.LESSON, Kind.SUMMARY, Kind.BELIEF})
# Folders that wait to be looked at; who asks from more than these asks again.
MOST_WAITING = 64


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is to be kept of a repository."""

    repository: Repository
    branches: tuple[Branch, ...]
    commits: Commits = NONE


class Branching:
    """What the repositories' branches are, over one store; for any thread."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._waiting: set[str] = set()
        self._lock = Lock()

    def note_soon(self, folder: str) -> None:
        """Let the branches of a folder's repository be looked at when there is time."""
        with self._lock:
            if folder and len(self._waiting) < MOST_WAITING:
                self._waiting.add(folder)

    def note_waiting(self) -> int:
        """Look at one repository that waits for it; returns how many were looked at."""
        with self._lock:
            folder = self._waiting.pop() if self._waiting else ""
        if not folder:
            return 0
        self.note(folder)
        return 1

    def note(self, folder: str, *, anew: bool = False) -> bool:
        """Read the branches of a folder's repository, unless they are as they were.

        With `anew` in any case: commits were read, and are to be put on their branches.
        What was learned of the repository is kept with its project; where nothing is remembered of
        it, nothing is. Returns whether anything was read.
        """
        identity = places.identity_of(folder)
        if not identity.git or clean_label(identity.git) != identity.git:  # it would be kept
            return False
        git, mark = identity.git, reading.mark(identity.git)
        with self._store.reading() as db:
            project = places.find(db, identity)
            before = branches.repository(db, git)
            elsewhere = {} if project is None else branches.repositories(db, project)
        if before and before.mark == mark and before.project == project and not anew:
            return False
        is_known = before is not None and before.project == project
        root = "" if is_known else first_commit(git, MOST)
        if project is None:
            return False
        # Of one that is gone, this may be what it was moved to, or another clone of it.
        gone = [path for path in elsewhere if path != git and not Path(path).exists()]
        found = self._read(git, mark, project, gone)
        self._store.write(partial(self._keep, identity, root, found, gone))
        log.info("branches path=%s found=%d", git, len(found.branches))
        return True

    def _read(self, git: str, mark: str, project: int, gone: Sequence[str]) -> _Found:
        """What became of the branches that are known; as it was where that cannot be read."""
        with self._store.reading() as db:
            repositories = branches.repositories(db, project)
            theirs = [path for path in (*gone, git) if path in repositories]
            known = {name: one for path in theirs for name, one in branches.known(db, path).items()}
            # Once, all: those that an earlier release read were on no branch.
            is_first = not branches.has_nowhere(db, git)
            made = (commits.of_project if is_first else commits.of_branches)(db, project)
        before = repositories.get(theirs[-1]) if theirs else None
        tips = before.tips if before else ()
        asked = [hash_ for hash_, one in made.items() if is_first or _may_be_lost(one, known)]
        found = reading.read(git, known, tips, asked)
        if found is None:
            main = before.main if before else ()
            return _Found(Repository(project, mark, main, tips), tuple(known.values()))
        there = (path for path in repositories if path != git and Path(path).exists())
        standing = _not_elsewhere(found.commits, there)
        repository = Repository(project, mark, found.main, found.tips)
        return _Found(repository, found.others, standing)

    def _keep(
        self, identity: Identity, root: str, found: _Found, gone: Sequence[str], db: Connection
    ) -> None:
        project = places.find(db, identity)
        if project != found.repository.project:  # joined to another meanwhile: the next look tells
            return
        projects.learn(db, project, identity.keys, root)
        branches.remove(db, gone)
        now = to_stored(self._clock())
        # Nothing is kept of what bears a secret in its name; no memory's label does either.
        clean = [one for one in found.branches if redact(one.name).text == one.name]
        branches.keep(db, identity.git, found.repository, clean, now)
        follow(db, project, _standing(found.commits, clean), now)

    def of_new(self, place: Place, kind: Kind) -> str:
        """The branch that something learned in a place belongs to; "" for all of the project."""
        if not place.folder or place.project or kind not in OF_A_BRANCH:
            return ""
        identity = places.identity_of(place.folder)
        name = branch(identity)
        if not name:
            return ""
        self.note_soon(place.folder)
        with self._store.reading() as db:
            known = branches.repository(db, identity.git)
        main = (known.main if known else ()) or reading.main_names(identity.git) or MAIN
        return "" if name in main else name

    def states(self, found: Sequence[Memory]) -> dict[str, str]:
        """By their ids, what became of the branches of memories that have one that is known."""
        ids = [memory.id for memory in found if memory.branch]
        if not ids:
            return {}
        with self._store.reading() as db:
            rows = memories.rows(db, ids)
            standings = branches.standings(db, [*rows.values()])
        return {id_: str(standings[row].state) for id_, row in rows.items() if row in standings}


def _may_be_lost(one: commits.Known, known: Mapping[str, Branch]) -> bool:
    """Whether a commit was on an open branch when that was last seen."""
    if one.state in OUT_OF_INDEX or one.branch in ("", NOWHERE):
        return False
    branch = known.get(one.branch)
    return branch is None or branch.state is BranchState.OPEN


def _standing(found: Commits, kept: Sequence[Branch]) -> Standing:
    """Where commits stand, of the branches that are kept."""
    states = {one.name: one.state for one in kept}
    apart = {hash_: name for hash_, name in found.apart.items() if name in states}
    return Standing(apart, found.main, found.kept, found.lost, states)


def _not_elsewhere(found: Commits, repositories: Iterable[str]) -> Commits:
    """Where commits stand, none of them lost that another clone still leads back to."""
    lost = found.lost
    for path in repositories:
        lost = lost - reached(path, lost) if lost else lost
    return replace(found, kept=found.kept | (found.lost - lost), lost=lost)

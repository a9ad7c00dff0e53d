"""Let what is read in a linked work tree be its branch's, and end with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from slm.engine import places
from slm.ingest.branches import MAIN, main_names
from slm.ingest.instructions import memory_root
from slm.ingest.project import FOLDER
from slm.ingest.work_trees import is_missing, linked
from slm.lifecycle.remember import Tally, clean_label
from slm.lifecycle.superseding import end
from slm.store import branches, files, projects, work_trees
from slm.store.database import Connection
from slm.store.files import KnownFile
from slm.store.store import Store

# Files ended in one transaction.
BATCH_FILES = 200


def branches_of(store: Store, root: str) -> dict[str, str]:
    """The branch that each work tree beside the main one is on, by its folder.

    None is told of one that is on the main line. `root` is any of the repository's work trees.
    """
    git = places.identity_of(root).git
    if not git or not Path(git, "worktrees").is_dir():
        return {}
    with store.reading() as db:
        known = branches.repository(db, git)
    main = (known.main if known else ()) or main_names(git) or MAIN
    found = {one.folder: one.branch for one in linked(git) if one.branch not in main}
    # Nothing is kept of what bears a secret in its name.
    return {folder: name for folder, name in found.items() if clean_label(name) == name}


def put_on_branches(store: Store, before: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Let the pieces of those work trees follow that went to another branch."""
    for root in before.keys() | now.keys():
        if before.get(root) != now.get(root) and not is_missing(root):
            store.write(partial(_put, root, now))


def _put(root: str, now: Mapping[str, str], db: Connection) -> None:
    work_trees.put_on_branches(db, work_trees.in_root(db, root), now)


def end_gone(store: Store, now: datetime, tally: Tally) -> None:
    """Supersede what was read in work trees that were removed."""
    with store.reading() as db:
        gone = [one for one in work_trees.roots(db) if _is_gone(db, *one)]
        known = [
            file
            for project, root in gone
            for file in files.below(db, project, root).values()
            if file.gone_at is None and not memory_root(f"{root}/{file.address.path}")
        ]
    for start in range(0, len(known), BATCH_FILES):
        store.write(partial(_end, known[start : start + BATCH_FILES], now, tally))


def _end(batch: list[KnownFile], now: datetime, tally: Tally, db: Connection) -> None:
    for file in batch:
        end(db, file.address, now, tally)


def _is_gone(db: Connection, project: int, root: str) -> bool:
    """Whether a folder was a work tree of a repository that is there, and is not any more.

    A repository of its own may have been moved, or its disk be away; so may a locked work tree's.
    """
    if not is_missing(root):
        return False
    if projects.by_keys(db, (f"{FOLDER}{root}",)) is not None:
        return False
    there = [git for git in branches.repositories(db, project) if not is_missing(git)]
    return bool(there) and root not in _locked(there)


def _locked(repositories: list[str]) -> Iterator[str]:
    return (one.folder for git in repositories for one in linked(git) if one.is_locked)

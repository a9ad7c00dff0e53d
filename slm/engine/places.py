"""Turn a place, a name or a folder, into the projects it means."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from slm.config import wide_folders
from slm.domain.question import Place
from slm.errors import unknown
from slm.ingest.project import FOLDER, REMOTE, Identity, branch, identify
from slm.ingest.repositories import repositories_in
from slm.ingest.roots import FEW, SOME, first_commit
from slm.lifecycle.remember import clean_label
from slm.store import projects
from slm.store.database import Connection
from slm.store.store import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is about."""

    place: Place  # with the branch that one is on
    projects: tuple[int, ...] | None  # None: all
    identity: Identity | None = None  # of the folder, where it is asked in one


def scope(db: Connection, place: Place) -> Scope:
    """What a question in `place` is about; raises UnknownName.

    In a project: the project and what holds for the user everywhere. Outside any: everything.
    A repository is a project even before anything of it is remembered, and so is whatever folder
    an agent works in.
    """
    if place.everywhere:
        return Scope(place, None)
    if place.project:
        return Scope(place, (projects.USER, named(db, place.project)))
    if not place.folder:
        return Scope(place, (projects.USER,) if place.is_project else None)
    identity = identity_of(place.folder)
    place = replace(place, branch=place.branch or branch(identity))
    project = find(db, identity)
    if project is not None:
        known = dict.fromkeys((project, *_were_apart(db, place.folder, identity)))
        return Scope(place, (projects.USER, *known), identity)
    is_project = identity.is_repository or place.is_project
    return Scope(place, (projects.USER,) if is_project else None, identity)


def to_search(db: Connection, place: Place) -> tuple[int, ...] | None:
    """The projects a question in `place` is about, None for all; raises UnknownName."""
    return scope(db, place).projects


def named(db: Connection, name: str) -> int:
    """The project of this name; raises UnknownName with the closest one that exists."""
    project = projects.by_name(db, clean_label(name))
    if project is None:
        raise unknown("project", clean_label(name), filter(None, projects.names(db).values()))
    return project


def find(db: Connection, identity: Identity) -> int | None:
    """The project that a folder belongs to, if anything is known of it (docs/decisions/0026).

    Its remote tells, then where it is, then the first commit of its history.
    """
    of_remote = projects.by_keys(db, identity.keys[:-1])
    if of_remote is not None:
        return of_remote
    of_folder = projects.by_keys(db, identity.keys[-1:])
    if not identity.git:
        return _around(db, identity) if of_folder is None else of_folder
    if of_folder is not None and not (identity.remote and projects.has_root(db, of_folder)):
        return of_folder
    root = first_commit(identity.git)
    sharing = projects.by_root(db, root) if root else []
    # By a remote that the folder's project did not have, it may be another repository by now.
    if of_folder is not None and (
        of_folder in sharing or _is_likely(db, of_folder, identity, root)
    ):
        return of_folder
    alike = [project for project in sharing if _agree(db, project, identity)]
    return alike[0] if len(alike) == 1 else None


def _is_likely(db: Connection, project: int, identity: Identity, root: str) -> bool:
    """Whether a folder is still its project's, though its past is not known to be."""
    return _agree(db, project, identity) and bool(not root or _remotes(db, project))


def _were_apart(db: Connection, folder: str, identity: Identity) -> Iterator[int]:
    """Projects that folders of a repository were, before it was one."""
    top = Path(identity.keys[-1].removeprefix(FOLDER))
    here = Path(folder)
    below = (one for one in (here, *here.parents) if one.is_relative_to(top) and one != top)
    for one in below if identity.git else ():
        project = projects.by_keys(db, (f"{FOLDER}{one}",))
        if project is not None:
            yield project


def _around(db: Connection, identity: Identity) -> int | None:
    """The project that a folder without a repository lies in, or lay in."""
    for key in identity.inside:
        project = projects.by_keys(db, (key,))
        folder = Path(key.removeprefix(FOLDER))
        if project is None:
            continue
        if folder in wide_folders():
            return None
        if identity.is_there or folder.is_dir():
            return None if repositories_in(folder) else project
        # Both are gone: of what was a repository all was its own.
        if projects.has_root(db, project) or _remotes(db, project):
            return project
    return None


def _agree(db: Connection, project: int, identity: Identity) -> bool:
    """Whether a repository may be the project's: by its remote's own name, if both have one."""
    remotes = _remotes(db, project)
    if not remotes or not identity.remote:
        return True
    return _own_name(identity.remote) in map(_own_name, remotes)


def _remotes(db: Connection, project: int) -> list[str]:
    return [key for key in projects.keys(db, project) if key.startswith(REMOTE)]


def _own_name(remote: str) -> str:
    return remote.rpartition("/")[2].casefold()


def prepare(store: Store, place: Place) -> None:
    """Look farther for the first commit of a repository that nothing is known of.

    For whoever is about to write: inside a transaction all others would wait for it.
    """
    if place.project or not place.folder:
        return
    identity = identity_of(place.folder)
    with store.reading() as db:
        is_known = not identity.git or find(db, identity) is not None
    if not is_known:
        first_commit(identity.git, SOME)


def to_write(db: Connection, place: Place) -> int:
    """The project that something learned in `place` belongs to, made if it is new.

    A name makes a project, and so does a folder; in a home, or above, it is the user's own.
    """
    if place.project:
        return projects.create(db, clean_label(place.project))
    if not place.folder:
        return projects.USER
    identity = identity_of(place.folder)
    if not identity.is_repository and Path(place.folder) in wide_folders():
        return projects.USER
    known = find(db, identity)
    return _create(db, identity) if known is None else known


def is_known(db: Connection, folder: str) -> bool:
    """Whether a folder is a repository, or a project that something is known of."""
    identity = identity_of(folder)
    if identity.is_repository:
        return True
    return Path(folder) not in wide_folders() and find(db, identity) is not None


def folders(db: Connection, place: Place) -> tuple[str, ...]:
    """The folders of a place: the one that it is, or those that a named project is known by."""
    if not place.project:
        return (place.folder,) if place.folder else ()
    project = projects.by_name(db, clean_label(place.project))
    return () if project is None else projects.folders(db, project)


def of_log(db: Connection, identity: Identity) -> int:
    """The project of a folder recorded in a log, made if it is new, repository or not."""
    identity = _clean(identity)
    known = find(db, identity)
    return _create(db, identity) if known is None else known


def identity_of(folder: str) -> Identity:
    """What a folder is called and known by, as it may be kept: without secrets."""
    return _clean(identify(folder))


def _clean(identity: Identity) -> Identity:
    """The same without secrets, such as a token that a folder is named by: nothing keeps them."""
    return replace(
        identity,
        name=clean_label(identity.name),
        keys=tuple(map(clean_label, identity.keys)),
        inside=tuple(map(clean_label, identity.inside)),
    )


def _create(db: Connection, identity: Identity) -> int:
    """Make the project under its own name, or under a longer one if another project has that."""
    root = first_commit(identity.git, FEW) if identity.git else ""
    for name in _names(identity):
        taken = projects.by_name(db, name)
        # A project made by name alone is taken to be this one: who else would be meant?
        if taken is None or not projects.keys(db, taken):
            return projects.create(db, name, identity.keys, root)
    raise AssertionError("names are numbered without end")


def _names(identity: Identity) -> Iterator[str]:
    name = identity.name or "root"
    yield name
    owner = identity.remote.rpartition("/")[0]
    if owner:
        yield f"{owner.rpartition('/')[2]}/{name}"
    for number in itertools.count(2):
        yield f"{name}-{number}"


def suggestion(db: Connection, scope: Scope) -> str:
    """Of a repository that nothing is known of, which project may be meant by it; or ""."""
    identity = scope.identity
    if identity is None or not identity.is_repository or scope.projects is None:
        return ""
    own = [project for project in scope.projects if project != projects.USER]
    if not all(projects.is_empty(db, project) for project in own):
        return ""
    sharing = projects.by_root(db, first_commit(identity.git))
    for project, name in projects.names(db).items():
        is_alike = project in sharing or _own_name(name) == _own_name(identity.name)
        if is_alike and project not in scope.projects and not projects.is_empty(db, project):
            where = identity.keys[-1].partition(":")[2]
            return (
                f"nothing is known of {identity.name} ({where}); did you mean {name}? "
                f"mem project join {where} {name}"
            )
    return ""

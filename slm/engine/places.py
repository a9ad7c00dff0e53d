"""Turn a place, a name or a folder, into the projects it means."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from slm.domain.question import Place
from slm.errors import unknown
from slm.ingest.project import Identity, identify
from slm.store import projects
from slm.store.database import Connection


def to_search(db: Connection, place: Place) -> tuple[int, ...] | None:
    """The projects a question in `place` is about, None for all; raises UnknownName.

    In a project: the project and what holds for the user everywhere. Outside any: everything.
    A repository is a project even before anything of it is remembered.
    """
    if place.everywhere:
        return None
    if place.project:
        return projects.USER, named(db, place.project)
    if not place.folder:
        return None
    identity = identify(place.folder)
    project = projects.by_keys(db, identity.keys)
    if project is not None:
        return projects.USER, project
    return (projects.USER,) if identity.is_repository else None


def named(db: Connection, name: str) -> int:
    """The project of this name; raises UnknownName with the closest one that exists."""
    project = projects.by_name(db, name)
    if project is None:
        raise unknown("project", name, filter(None, projects.names(db).values()))
    return project


def to_write(db: Connection, place: Place) -> int:
    """The project that something learned in `place` belongs to, made if it is new.

    A name makes a project; a folder does where it has a repository; else it is the user's own.
    """
    if place.project:
        return projects.create(db, place.project)
    if not place.folder:
        return projects.USER
    identity = identify(place.folder)
    known = projects.by_keys(db, identity.keys)
    if known is not None:
        return known
    return _create(db, identity) if identity.is_repository else projects.USER


def of_log(db: Connection, identity: Identity) -> int:
    """The project of a folder recorded in a log, made if it is new, repository or not."""
    known = projects.by_keys(db, identity.keys)
    return _create(db, identity) if known is None else known


def _create(db: Connection, identity: Identity) -> int:
    """Make the project under its own name, or under a longer one if another project has that."""
    for name in _names(identity):
        taken = projects.by_name(db, name)
        # A project made by name alone is taken to be this one: who else would be meant?
        if taken is None or not projects.has_keys(db, taken):
            return projects.create(db, name, identity.keys)
    raise AssertionError("names are numbered without end")


def _names(identity: Identity) -> Iterator[str]:
    name = identity.name or "root"
    yield name
    owner, _, _ = identity.keys[0].removeprefix("remote:").rpartition("/")
    if owner and identity.keys[0].startswith("remote:"):
        yield f"{owner.rpartition('/')[2]}/{name}"
    for number in itertools.count(2):
        yield f"{name}-{number}"

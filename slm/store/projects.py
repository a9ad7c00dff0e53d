"""Read and write projects, and the keys that tell them."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from slm.store.filters import PRESENT

# The project of what holds for the user everywhere.
USER = 0


def by_name(db: apsw.Connection, name: str) -> int | None:
    """The project of this name, if there is one."""
    found: int | None = db.execute("SELECT id FROM projects WHERE name = ?", (name,)).get
    return found


def by_keys(db: apsw.Connection, keys: Sequence[str]) -> int | None:
    """The project that the first known of `keys` stands for."""
    for key in keys:
        found: int | None = db.execute("SELECT project FROM project_keys WHERE key = ?", (key,)).get
        if found is not None:
            return found
    return None


def create(db: apsw.Connection, name: str, keys: Sequence[str] = ()) -> int:
    """Make the project `name` known by `keys`, or return the one that has the name."""
    db.execute("INSERT INTO projects (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    project = by_name(db, name)
    assert project is not None
    for key in keys:
        db.execute(
            "INSERT INTO project_keys (key, project) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (key, project),
        )
    return project


def has_keys(db: apsw.Connection, project: int) -> bool:
    """Whether a project is tied to a repository or folder, or only to its name."""
    found: int = db.execute(
        "SELECT EXISTS (SELECT 1 FROM project_keys WHERE project = ?)", (project,)
    ).get
    return bool(found)


def names(db: apsw.Connection) -> dict[int, str]:
    """Every project's name by its id."""
    return dict(db.execute("SELECT id, name FROM projects ORDER BY id"))


def counts(db: apsw.Connection) -> dict[str, int]:
    """How many memories each project holds, the forgotten not counted."""
    return dict(
        db.execute(
            f"""
            SELECT name, count(*)
            FROM memories
            JOIN projects ON projects.id = memories.project
            WHERE {PRESENT}
            GROUP BY project
            ORDER BY name
            """
        )
    )

"""Read and write projects, and the keys that tell them."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from slm.store.filters import PRESENT

# The project of what holds for the user everywhere.
USER = 0
# How the key of a project begins that is told by its folder.
FOLDER_KEY = "folder:"


def by_name(db: apsw.Connection, name: str) -> int | None:
    """The project that has this name, or had it."""
    found: int | None = db.execute(
        """
        SELECT project FROM project_aliases WHERE name = :name
        UNION ALL
        SELECT id FROM projects WHERE name = :name
        LIMIT 1
        """,
        {"name": name},
    ).get
    return found


def by_keys(db: apsw.Connection, keys: Sequence[str]) -> int | None:
    """The project that the first known of `keys` stands for."""
    for key in keys:
        found: int | None = db.execute("SELECT project FROM project_keys WHERE key = ?", (key,)).get
        if found is not None:
            return found
    return None


def by_root(db: apsw.Connection, root: str) -> list[int]:
    """The projects whose history began with this commit."""
    query = "SELECT project FROM project_roots WHERE root = ? ORDER BY project"
    return [project for (project,) in db.execute(query, (root,))]


def keys(db: apsw.Connection, project: int) -> list[str]:
    """What tells a project: its remotes and folders."""
    query = "SELECT key FROM project_keys WHERE project = ? ORDER BY key"
    return [key for (key,) in db.execute(query, (project,))]


def has_root(db: apsw.Connection, project: int) -> bool:
    """Whether the first commit of a project is known."""
    query = "SELECT EXISTS (SELECT 1 FROM project_roots WHERE project = ?)"
    return bool(db.execute(query, (project,)).get)


def create(db: apsw.Connection, name: str, keys: Sequence[str] = (), root: str = "") -> int:
    """Make the project `name` known by `keys`, or return the one that has the name."""
    project = by_name(db, name)
    if project is None:
        db.execute("INSERT INTO projects (name) VALUES (?)", (name,))
        project = db.last_insert_rowid()
    learn(db, project, keys, root)
    return project


def learn(db: apsw.Connection, project: int, keys: Sequence[str], root: str = "") -> None:
    """Know a project by `keys` and `root` as well; a key stays with whom it leads to already."""
    db.executemany(
        "INSERT INTO project_keys (key, project) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((key, project) for key in keys),
    )
    if root:
        db.execute(
            "INSERT INTO project_roots (root, project) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (root, project),
        )


def folders(db: apsw.Connection, project: int | None = None) -> tuple[str, ...]:
    """The folders that a project, or any, is known by."""
    query = "SELECT key FROM project_keys WHERE :project IN (project, -1) ORDER BY key"
    found = db.execute(query, {"project": -1 if project is None else project})
    return tuple(key.removeprefix(FOLDER_KEY) for (key,) in found if key.startswith(FOLDER_KEY))


def names(db: apsw.Connection) -> dict[int, str]:
    """Every project's name by its id."""
    return dict(db.execute("SELECT id, name FROM projects ORDER BY id"))


def former_names(db: apsw.Connection, project: int) -> list[str]:
    """Names that lead to a project beside its own."""
    query = "SELECT name FROM project_aliases WHERE project = ? ORDER BY name"
    return [name for (name,) in db.execute(query, (project,))]


def is_empty(db: apsw.Connection, project: int) -> bool:
    """Whether nothing is remembered of a project."""
    query = "SELECT EXISTS (SELECT 1 FROM memories WHERE project = ? AND state != 'forgotten')"
    return not db.execute(query, (project,)).get


def count(db: apsw.Connection, project: int) -> int:
    """How many memories a project holds, the forgotten too."""
    found: int = db.execute("SELECT count(*) FROM memories WHERE project = ?", (project,)).get
    return found


def rename(db: apsw.Connection, project: int, name: str) -> None:
    """Give a project another name; the one it had goes on leading to it."""
    before: str = db.execute("SELECT name FROM projects WHERE id = ?", (project,)).get
    db.execute("DELETE FROM project_aliases WHERE name = ?", (name,))
    db.execute("UPDATE projects SET name = ? WHERE id = ?", (name, project))
    db.execute("INSERT INTO project_aliases VALUES (?, ?)", (before, project))


def give_up(db: apsw.Connection, project: int, into: int) -> None:
    """Let all that leads to a project lead to another; its memories are the caller's to move.

    Until then its row stays, under its name.
    """
    name: str = db.execute("SELECT name FROM projects WHERE id = ?", (project,)).get
    values = {"project": project, "into": into, "name": name}
    for statement in (
        "UPDATE project_keys SET project = :into WHERE project = :project",
        "UPDATE project_aliases SET project = :into WHERE project = :project",
        "UPDATE repositories SET project = :into WHERE project = :project",
        "UPDATE OR IGNORE project_roots SET project = :into WHERE project = :project",
        "DELETE FROM project_roots WHERE project = :project",
        "INSERT INTO project_aliases VALUES (:name, :into)",
    ):
        db.execute(statement, values)


def given_up(db: apsw.Connection) -> tuple[int, int] | None:
    """A project whose memories are still to be moved to another, and that other."""
    row = db.execute(
        """
        SELECT projects.id, project_aliases.project
        FROM project_aliases
        JOIN projects ON projects.name = project_aliases.name
        LIMIT 1
        """
    ).fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


def remove(db: apsw.Connection, project: int) -> None:
    """Remove a project that holds nothing any more."""
    db.execute("DELETE FROM projects WHERE id = ?", (project,))


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

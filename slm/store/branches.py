"""Read and write what became of the branches that memories were made on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import apsw

from slm.domain.branch import Branch, BranchState
from slm.domain.commit import NOWHERE


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as its branches were last read."""

    project: int
    mark: str  # "" of one that was never read
    main: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of the branch that a memory was made on."""

    state: BranchState
    present: str  # what the branch is called now


def repository(db: apsw.Connection, path: str) -> Repository | None:
    """The repository at a path, if its branches were ever read."""
    row = db.execute(
        "SELECT project, mark, main, tips FROM repositories WHERE path = ?", (path,)
    ).fetchone()
    if row is None:
        return None
    project, mark, main, tips = row
    return Repository(project, mark, tuple(json.loads(main)), tuple(json.loads(tips)))


def repositories(db: apsw.Connection, project: int) -> dict[str, Repository]:
    """A project's repositories by their paths, those that are gone too."""
    query = "SELECT path FROM repositories WHERE project = ? ORDER BY id"
    paths = [path for (path,) in db.execute(query, (project,))]
    return {path: one for path in paths if (one := repository(db, path))}


def remove(db: apsw.Connection, paths: Iterable[str]) -> None:
    """Forget repositories, with their branches."""
    db.executemany("DELETE FROM repositories WHERE path = ?", ((path,) for path in paths))


def known(db: apsw.Connection, path: str) -> dict[str, Branch]:
    """The branches of the repository at a path, by their names."""
    return {
        name: Branch(name, tip, BranchState(state), present, tuple(json.loads(holds)))
        for name, tip, state, present, holds in db.execute(
            """
            SELECT name, tip, state, present, holds
            FROM branches
            JOIN repositories ON repositories.id = branches.repository
            WHERE path = ? AND name != ?
            ORDER BY name
            """,
            (path, NOWHERE),
        )
    }


def has_nowhere(db: apsw.Connection, path: str) -> bool:
    """Whether it was ever looked which commits of the repository at a path are lost."""
    query = """
        SELECT EXISTS (
            SELECT 1 FROM branches
            JOIN repositories ON repositories.id = branches.repository
            WHERE path = ? AND name = ?
        )
    """
    return bool(db.execute(query, (path, NOWHERE)).get)


def keep(
    db: apsw.Connection, path: str, read: Repository, branches: Iterable[Branch], now: int
) -> None:
    """Keep what was read of the repository at a path at `now` (milliseconds), and that alone."""
    id_ = _keep_repository(db, path, read)
    # What no branch leads back to any more is dropped, like a branch.
    nowhere = Branch(NOWHERE, "", BranchState.GONE, NOWHERE)
    _keep_branches(db, id_, [*(one for one in branches if one.name != NOWHERE), nowhere], now)


def _keep_repository(db: apsw.Connection, path: str, read: Repository) -> int:
    values = (path, read.project, read.mark, json.dumps(read.main), json.dumps(read.tips))
    id_: int = db.execute(
        """
        INSERT INTO repositories (path, project, mark, main, tips) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET
            project = excluded.project, mark = excluded.mark,
            main = excluded.main, tips = excluded.tips
        RETURNING id
        """,
        values,
    ).get
    return id_


def _keep_branches(db: apsw.Connection, repository: int, found: Sequence[Branch], now: int) -> None:
    names = json.dumps([one.name for one in found])
    db.execute(
        """
        DELETE FROM branches
        WHERE repository = ? AND name NOT IN (SELECT value FROM json_each(?))
        """,
        (repository, names),
    )
    db.executemany(
        """
        INSERT INTO branches (repository, name, tip, state, present, holds, merged_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (repository, name) DO UPDATE SET
            merged_at = CASE
                WHEN state = 'merged' AND excluded.state = 'merged' THEN merged_at
                -- It did not go on: its merge was undone.
                WHEN state = 'merged' AND tip = excluded.tip THEN NULL
                ELSE coalesce(excluded.merged_at, merged_at)
            END,
            tip = excluded.tip, state = excluded.state,
            present = excluded.present, holds = excluded.holds
        """,
        (
            (repository, one.name, one.tip, one.state, one.present, json.dumps(one.holds), at)
            for one in found
            for at in [now if one.state is BranchState.MERGED else None]
        ),
    )


def standings(db: apsw.Connection, rows: Sequence[int]) -> Mapping[int, Standing]:
    """For those of the memories whose branch is known, what became of it.

    What was said before a branch was merged is in the main line, even if the branch went on. Where
    two clones differ, what is merged in one of them is merged, and open before it is dropped.
    """
    found: dict[int, Standing] = {}
    order = (BranchState.MERGED, BranchState.OPEN, BranchState.GONE)
    for row, state, present, is_in in db.execute(
        """
        SELECT memories.row, branches.state, present, coalesce(merged_at >= said_at, FALSE)
        FROM memories
        JOIN repositories ON repositories.project = memories.project
        JOIN branches ON repository = repositories.id AND branches.name = memories.branch
        WHERE memories.row IN (SELECT value FROM json_each(?)) AND memories.branch != ''
        ORDER BY memories.row, repository
        """,
        (json.dumps(list(rows)),),
    ):
        one = Standing(BranchState.MERGED if is_in else BranchState(state), present)
        before = found.setdefault(row, one)
        if order.index(one.state) < order.index(before.state):
            found[row] = one
    return found


def parts(db: apsw.Connection, projects: Sequence[int], name: str) -> frozenset[str]:
    """The branches whose work is in the branch of that name in the projects, itself too."""
    marks = ",".join(map(str, projects))
    query = f"""
        SELECT holds
        FROM branches
        JOIN repositories ON repositories.id = branches.repository
        WHERE project IN ({marks}) AND name = ?
    """
    held = (json.loads(holds) for (holds,) in db.execute(query, (name,)))
    return frozenset({name}.union(*held))

"""Keep what projects are known by, and what became of their branches."""

from __future__ import annotations

# What a project is known by beside its keys, and what became of its branches.
BRANCHES = (
    """
    CREATE TABLE project_roots (           -- the first commits of its repositories
        root TEXT NOT NULL,
        project INTEGER NOT NULL REFERENCES projects (id),
        PRIMARY KEY (root, project)        -- copies of one template share theirs
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE project_aliases (         -- names it had, or that of a project that joined it
        name TEXT PRIMARY KEY,
        project INTEGER NOT NULL REFERENCES projects (id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE repositories (            -- whose branches were read
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,         -- the folder that its work trees share
        project INTEGER NOT NULL REFERENCES projects (id),
        mark TEXT NOT NULL,                -- of its references' files, as they were then
        main TEXT NOT NULL,                -- JSON array: the branches that are the main line
        tips TEXT NOT NULL                 -- JSON array: the main line's last commits
    ) STRICT
    """,
    "CREATE INDEX repositories_by_project ON repositories (project)",
    """
    CREATE TABLE branches (
        repository INTEGER NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        tip TEXT NOT NULL,                 -- its last commit; '' before the first
        state TEXT NOT NULL,
        present TEXT NOT NULL,             -- what it is called now
        holds TEXT NOT NULL,               -- JSON array: open branches whose work is in it
        merged_at INTEGER,                 -- when that was first seen; it may have gone on since
        PRIMARY KEY (repository, name)
    ) STRICT, WITHOUT ROWID
    """,
)

"""Keep what a project's files hold and held."""

from __future__ import annotations

# The files of projects as they were last read, and what they hold and held.
FILES = (
    """
    CREATE TABLE files (
        id INTEGER PRIMARY KEY,
        project INTEGER NOT NULL REFERENCES projects (id),
        root TEXT NOT NULL,            -- the work tree or folder it is named from, absolute
        path TEXT NOT NULL,            -- in it, with '/'
        name TEXT NOT NULL,            -- its last part
        format TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified INTEGER NOT NULL,     -- nanoseconds
        inode INTEGER NOT NULL,
        hash BLOB NOT NULL,            -- of its bytes
        first_read_at INTEGER NOT NULL,
        read_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,   -- when its text was last another one, as far as we know
        gone_at INTEGER,               -- null: it is there
        UNIQUE (root, path, project)
    ) STRICT
    """,
    # A text names a file by its last part, or by more of its path.
    "CREATE INDEX files_by_name ON files (name, project)",
    "CREATE INDEX files_by_change ON files (project, changed_at)",
    """
    CREATE TABLE pieces (
        file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
        name TEXT NOT NULL,            -- the way of headings to it, or its qualified symbol
        memory INTEGER NOT NULL REFERENCES memories (row) ON DELETE CASCADE,
        symbol TEXT NOT NULL,          -- what a text would name it by, folded; '' for no symbol
        since INTEGER NOT NULL,        -- when it was first read there
        until INTEGER,                 -- when it was no longer there; null: it is
        PRIMARY KEY (file, name, memory)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX pieces_by_memory ON pieces (memory)",
    "CREATE INDEX pieces_by_symbol ON pieces (symbol) WHERE symbol != ''",
    # Most symbols never moved: to know that must cost next to nothing.
    """
    CREATE INDEX pieces_ended ON pieces (symbol) WHERE symbol != '' AND until IS NOT NULL
    """,
)

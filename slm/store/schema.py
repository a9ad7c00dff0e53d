"""Hold the schema as steps: append, never edit; `user_version` counts those taken."""

from __future__ import annotations

# What is compared word by word with a question, once other indexes have found a passage.
_TOKEN_CODES = (
    """
    CREATE TABLE token_codes (             -- of every passage that has a vector
        passage INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
        code BLOB NOT NULL                 -- 24 bytes for each token of a telling word
    ) STRICT
    """,
    # No tokens, until a model is next there to make all anew: its fingerprint is another one now.
    """
    INSERT INTO token_codes
    SELECT passage, x'' FROM vectors JOIN passages ON passages.row = vectors.passage
    """,
)

# Who and what the memories are about; all of it derived from their texts and authors.
_ENTITIES = (
    """
    CREATE TABLE entities (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,            -- folded (domain/entities.py)
        kind TEXT NOT NULL,
        UNIQUE (name, kind)            -- in this order: a question's word has no kind
    ) STRICT
    """,
    """
    CREATE TABLE aliases (             -- the shorter names that an entity goes by as well
        name TEXT NOT NULL,
        entity INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
        PRIMARY KEY (name, entity)
    ) STRICT, WITHOUT ROWID
    """,
    # An entity that nobody mentions any more takes its aliases with it.
    "CREATE INDEX aliases_by_entity ON aliases (entity)",
    """
    CREATE TABLE mentions (
        entity INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
        project INTEGER NOT NULL,      -- the memory's: no search need look it up
        memory INTEGER NOT NULL REFERENCES memories (row) ON DELETE CASCADE,
        PRIMARY KEY (entity, project, memory)
    ) STRICT, WITHOUT ROWID
    """,
    # What a memory mentions: its removal, and the hop from entity to entity.
    "CREATE INDEX mentions_by_memory ON mentions (memory)",
    """
    CREATE TABLE entity_counts (       -- how many entities were found in a memory
        memory INTEGER PRIMARY KEY REFERENCES memories (row) ON DELETE CASCADE,
        count INTEGER                  -- null: still to be looked for
    ) STRICT
    """,
    "CREATE INDEX entity_counts_waiting ON entity_counts (memory) WHERE count IS NULL",
    # The memories of a file made before there were entities: the daemon looks at them when idle.
    "INSERT INTO entity_counts (memory) SELECT row FROM memories WHERE state != 'forgotten'",
)

# What a conclusion rests on.
_DERIVATIONS = (
    """
    CREATE TABLE derivations (
        memory INTEGER NOT NULL REFERENCES memories (row) ON DELETE CASCADE,
        -- An id, no row: what it names may be learned later, or be erased and read again.
        evidence TEXT NOT NULL,
        position INTEGER NOT NULL,     -- as they were named, from 1
        PRIMARY KEY (memory, evidence)
    ) STRICT, WITHOUT ROWID
    """,
)

# What was done on purpose with what an answer had shown.
_ACTS = (
    """
    CREATE TABLE acts (
        -- In the order of the acts. Never given twice: what was made of all of them is known by
        -- their number and the last of them.
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        memory INTEGER NOT NULL REFERENCES memories (row) ON DELETE CASCADE,
        question INTEGER NOT NULL,     -- a hash of its text
        act TEXT NOT NULL,
        at INTEGER NOT NULL,
        moved TEXT NOT NULL,           -- JSON object: channel -> by how much
        UNIQUE (memory, question, act) -- to open the same again and again moves nothing more
    ) STRICT
    """,
)

# What is followed, and what of it could not be read.
_FOLLOWING = (
    """
    CREATE TABLE watches (
        path TEXT PRIMARY KEY,
        holds TEXT NOT NULL,           -- 'logs' or 'project'
        asker TEXT NOT NULL,           -- who wanted it followed (domain/watch.py)
        refused INTEGER NOT NULL       -- 1: the user took it out; logs do not bring it back
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE unread (
        path TEXT NOT NULL,
        reason TEXT NOT NULL,
        format TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (path, reason)
    ) STRICT, WITHOUT ROWID
    """,
)

# A step is a tuple of statements, run in order in one transaction with its version.
# Times are integers: milliseconds since 1970, UTC.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE projects (
            id INTEGER PRIMARY KEY,        -- also the partition of the vectors; 0 is the user's own
            name TEXT NOT NULL UNIQUE      -- what a person types after --project
        ) STRICT
        """,
        "INSERT INTO projects (id, name) VALUES (0, '')",
        """
        CREATE TABLE project_keys (        -- what a project is known by, besides its name
            key TEXT PRIMARY KEY,          -- 'remote:host/owner/name', 'folder:/absolute/path'
            project INTEGER NOT NULL REFERENCES projects (id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE origins (             -- a session's log, or a file: shared by its memories
            id INTEGER PRIMARY KEY,
            agent TEXT NOT NULL,
            session TEXT NOT NULL,
            path TEXT NOT NULL,            -- where it was read first
            UNIQUE (agent, session, path)
        ) STRICT
        """,
        # The session's memories, to forget or list it.
        "CREATE INDEX origins_by_session ON origins (session)",
        """
        CREATE TABLE memories (
            row INTEGER PRIMARY KEY AUTOINCREMENT,  -- grows with learning: order within a session
            id TEXT NOT NULL UNIQUE,       -- hash of what it is (domain/ids.py)
            text TEXT NOT NULL,
            text_hash INTEGER NOT NULL,    -- finds the same words typed again
            kind TEXT NOT NULL,
            project INTEGER NOT NULL REFERENCES projects (id),
            branch TEXT NOT NULL,
            origin INTEGER NOT NULL REFERENCES origins (id),
            author TEXT NOT NULL,
            source_id TEXT NOT NULL,       -- the record's own id, a commit hash
            position INTEGER NOT NULL,     -- among its origin's memories, from 1
            said_at INTEGER NOT NULL,      -- learned_at where nobody knows
            learned_at INTEGER NOT NULL,
            valid_from INTEGER,            -- null: since ever
            valid_to INTEGER,              -- null: still
            tags TEXT NOT NULL,            -- JSON array
            trust REAL NOT NULL,
            strength REAL NOT NULL,
            last_used INTEGER,
            uses INTEGER NOT NULL,
            state TEXT NOT NULL,
            forgotten_at INTEGER,          -- a forgetting's time: undo takes it back whole
            replaced_by TEXT
        ) STRICT
        """,
        # A session in order: its neighbours, its list, its forgetting.
        "CREATE INDEX memories_by_origin ON memories (origin, position)",
        # The newest of a project.
        "CREATE INDEX memories_by_time ON memories (project, said_at)",
        "CREATE INDEX memories_by_text ON memories (text_hash)",
        # Undo, and what is to be erased after 30 days.
        "CREATE INDEX memories_forgotten ON memories (forgotten_at) WHERE forgotten_at IS NOT NULL",
        """
        CREATE TABLE tombstones (          -- purged for good: a re-import leaves them so
            id TEXT PRIMARY KEY,
            purged_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE passages (            -- derived from memories.text
            -- Also the row of its full text and of its vectors. Never given twice: a vector may
            -- come in for a passage that was forgotten while the vector was made.
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            memory INTEGER NOT NULL REFERENCES memories (row) ON DELETE CASCADE,
            start INTEGER NOT NULL,        -- characters into the memory's text
            stop INTEGER NOT NULL,
            by_meaning INTEGER NOT NULL    -- 0: it gets no vector, full text alone
        ) STRICT
        """,
        "CREATE INDEX passages_by_memory ON passages (memory, start)",
        """
        CREATE VIRTUAL TABLE words USING fts5 (
            scope,                         -- 'p12': an indexed token is 15 times faster than a join
            about,                         -- author, date, tags
            body,                          -- the passage, its identifiers split as well
            content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
        )
        """,
        """
        CREATE TABLE embed_queue (         -- passages whose vectors are still to be made
            passage INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE
        ) STRICT
        """,
        """
        CREATE TABLE vectors (             -- the finer code that orders what the bits find
            passage INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
            model INTEGER NOT NULL REFERENCES models (id),
            code BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE models (
            id INTEGER PRIMARY KEY,
            fingerprint TEXT NOT NULL UNIQUE,  -- vectors of different models or codecs must not mix
            dimension INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE cursors (             -- how far each log has been read
            path TEXT PRIMARY KEY,
            format TEXT NOT NULL,
            inode INTEGER NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,     -- nanoseconds
            read_to INTEGER NOT NULL       -- bytes, at the end of a line
        ) STRICT, WITHOUT ROWID
        """,
    ),
    (*_TOKEN_CODES, *_ENTITIES),
    _DERIVATIONS,
    _ACTS,
    _FOLLOWING,
)

SCHEMA_VERSION = len(STEPS)

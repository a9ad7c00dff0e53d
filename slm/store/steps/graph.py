"""Keep the graph of whom and what memories are about, and what was done with them."""

from __future__ import annotations

# What is compared word by word with a question, once other indexes have found a passage.
TOKEN_CODES = (
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
ENTITIES = (
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
DERIVATIONS = (
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
ACTS = (
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

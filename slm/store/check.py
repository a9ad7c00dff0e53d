"""Look for damage: in the file itself, and between the truth and what is derived from it."""

from __future__ import annotations

import apsw

from slm.store import bits, entities
from slm.store.filters import PRESENT


def damage(db: apsw.Connection) -> list[str]:
    """What SQLite finds wrong with the file; empty where it is sound."""
    try:
        lines = [str(line) for (line,) in db.execute("PRAGMA integrity_check(10)")]
        lines += [f"foreign key of {row[0]}" for row in db.execute("PRAGMA foreign_key_check")]
    except (apsw.CorruptError, apsw.IOError) as exc:
        return [str(exc)]
    return [line for line in lines if line != "ok"]


def fulltext_damage(db: apsw.Connection) -> str:
    """What FTS5 finds wrong with its own structure, or ""; needs a writable connection."""
    try:
        db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except apsw.CorruptError as exc:
        return str(exc)
    return ""


def disagreements(db: apsw.Connection) -> dict[str, int]:
    """How many rows of each derived table do not match what they are derived from."""
    counts = {name: int(db.execute(query).get) for name, query in _ALWAYS.items()}
    if bits.exist(db):
        counts |= {name: int(db.execute(query).get) for name, query in _VECTORS.items()}
    return {name: count for name, count in counts.items() if count}


_DISAGREEMENTS = {
    "memories without passages": f"""
        SELECT count(*) FROM memories
        WHERE {PRESENT} AND trim(text, char(9, 10, 13, 32)) != ''
          AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.memory = memories.row)
    """,
    "passages of forgotten memories": """
        SELECT count(*) FROM passages
        JOIN memories ON memories.row = passages.memory
        WHERE memories.state = 'forgotten'
    """,
    "passages of superseded memories": """
        SELECT count(*) FROM passages
        JOIN memories ON memories.row = passages.memory
        WHERE memories.state = 'superseded'
    """,
    "pieces that no file holds any more": f"""
        SELECT count(*) FROM memories
        WHERE {PRESENT}
          AND row IN (SELECT memory FROM pieces)
          AND row NOT IN (SELECT memory FROM pieces WHERE until IS NULL)
    """,
    "superseded pieces that a file holds": """
        SELECT count(*) FROM memories
        WHERE state = 'superseded' AND row IN (SELECT memory FROM pieces WHERE until IS NULL)
    """,
    "passages without full text": """
        SELECT count(*) FROM passages WHERE row NOT IN (SELECT id FROM words_docsize)
    """,
    "full text without passage": """
        SELECT count(*) FROM words_docsize WHERE id NOT IN (SELECT row FROM passages)
    """,
    "passages neither embedded nor waiting": """
        SELECT count(*) FROM passages
        WHERE by_meaning
          AND row NOT IN (SELECT passage FROM vectors)
          AND row NOT IN (SELECT passage FROM embed_queue)
    """,
    "vectors without token codes": """
        SELECT count(*) FROM vectors WHERE passage NOT IN (SELECT passage FROM token_codes)
    """,
    "token codes without vector": """
        SELECT count(*) FROM token_codes WHERE passage NOT IN (SELECT passage FROM vectors)
    """,
}
_ALWAYS = _DISAGREEMENTS | entities.DISAGREEMENTS
_VECTORS = {
    "vectors without bits": """
        SELECT count(*) FROM vectors WHERE passage NOT IN (SELECT passage FROM bits)
    """,
    "bits without vector": """
        SELECT count(*) FROM bits WHERE passage NOT IN (SELECT passage FROM vectors)
    """,
}

"""Move a memory to another project, in every table that knows its project."""

from __future__ import annotations

import apsw

from slm.store import bits, fulltext


def rows(db: apsw.Connection, project: int, limit: int) -> list[int]:
    """Some of a project's memories, the forgotten too."""
    query = "SELECT row FROM memories WHERE project = ? LIMIT ?"
    return [row for (row,) in db.execute(query, (project, limit))]


def move(db: apsw.Connection, memory: int, into: int, about: str, text: str) -> None:
    """Move one memory; `about` is what is searched beside its text.

    Its passages keep their rows, so that their vectors need not be made anew. The full text knows
    a project by a word, and the bits by a partition: both are taken out and put in again.
    """
    db.execute("UPDATE memories SET project = ? WHERE row = ?", (into, memory))
    db.execute("UPDATE mentions SET project = ? WHERE memory = ?", (into, memory))
    query = "SELECT row, start, stop FROM passages WHERE memory = ?"
    spans = list(db.execute(query, (memory,)))
    fulltext.remove(db, [row for row, _, _ in spans])
    fulltext.add(db, ((row, into, about, text[start:stop]) for row, start, stop in spans))
    bits.move(db, [row for row, _, _ in spans], into)

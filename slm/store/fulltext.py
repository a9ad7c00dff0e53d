"""Read and write the FTS5 index, and quote user text for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import apsw

from slm.store.filters import Filter

# "parseHTTPResponse2" is parse, HTTP, Response, 2; unicode61 itself splits at _ / . and -.
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MIXED = re.compile(r"\b(?=\w*[a-z][A-Z]|\w*[A-Z]{2}[a-z]|\w*[A-Za-z]\d|\w*\d[A-Za-z])\w+\b")


def searchable(text: str) -> str:
    """`text` followed by the parts of its camelCase identifiers, each once."""
    parts = dict.fromkeys(part for word in _MIXED.findall(text) for part in split_identifier(word))
    return f"{text}\n{' '.join(parts)}" if parts else text


def split_identifier(word: str) -> list[str]:
    """The words within an identifier, of more than one letter each."""
    return [part for part in _CAMEL.findall(word) if len(part) > 1]


def add(db: apsw.Connection, rows: Iterable[tuple[int, int, str, str]]) -> None:
    """Index passages, each (row, project, about, body)."""
    db.executemany(
        "INSERT INTO words (rowid, scope, about, body) VALUES (?, ?, ?, ?)",
        ((row, f"p{project}", about, searchable(body)) for row, project, about, body in rows),
    )


def remove(db: apsw.Connection, rows: Iterable[int]) -> None:
    """Take passages out of the index; their words stay in its pages until `optimize`."""
    db.executemany("DELETE FROM words WHERE rowid = ?", ((row,) for row in rows))


def optimize(db: apsw.Connection) -> None:
    """Rewrite the index whole, so that nothing of removed passages is left in it."""
    db.execute("INSERT INTO words (words) VALUES ('optimize')")


def clear(db: apsw.Connection) -> None:
    """Empty the index."""
    db.execute("INSERT INTO words (words) VALUES ('delete-all')")


def stem(db: apsw.Connection, word: str) -> list[str]:
    """The index's own terms for a word: lower case, no accents, porter stem."""
    tokenize = db.fts5_tokenizer("porter", ["unicode61", "remove_diacritics", "2"])
    tokens = tokenize(
        word.encode(),
        apsw.FTS5_TOKENIZE_QUERY,
        None,
        include_offsets=False,
        include_colocated=False,
    )
    return [str(token) for token in tokens]


def size(db: apsw.Connection) -> int:
    """How many passages are indexed."""
    count: int = db.execute("SELECT count(*) FROM passages").get
    return count


def frequencies(db: apsw.Connection, terms: Sequence[str]) -> dict[str, int]:
    """How many passages hold each term (as `stem` gives them) in their body."""
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, words, col)"
    )
    found = {}
    for term in dict.fromkeys(terms):
        count: int | None = db.execute(
            "SELECT doc FROM vocabulary WHERE term = ? AND col = 'body'", (term,)
        ).get
        found[term] = count or 0
    return found


def search(
    db: apsw.Connection, phrases: Sequence[str], only: Filter, limit: int
) -> list[tuple[int, float]]:
    """Passages that hold any of `phrases`, each with its bm25 weight, best first.

    The weight grows with relevance; FTS5's own is negative.
    """
    if not phrases:
        return []
    any_phrase = " OR ".join(quote(phrase) for phrase in phrases)
    match = f"{{about body}} : ({any_phrase})"
    if only.projects is not None:
        scopes = " OR ".join(f"p{project}" for project in only.projects)
        match = f"scope : ({scopes}) AND {match}"
    allowed = f"AND words.rowid IN ({only.passages})" if only.conditions else ""
    return list(
        db.execute(
            f"""
            SELECT rowid, -bm25(words, 0.0, 1.0, 1.0) AS weight
            FROM words
            WHERE words MATCH :match {allowed}
            ORDER BY weight DESC, rowid
            LIMIT :limit
            """,
            {"match": match, "limit": limit} | dict(only.values),
        )
    )


def quote(phrase: str) -> str:
    """A phrase as FTS5 wants it: every character but the quote is taken as it is."""
    doubled = phrase.replace('"', '""').replace("\x00", " ")
    return f'"{doubled}"'

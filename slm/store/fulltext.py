"""Read and write the FTS5 index, and quote user text for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import apsw

from slm.store import entities
from slm.store.filters import Filter

# Beyond the asked-for passages, so that those that other channels find have their score too. The
# rank of all matches is computed anyway.
DEPTH = 5
# Times those asked for are weighed, where the words are common. Of 40 questions to 100,000 passages
# all had the same ten heaviest as with everything weighed, and 99.6 % of the same 200.
WEIGHED = 10
# Common words that are paired with each other; a longer question has rarer ones.
MOST_PAIRED = 12
# Projects named to leave them out of a search; each costs some microseconds.
MOST_OTHERS = 64
# Equal passages in the order their memories were learned, which a rebuild keeps.
_LEARNED = "(SELECT memory FROM passages WHERE passages.row = words.rowid), rowid"

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
    """How many passages are indexed.

    FTS5 keeps the number for its own bm25, as the first varint of its record 1 (sqlite3/ext/fts5,
    "averages record"); counting 100,000 rows takes most of a millisecond.
    """
    record: bytes = db.execute("SELECT block FROM words_data WHERE id = 1").get or b""
    number = 0
    for byte in record:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return number


def frequencies(db: apsw.Connection, terms: Sequence[str]) -> dict[str, int]:
    """How many passages hold each term (as `stem` gives them), in their body or else about them."""
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, words, col)"
    )
    found = {}
    for term in dict.fromkeys(terms):
        count: int | None = db.execute(
            "SELECT max(doc) FROM vocabulary WHERE term = ? AND col IN ('about', 'body')", (term,)
        ).get
        found[term] = count or 0
    return found


def search(
    db: apsw.Connection, phrases: Mapping[str, int], only: Filter, limit: int
) -> list[tuple[int, float]]:
    """Passages that hold any of `phrases`, each with its bm25 weight, best first.

    Each phrase is given with about how many passages hold it. At least `limit` passages are found
    and up to DEPTH times as many: those of one weight all or none, since which of them have the
    first rows may change with a rebuild. The weight grows with relevance; FTS5's own is negative.
    """
    if not phrases:
        return []
    match = _in_projects(db, _any(phrases), only.projects)
    likely = _likely(phrases, limit * WEIGHED)
    if likely:
        found = _heaviest(db, match, likely, only, limit)
        if len(found) >= limit:
            return found
    return _heaviest(db, match, "", only, limit)


def _any(phrases: Iterable[str]) -> str:
    return f"{{about body}} : ({' OR '.join(map(quote, phrases))})"


def _likely(phrases: Mapping[str, int], budget: int) -> str:
    """What to look for instead, where all that hold any are more than `budget`; else "".

    Those that hold a rare one, and those that hold any two: bm25 takes a microsecond a passage,
    and what holds but one common word of several is hardly among the heaviest.
    """
    rarest = sorted(phrases, key=phrases.__getitem__)
    sums = list(accumulate(phrases[phrase] for phrase in rarest))
    first = bisect_right(sums, budget)
    common = rarest[first : first + MOST_PAIRED]
    if len(common) < 2:
        return ""
    pairs = (
        f"({quote(one)} AND ({' OR '.join(map(quote, common[place + 1 :]))}))"
        for place, one in enumerate(common[:-1])
    )
    return f"{{about body}} : ({' OR '.join([*map(quote, rarest[:first]), *pairs])})"


def _heaviest(
    db: apsw.Connection, match: str, likely: str, only: Filter, limit: int
) -> list[tuple[int, float]]:
    most = limit * DEPTH
    found = _search(db, match, likely, only, "rowid", most + 1)
    if len(found) <= most:
        return found
    whole = [pair for pair in found if pair[1] > found[-1][1]]
    return whole if len(whole) >= limit else _search(db, match, likely, only, _LEARNED, most)


def _search(
    db: apsw.Connection, match: str, likely: str, only: Filter, equal: str, limit: int
) -> list[tuple[int, float]]:
    # The +: else FTS5 would be asked anew for each of the rows.
    among = "AND +rowid IN (SELECT rowid FROM words WHERE words MATCH :likely)" if likely else ""
    allowed = f"AND words.rowid IN ({only.passages})" if only.conditions else ""
    return list(
        db.execute(
            f"""
            SELECT rowid, -bm25(words, 0.0, 1.0, 1.0) AS weight
            FROM words
            WHERE words MATCH :match {among} {allowed}
            ORDER BY weight DESC, {equal}
            LIMIT :limit
            """,
            {"match": match, "likely": likely, "limit": limit, **only.values},
        )
    )


def _in_projects(db: apsw.Connection, match: str, projects: Sequence[int] | None) -> str:
    """The same within projects: by theirs or by all others' tokens, whichever are fewer.

    FTS5 reads a token's every row twice, once to count them for bm25: 5 ms for 100,000.
    """
    if projects is None:
        return match
    marks = ",".join(map(str, projects))
    query = f"SELECT id FROM projects WHERE id NOT IN ({marks}) LIMIT ?"
    others = [id_ for (id_,) in db.execute(query, (MOST_OTHERS + 1,))]
    few = size(db) // 4
    if len(others) > MOST_OTHERS or entities.count_memories(db, Filter((*others,)), few) >= few:
        return f"scope : ({_tokens(projects)}) AND {match}"
    return f"({match}) NOT scope : ({_tokens(others)})" if others else match


def _tokens(projects: Sequence[int]) -> str:
    return " OR ".join(f"p{project}" for project in projects)


def quote(phrase: str) -> str:
    """A phrase as FTS5 wants it: every character but the quote is taken as it is."""
    doubled = phrase.replace('"', '""').replace("\x00", " ")
    return f'"{doubled}"'

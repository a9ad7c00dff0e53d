"""Search texts with FTS5 alone: the yardstick that every recall is measured against."""

from __future__ import annotations

import re
from collections.abc import Iterable

import apsw

from slm.store.fulltext import quote

_WORD = re.compile(r"[A-Za-z0-9]+")
# Of its own, not domain.words: a yardstick must not change when recall learns another word.
_STOP_WORDS = """
    a about an and are as at be been but by can could did do does for from had has have he her him
    his how i if in into is it its me my not of on or our she should so than that the their them
    then there they this to was we were what when where which who whom why will with would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


class Floor:
    """SQLite's FTS5 in memory, with porter stems and bm25, and nothing of ours."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index texts, each (id, text); an id may come more than once."""
        every = list(texts)
        self._ids = [id_ for id_, _ in every]
        self._db = apsw.Connection(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize='porter unicode61')"
        )
        with self._db:
            self._db.executemany(
                "INSERT INTO texts (rowid, body) VALUES (?, ?)",
                enumerate((text for _, text in every), 1),
            )

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The texts that hold any telling word of the question, with their weight, best first."""
        words = dict.fromkeys(_WORD.findall(question.lower()))
        match = " OR ".join(map(quote, [word for word in words if word not in STOP_WORDS] or words))
        if not match:
            return []
        found = self._db.execute(
            """
            SELECT rowid, -bm25(texts) AS weight
            FROM texts
            WHERE texts MATCH :match
            ORDER BY weight DESC, rowid
            LIMIT :limit
            """,
            {"match": match, "limit": limit},
        )
        return [(self._ids[row - 1], weight) for row, weight in found]

    def ids(self, question: str, limit: int) -> list[str]:
        """Their ids alone, each at its best text's place."""
        return list(dict.fromkeys(id_ for id_, _ in self.search(question, limit)))

    def best(self, question: str) -> float:
        """The weight of the best text, 0 where none holds a word."""
        return next((weight for _, weight in self.search(question, 1)), 0.0)

    def close(self) -> None:
        """Let go of the index."""
        self._db.close()

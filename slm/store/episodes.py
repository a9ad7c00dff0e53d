"""Read and write where the episodes of each session begin, and how far each has been cut."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import apsw

from slm.domain.episode import Border, Channel
from slm.store.moments import from_stored

# What is said in a session; what was concluded from it is none of its turns.
IS_TURN = "memories.state != 'forgotten' AND memories.kind NOT IN ('summary', 'belief')"


@dataclass(frozen=True, slots=True)
class Cut:
    """How far a session has been cut."""

    origin: int
    model: int  # whose vectors were looked at; 0: there were none
    read_to: int  # the last position that was there
    decided: int  # up to this position nothing that comes changes a border


@dataclass(frozen=True, slots=True)
class Row:
    """A turn as it is stored."""

    position: int
    author: str
    said_at: datetime
    text: str  # its beginning
    length: int  # of the whole
    codes: tuple[bytes, ...]  # of the passages in that beginning that have a vector


def model(db: apsw.Connection) -> int:
    """The model of the vectors, 0 without one."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM models").get)


def changed(db: apsw.Connection, quiet_since: int, enough: int, limit: int) -> list[int]:
    """The origins of sessions that have grown, or got other vectors, since they were cut.

    Only those with `enough` new turns, or with no new one learned after `quiet_since`.
    """
    return [
        origin
        for (origin,) in db.execute(
            """
            WITH grown AS (
                SELECT origins.id AS origin, coalesce(cuts.read_to, 0) AS read_to, cuts.model,
                       (SELECT max(position) FROM memories WHERE origin = origins.id) AS newest
                FROM origins
                LEFT JOIN cuts ON cuts.origin = origins.id
                WHERE origins.session != ''
            )
            SELECT origin
            FROM grown
            WHERE (newest > read_to OR model != :model)
              AND (
                newest - read_to >= :enough
                OR :quiet_since >= (
                    SELECT learned_at FROM memories
                    WHERE memories.origin = grown.origin AND position = newest
                )
              )
            ORDER BY origin
            LIMIT :limit
            """,
            {
                "model": model(db),
                "quiet_since": quiet_since,
                "enough": enough,
                "limit": limit,
            },
        )
    ]


def cut_of(db: apsw.Connection, origin: int) -> Cut:
    """How far the session has been cut, with the vectors there are now."""
    found = db.execute(
        "SELECT read_to, decided FROM cuts WHERE origin = ? AND model = ?", (origin, model(db))
    ).fetchone()
    read_to, decided = found or (0, 0)
    return Cut(origin, model(db), read_to, decided)


def last_decided(db: apsw.Connection, cut: Cut) -> int:
    """Where the last of the episodes begins that are sure to stay, 0 for none."""
    return int(
        db.execute(
            "SELECT coalesce(max(position), 0) FROM episodes WHERE origin = ? AND position <= ?",
            (cut.origin, cut.decided),
        ).get
    )


def before(db: apsw.Connection, cut: Cut, most: int, characters: int) -> list[Row]:
    """The last turns that are decided, in order, each with so much of its text."""
    return _rows(db, cut, f"position <= {cut.decided} AND {IS_TURN}", "DESC", most, characters)[
        ::-1
    ]


def after(db: apsw.Connection, cut: Cut, most: int, characters: int) -> list[Row]:
    """The next turns that are to be decided, in order, each with so much of its text."""
    return _rows(db, cut, f"position > {cut.decided} AND {IS_TURN}", "ASC", most, characters)


def _rows(
    db: apsw.Connection, cut: Cut, which: str, order: str, most: int, characters: int
) -> list[Row]:
    found = list(
        db.execute(
            f"""
            SELECT row, position, author, said_at, substr(text, 1, :characters), length(text)
            FROM memories
            WHERE origin = :origin AND {which}
            ORDER BY position {order}
            LIMIT :most
            """,
            {"origin": cut.origin, "characters": characters, "most": most},
        )
    )
    codes = _codes(db, [row[0] for row in found], characters)
    return [
        Row(position, author, from_stored(said_at), text, length, tuple(codes.get(row, ())))
        for row, position, author, said_at, text, length in found
    ]


def _codes(db: apsw.Connection, rows: Sequence[int], characters: int) -> dict[int, list[bytes]]:
    codes: dict[int, list[bytes]] = {}
    for memory, code in db.execute(
        """
        SELECT passages.memory, vectors.code
        FROM passages
        JOIN vectors ON vectors.passage = passages.row
        WHERE passages.memory IN (SELECT value FROM json_each(:rows))
          AND passages.start < :characters
        ORDER BY passages.memory, passages.start
        """,
        {"rows": json.dumps(list(rows)), "characters": characters},
    ):
        codes.setdefault(memory, []).append(code)
    return codes


def newest_position(db: apsw.Connection, origin: int) -> int:
    """The last position of a session, whatever stands there; 0 where it is gone."""
    return int(
        db.execute(
            "SELECT coalesce(max(position), 0) FROM memories WHERE origin = ?", (origin,)
        ).get
    )


def count_turns(db: apsw.Connection, cut: Cut) -> int:
    """How many turns were cut, or would be now."""
    return int(
        db.execute(
            f"SELECT count(*) FROM memories WHERE origin = ? AND position <= ? AND {IS_TURN}",
            (cut.origin, cut.read_to),
        ).get
    )


def save(db: apsw.Connection, cut: Cut, since: int, borders: Iterable[Border]) -> None:
    """Keep a session's borders beyond position `since` instead of those that were there."""
    db.execute("DELETE FROM episodes WHERE origin = ? AND position > ?", (cut.origin, since))
    db.executemany(
        "INSERT INTO episodes VALUES (?, ?, ?, ?)",
        ((cut.origin, one.position, one.strength, one.channel) for one in borders),
    )
    db.execute(
        "INSERT OR REPLACE INTO cuts VALUES (?, ?, ?, ?)",
        (cut.origin, cut.model, cut.read_to, cut.decided),
    )


def of(db: apsw.Connection, origin: int) -> Iterator[Border]:
    """Where the episodes of a session begin, in order."""
    for position, strength, channel in db.execute(
        "SELECT position, strength, channel FROM episodes WHERE origin = ? ORDER BY position",
        (origin,),
    ):
        yield Border(position, strength, Channel(channel))


def outdate(db: apsw.Connection, rows: Sequence[int]) -> None:
    """Let the sessions of these memories be cut anew: they lose a turn, or get one back."""
    db.execute(
        """
        DELETE FROM cuts
        WHERE origin IN (
            SELECT origin FROM memories WHERE row IN (SELECT value FROM json_each(?))
        )
        """,
        (json.dumps(list(rows)),),
    )


def clear(db: apsw.Connection) -> None:
    """Drop every episode, to be made anew."""
    db.execute("DELETE FROM episodes")
    db.execute("DELETE FROM cuts")

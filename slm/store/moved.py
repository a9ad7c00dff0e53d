"""Read what became of the files and symbols that memories name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import apsw

from slm.domain.moved import (
    How,
    Moved,
    Span,
    file_changed,
    keys_for,
    meant,
    symbol_moved,
    worst,
)
from slm.store import files
from slm.store.moments import from_stored

# A name that so many pieces and files have is a common one, and none of them is told.
MOST_NAMESAKES = 60

_Project = int


@dataclass(frozen=True, slots=True)
class _Named:
    """Something that a memory names."""

    memory: int
    project: _Project
    said_at: int
    kind: str
    name: str  # folded


@dataclass(frozen=True, slots=True)
class _File:
    id: int
    path: str
    root: str
    changed_at: int
    gone_at: int | None


def stale(db: apsw.Connection, memories: Collection[int]) -> dict[int, Moved]:
    """What moved on of what the memories name, by their rows; pieces and commits are left out.

    Some four queries for any number of memories, and one in a database without files.
    """
    if not memories or not files.exist(db):
        return {}
    named = _named(db, memories)
    symbols = _Symbols(db, [one for one in named if one.kind == "symbol"])
    paths = _Paths(db, [one for one in named if one.kind == "file"])
    found: dict[int, list[Moved]] = defaultdict(list)
    for one in symbols.named:
        found[one.memory] += symbols.moved(one)
    for one in paths.named:
        for moved in paths.moved(one):
            # A file in which the named symbol stands as it did may have changed elsewhere.
            if moved.how is not How.CHANGED or not symbols.are_known_to(one.memory):
                found[one.memory].append(moved)
    told = ((memory, worst(every)) for memory, every in found.items())
    return {memory: moved for memory, moved in told if moved}


def _named(db: apsw.Connection, memories: Collection[int]) -> list[_Named]:
    return [
        _Named(*row)
        for row in db.execute(
            """
            SELECT memories.row, memories.project, said_at, entities.kind, entities.name
            FROM mentions
            JOIN entities ON entities.id = mentions.entity
            JOIN memories ON memories.row = mentions.memory
            JOIN origins ON origins.id = memories.origin
            WHERE mentions.memory IN (SELECT value FROM json_each(?))
              AND entities.kind IN ('file', 'symbol')
              AND memories.kind != 'resource' AND origins.agent != 'git'
            """,
            (json.dumps(list(memories)),),
        )
    ]


class _Symbols:
    """The symbols that memories name, with every piece that defines or defined one that moved."""

    def __init__(self, db: apsw.Connection, named: Sequence[_Named]) -> None:
        self.named = named
        self._db = db
        self._spans: dict[tuple[_Project, str], list[Span]] = defaultdict(list)
        every = [keys_for(one.name) for one in named]
        ended = _ended(db, {key for keys in every for key in keys})
        keys = {key for keys in every if not ended.isdisjoint(keys) for key in keys}
        for project, key, span in _pieces(db, "symbol != '' AND symbol IN", keys):
            self._spans[project, key].append(span)

    def moved(self, one: _Named) -> Iterator[Moved]:
        """What became of a symbol, if anything did."""
        every = [span for key in keys_for(one.name) for span in self._spans[one.project, key]]
        if not every or len(every) > MOST_NAMESAKES:
            return
        found = symbol_moved(one.said_at, meant(one.name, every))
        if found is None:
            return
        how, at, was, to = found
        if how is not How.GONE or not self._is_still_used(one):
            yield Moved(was.name, how, from_stored(at), to)

    def are_known_to(self, memory: int) -> bool:
        """Whether a memory names a symbol that some project's file defines."""
        keys = [key for one in self.named if one.memory == memory for key in keys_for(one.name)]
        return any(True for _ in _pieces(self._db, "symbol != '' AND symbol IN", keys))

    def _is_still_used(self, one: _Named) -> bool:
        """Whether code that is there names it: it may be made in a way that is no definition."""
        return bool(
            self._db.execute(
                """
                SELECT EXISTS (
                    SELECT 1
                    FROM entities
                    JOIN mentions ON mentions.entity = entities.id
                    JOIN memories ON memories.row = mentions.memory
                    JOIN origins ON origins.id = memories.origin
                    WHERE entities.kind = 'symbol' AND entities.name = ?
                      AND mentions.project = ? AND origins.agent = 'code'
                )
                """,
                (one.name, one.project),
            ).get
        )


class _Paths:
    """The files that memories name, with what they hold and held where they changed."""

    def __init__(self, db: apsw.Connection, named: Sequence[_Named]) -> None:
        self.named = named
        self._db = db
        self._by_name = _files(db, {_last(one.name) for one in named}) if named else {}
        # Only of files that changed after something was said need their pieces be read.
        changed = [
            file.id
            for one in named
            for file in self._meant(one)
            if file.gone_at is None and file.changed_at > one.said_at
        ]
        self._spans: dict[tuple[_Project, str], list[Span]] = defaultdict(list)
        for project, _, span in _pieces(db, "file IN", changed):
            self._spans[project, span.path].append(span)

    def _meant(self, one: _Named) -> list[_File]:
        """The file, in each of its worktrees; none where the name may mean several."""
        every = self._by_name.get((one.project, _last(one.name)), [])
        found = [file for file in every if _names(one.name, file)]
        return found if len({file.path for file in found}) == 1 else []

    def moved(self, one: _Named) -> Iterator[Moved]:
        """What became of a file, if anything did."""
        found = self._meant(one)
        there = [file for file in found if file.gone_at is None]
        if found and not there:
            last = max(found, key=lambda file: file.gone_at or 0)
            if (last.gone_at or 0) > one.said_at:
                to = _renamed_to(self._db, last)
                how = How.RENAMED if to else How.GONE
                yield Moved(last.path, how, from_stored(last.gone_at or 0), to)
            return
        changed = max((file.changed_at for file in there), default=0)
        if changed > one.said_at:
            spans = self._spans[one.project, there[0].path]
            if file_changed(one.said_at, spans):
                yield Moved(there[0].path, How.CHANGED, from_stored(changed))


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _names(written: str, file: _File) -> bool:
    """Whether a path as somebody wrote it, whole or its end, means this file."""
    return f"/{file.path}".endswith(f"/{written}") or written == f"{file.root}/{file.path}"


def _ended(db: apsw.Connection, keys: Collection[str]) -> set[str]:
    """Those of the keys under which some piece ended."""
    return {
        key
        for (key,) in db.execute(
            """
            SELECT DISTINCT symbol FROM pieces
            WHERE symbol != '' AND until IS NOT NULL
              AND symbol IN (SELECT value FROM json_each(?))
            """,
            (json.dumps(list(keys)),),
        )
    }


def _files(db: apsw.Connection, names: Iterable[str]) -> Mapping[tuple[_Project, str], list[_File]]:
    found: dict[tuple[_Project, str], list[_File]] = defaultdict(list)
    for project, name, *file in db.execute(
        """
        SELECT project, name, id, path, root, changed_at, gone_at
        FROM files
        WHERE name IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(names)),),
    ):
        found[project, name].append(_File(*file))
    return found


def _pieces(
    db: apsw.Connection, which: str, values: Collection[str] | Collection[int]
) -> Iterator[tuple[_Project, str, Span]]:
    """Each piece, with its project and its symbol's key."""
    rows = db.execute(
        f"""
        SELECT files.project, symbol, files.path, pieces.name, memory, since, until, first_read_at
        FROM pieces
        JOIN files ON files.id = pieces.file
        WHERE {which} (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(values)),),
    )
    for project, symbol, *span in rows if values else ():
        yield project, symbol, Span(*span)


def _renamed_to(db: apsw.Connection, file: _File) -> str:
    """Where most of what a gone file held last is now, "" where that is nowhere."""
    found: str | None = db.execute(
        """
        SELECT there.path
        FROM pieces
        JOIN memories ON memories.row = pieces.memory
        JOIN memories AS new ON new.id = memories.replaced_by
        JOIN pieces AS held ON held.memory = new.row AND held.until IS NULL
        JOIN files AS there ON there.id = held.file
        WHERE pieces.file = :file AND pieces.until >= :gone AND there.path != :path
        GROUP BY there.path
        ORDER BY count(*) DESC, there.path
        LIMIT 1
        """,
        {"file": file.id, "gone": file.gone_at, "path": file.path},
    ).get
    return found or ""

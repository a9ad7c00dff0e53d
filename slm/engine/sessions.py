"""Cut sessions into episodes as they grow, and tell which sessions and episodes there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from slm.domain.episode import Border, Channel, Episode, Session, Sessions, WholeSession
from slm.domain.question import Place
from slm.embed.codecs import from_int4
from slm.engine import places
from slm.engine.meaning import Meaning
from slm.errors import UnknownName, UsageError
from slm.lifecycle import naming
from slm.lifecycle.cohesion import MOST_READ, Said, said
from slm.lifecycle.episodes import AHEAD, CONTEXT, SHORTEST, begins
from slm.store import episodes, sessions, vectors
from slm.store.database import Connection
from slm.store.episodes import Cut, Row
from slm.store.moments import to_stored
from slm.store.sessions import Spoken
from slm.store.store import Store

# A session is cut once nothing came for so long, or so much: an agent at work says something every
# few seconds, and the last turns are judged again each time.
QUIET = timedelta(minutes=2)
ENOUGH = 50
# Sessions in one batch, and turns of one of them: half a second's work each.
BATCH = 20
PORTION = 2_000


class SessionBook:
    """The sessions in one store, and their episodes; for any thread."""

    def __init__(self, store: Store, meaning: Meaning, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._meaning = meaning
        self._clock = clock
        self._looked: tuple[int, datetime] | None = None  # as of which change, and when

    def cut_some(self) -> int:
        """Cut some sessions that have changed since they were cut; returns how many.

        None while vectors are still to be made: what is cut without them is cut again.
        """
        now, changes = self._clock(), self._store.changes
        if self._looked and self._looked[0] == changes and now < self._looked[1] + QUIET:
            return 0  # to look costs some milliseconds where there are thousands
        self._looked = changes, now
        has_model = self._meaning.embedder is not None
        with self._store.reading() as db:
            if has_model and vectors.count_waiting(db):
                return 0
            changed = episodes.changed(db, to_stored(now - QUIET), ENOUGH, BATCH)
        for origin in changed:
            self._cut(origin)
        return len(changed)

    def _cut(self, origin: int) -> None:
        """Cut a session, or a portion of a long one, on from where nothing changes any more."""
        with self._store.reading() as db:
            was = episodes.cut_of(db, origin)
            known = episodes.before(db, was, CONTEXT, MOST_READ)
            new = episodes.after(db, was, PORTION, MOST_READ)
            last = episodes.last_decided(db, was)
            is_all = len(new) < PORTION
            newest = episodes.newest_position(db, origin) if is_all else new[-1].position
            cut = Cut(origin, was.model, newest, _decided(known, new, was.decided))
            count = episodes.count_turns(db, cut)
        borders = list(_borders(known, new, last))

        def keep(db: Connection) -> None:
            if episodes.count_turns(db, cut) == count:  # none was forgotten meanwhile
                episodes.save(db, cut, was.decided, borders)

        self._store.write(keep)

    def list(self, place: Place = Place(), limit: int = 20) -> Sessions:
        """Sessions, those that ended last first."""
        with self._store.reading() as db:
            found, total = sessions.newest(db, places.to_search(db, place), limit)
        return Sessions(tuple(found), total)

    def show(self, session: str) -> WholeSession:
        """One session with its episodes, by the beginning of its id."""
        with self._store.reading() as db:
            found = _named(sessions.by_prefix(db, session), session)
            turns = sessions.spoken(db, found.agent, found.session, MOST_READ)
            parts = [
                part
                for origin, of_log in groupby(turns, lambda turn: turn.origin)
                for part in _parts(list(of_log), list(episodes.of(db, origin)))
            ]
        return WholeSession(found, tuple(_described(parts)))


def _named(found: Sequence[Session], name: str) -> Session:
    if not found or not name:
        raise UnknownName(f"no session has the id {name!r}", "mem sessions lists them")
    if len(found) > 1:
        ids = ", ".join(one.session for one in found[:9])
        raise UsageError(f"several sessions have an id that begins {name!r}: {ids}", "give more")
    return found[0]


def _decided(known: Sequence[Row], new: Sequence[Row], before: int) -> int:
    """The position up to which the borders are sure to stay once these turns are cut."""
    rows = [*known, *new]
    sure = len(rows) - AHEAD
    return rows[sure - 1].position if sure > len(known) else before


def _borders(known: Sequence[Row], new: Sequence[Row], last: int) -> Iterator[Border]:
    """Where episodes begin among the new turns, by position."""
    rows = [*known, *new]
    if new and not known:
        yield Border(new[0].position, 1.0, Channel.START)
    at = {row.position: place for place, row in enumerate(rows)}
    began = at.get(last, 0 if not known else -SHORTEST)
    for one in begins([_said(row) for row in rows], last=began, decided=len(known)):
        yield Border(rows[one.position].position, one.strength, one.channel)


def _said(row: Row) -> Said:
    turn = said(row.author, row.said_at, row.text, _vector(row.codes))
    return replace(turn, length=row.length)


def _vector(codes: Sequence[bytes]) -> NDArray[np.float32] | None:
    """What a turn is about as a whole: the middle of its passages."""
    if not codes:
        return None
    total = from_int4(codes).sum(axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


_Part = tuple[Border, list[Spoken]]


def _parts(turns: Sequence[Spoken], borders: Sequence[Border]) -> Iterator[_Part]:
    """A log's turns by episode; all of them are one until it has been cut."""
    first = Border(turns[0].position, 1.0, Channel.START)
    begins_ = [first, *(one for one in borders if one.position > first.position)]
    ends = [*(one.position for one in begins_[1:]), turns[-1].position + 1]
    for border, end in zip(begins_, ends, strict=True):
        inside = [turn for turn in turns if border.position <= turn.position < end]
        if inside:  # else all of it was forgotten
            yield border, inside


def _described(parts: Sequence[_Part]) -> Iterator[Episode]:
    words = naming.telling_words([[turn.text for turn in turns] for _, turns in parts])
    for number, ((border, turns), its_words) in enumerate(zip(parts, words, strict=True), 1):
        yield Episode(
            number=number,
            began_at=turns[0].said_at,
            turns=len(turns),
            first=turns[0].id,
            opening=naming.opening([(turn.author, turn.text) for turn in turns]),
            words=its_words,
            strength=border.strength,
            channel=border.channel,
        )

"""Let a file's pieces follow the file, and end what was taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slm.domain.file import Address, Stamp
from slm.domain.memory import Draft, MemoryId, State
from slm.lifecycle.remember import Prepared, Tally, clean_label, index, prepare, remember
from slm.store import files, memories, superseding
from slm.store.database import Connection
from slm.store.files import Held
from slm.store.moments import to_stored


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a file."""

    draft: Draft
    symbol: str  # what a text would name it by, folded; "" for no symbol
    prepared: Prepared | None  # None: it was remembered when the file was read

    @property
    def name(self) -> str:
        """The way of headings to it, or its qualified symbol."""
        return clean_label(self.draft.origin.source_id)

    def ready(self) -> Prepared:
        """The piece prepared; here where it was erased since the file was read."""
        return self.prepared or prepare(self.draft)


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it was read, whole."""

    address: Address
    format: str
    stamp: Stamp
    pieces: tuple[Piece, ...]


def take(db: Connection, version: Version, now: datetime, tally: Tally) -> None:
    """Remember what a file holds now, and supersede what it held before and holds no longer."""
    at = to_stored(now)
    is_new = files.find(db, version.address) is None
    file = files.save(db, version.address, version.format, version.stamp, at)
    before = files.held(db, file)
    if is_new:  # and maybe read by a release that kept no such table
        before = {Held(*one) for one in files.never_linked(db, version.address)}
        for one in before:
            files.hold(db, file, one, "", at)
    after = _keep(db, version, now, tally)
    for one in after.keys() - before:
        files.hold(db, file, one, after[one].symbol, at)
    successors = {one.name: after[one].draft.id for one in sorted(after.keys() - before)}
    _let_go(db, file, sorted(before - after.keys()), successors, at, tally)
    superseding.stand_for(db, [one.memory for one in after.keys() - before])


def end(db: Connection, address: Address, now: datetime, tally: Tally) -> None:
    """Supersede all that a file held, which is gone or no longer to be read."""
    known = files.find(db, address)
    if known is None or known.gone_at is not None:
        return
    at = to_stored(now)
    files.end(db, known.id, at)
    _let_go(db, known.id, sorted(files.held(db, known.id)), {}, at, tally)


def withdraw(db: Connection, since: Mapping[MemoryId, datetime | None], now: datetime) -> None:
    """End conclusions that were taken back, each at the moment it was, where that is known."""
    for id_, row in memories.rows(db, list(since)).items():
        if memories.standing(db, id_) not in (State.SUPERSEDED, State.FORGOTTEN):
            superseding.supersede(db, row, to_stored(since[id_] or now), None)


def _keep(db: Connection, version: Version, now: datetime, tally: Tally) -> dict[Held, Piece]:
    """Remember or revive each piece; what was erased for good is held by no file."""
    project = version.address.project
    # The same text twice in a file is one memory, under every name that it has there.
    first = {piece.draft.id: piece for piece in reversed(version.pieces)}
    for piece in reversed(first.values()):
        state = memories.standing(db, piece.draft.id)
        if state is State.SUPERSEDED:
            _revive(db, piece, project, tally)
        elif state is None:
            remember(db, [(piece.ready(), project)], now, tally)
        else:
            tally.known += state is not State.FORGOTTEN
            tally.forgotten += state is State.FORGOTTEN
    rows = memories.rows(db, [piece.draft.id for piece in version.pieces])
    # A forgotten one may have been superseded as well: undone, it is to be what it is here.
    superseding.revive_forgotten(db, list(rows.values()))
    return {
        Held(piece.name, rows[piece.draft.id]): piece
        for piece in version.pieces
        if piece.draft.id in rows
    }


def _revive(db: Connection, piece: Piece, project: int, tally: Tally) -> None:
    one = piece.ready()
    row = memories.rows(db, [piece.draft.id])[piece.draft.id]
    superseding.revive(db, row)
    index(db, row, project, memories.by_rows(db, [row])[row], one)
    tally.revived += 1
    tally.passages += len(one.spans)


def _let_go(
    db: Connection,
    file: int,
    left: Sequence[Held],
    successors: Mapping[str, MemoryId],
    at: int,
    tally: Tally,
) -> None:
    for one in left:
        files.let_go(db, file, one, at)
    names = {one.memory: one.name for one in left}
    # What another worktree still holds, or the same file under another name, stays.
    for row in files.unheld(db, list(names)):
        by = successors.get(names[row]) or superseding.same_text_elsewhere(db, row)
        superseding.supersede(db, row, at, by)
        tally.superseded += 1

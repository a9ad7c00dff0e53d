"""Read a project's files again, and let what is remembered of them follow."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from slm.domain.file import Address, Stamp
from slm.domain.memory import Draft
from slm.domain.moved import key_of
from slm.domain.question import Place
from slm.domain.turn import Turn, Unread
from slm.engine import places
from slm.engine.guarding import Guarding
from slm.engine.work_trees import branches_of
from slm.ingest import extract, reading, snapshot
from slm.ingest.formats import FILE_FORMATS, format_of
from slm.ingest.walking import takes, walk
from slm.lifecycle.remember import Tally, clean, clean_label, prepare
from slm.lifecycle.superseding import Piece, Version, end, take
from slm.store import files, projects, work_trees
from slm.store.database import Connection
from slm.store.files import KnownFile
from slm.store.moments import to_stored
from slm.store.store import Store

log = logging.getLogger(__name__)

# A file may be written again within a tick of its clock, its size the same. As Git does, one that
# was this young (nanoseconds) when it was read is not believed to be unchanged.
RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be written about one file: all that takes time is done."""

    address: Address
    version: Version | None = None  # None: its text is as it was, or it is gone
    touched: tuple[str, Stamp] | None = None  # its format and how it looks now, its text as it was

    @property
    def drafts(self) -> int:
        """How many pieces are to be written."""
        return len(self.version.pieces) if self.version else 0

    @property
    def characters(self) -> int:
        """How long they are together."""
        return sum(len(one.draft.text) for one in self.version.pieces) if self.version else 0


class ProjectFiles:
    """The files below one folder, of one project.

    Looking reads the disk and may take its time, on any thread; `take` writes what was seen, in a
    transaction that several looks may share: `store.write(lambda db: files.take(db, look))`.
    """

    def __init__(
        self,
        store: Store,
        guarding: Guarding,
        root: Path,
        place: Place,
        now: Callable[[], datetime],
        tally: Tally,
    ) -> None:
        """`root` is the top of a work tree, or a folder whose files are no repository's."""
        self.root = Path(os.path.realpath(root))
        self.unread: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._store = store
        self._guarding = guarding
        self._now = now
        self._tally = tally
        self.branches = branches_of(store, str(self.root))  # of its repository's other work trees
        self._project, self._name = store.write(lambda db: _project(db, place))

    def one(self, path: Path) -> list[Look]:
        """Look at one path: a file that is there, one that is gone, or a folder of such.

        Nothing to be done gives nothing. Never raises for what is on the disk.
        """
        path = Path(os.path.realpath(path.parent), path.name)  # a place has one name
        if not path.is_relative_to(self.root):
            return []
        if path == self.root or (path.is_dir() and not path.is_symlink()):
            return list(self.all(path))
        name = path.relative_to(self.root).as_posix()
        known = self._known(name)
        format_ = self._format(path)
        look = self.look(path, name, format_, known) if format_ else None
        # What was below a folder of this name goes as well.
        gone = self._gone(known, {name} if format_ else ())
        return [*gone, look] if look else list(gone)

    def all(self, folder: Path | None = None) -> Iterator[Look]:
        """Look at every file below a folder of the project, and at what is gone from there."""
        folder = folder or self.root
        known = self._known(_below(folder, self.root))
        seen: set[str] = set()
        for entry in walk(folder, self.root):
            if entry.trouble or entry.root != self.root:
                continue
            is_excluded = self._guarding.excluded.covers(entry.path)
            format_ = "" if is_excluded else format_of(entry.path)
            if format_:
                seen.add(entry.name)
                look = self.look(entry.path, entry.name, format_, known)
                if look:
                    yield look
        yield from self._gone(known, seen)

    def known(self, folder: Path) -> dict[str, KnownFile]:
        """What was read below a folder before, by its path."""
        return self._known(_below(folder, self.root))

    def gone(
        self, known: dict[str, KnownFile], seen: Collection[str], formats: Collection[str]
    ) -> Iterator[Look]:
        """What of the files known in these formats was not seen, and is not there any more."""
        yield from self._gone({p: one for p, one in known.items() if one.format in formats}, seen)

    def look(
        self, path: Path, name: str, format_: str, before: Mapping[str, KnownFile]
    ) -> Look | None:
        """Look at a file that is there, `before` being what was known; None: nothing to write."""
        address = Address(self._project, str(self.root), _storable(name))
        if clean_label(f"{address.root}/{address.path}") != f"{address.root}/{address.path}":
            self._tell(Unread("a secret in its path"), path)  # nothing keeps such a path
            return None
        known = before.get(address.path)
        try:
            if known and self._is_unchanged(known, snapshot.look(path)):
                self._tally.known += known.pieces
                return None
            seen = snapshot.take(path, FILE_FORMATS[format_].size_limit)
        except FileNotFoundError:
            return Look(address) if known and known.gone_at is None else None
        except OSError as exc:  # it keeps what it had until it can be read
            self._tell(Unread(reading.trouble(exc)), path)
            return None
        if known and known.gone_at is None and known.stamp.hash == seen.stamp.hash:
            self._tally.known += known.pieces
            return Look(address, touched=(format_, seen.stamp))
        pieces = tuple(self._pieces(path, name, format_, seen))
        return Look(address, Version(address, format_, seen.stamp, pieces))

    def take(self, db: Connection, look: Look) -> None:
        """Write what was seen of a file, in the transaction of `db`."""
        now = self._now()
        if look.version:
            take(db, look.version, now, self._tally)
        elif look.touched:
            files.save(db, look.address, *look.touched, to_stored(now))
        else:
            end(db, look.address, now, self._tally)
        held = work_trees.in_file(db, look.address)
        work_trees.put_on_branches(db, held, self.branches)

    def _is_unchanged(self, known: KnownFile, stamp: Stamp) -> bool:
        was_at_rest = abs(known.read_at * 1_000_000 - known.stamp.modified) > RACY_NS
        return known.gone_at is None and known.stamp.looks_like(stamp) and was_at_rest

    def _pieces(
        self, path: Path, name: str, format_: str, seen: snapshot.Snapshot
    ) -> Iterator[Piece]:
        drafts: list[Draft] = []
        secrets = self._guarding.knowing.of(str(path.parent), str(self.root))
        for turn in FILE_FORMATS[format_].cut(path, seen.raw, seen.stamp.modified / 1e9):
            made = self._draft(turn, path, name, format_)
            drafts += [made] if made else []
        with self._store.reading() as db:
            remembered = files.remembered(db, [draft.id for draft in drafts])
        for draft in drafts:
            bare = clean(draft, secrets)
            symbol = key_of(bare.origin.source_id) if format_ == "code" else ""
            prepared = None if draft.id in remembered else prepare(draft, secrets)
            yield Piece(bare, symbol, prepared)

    def _draft(self, turn: Turn | Unread, path: Path, name: str, format_: str) -> Draft | None:
        if isinstance(turn, Unread):
            self._tell(turn, path)
            return None
        if not extract.is_remembered(turn.sort):
            self.left_out[turn.sort] += 1
            return None
        return extract.draft(turn, format_, _storable(name), self._name)

    def _tell(self, unread: Unread, path: Path) -> None:
        self.unread[unread.reason] += 1
        log.info("unread path=%s line=%d reason=%s", path, unread.line, unread.reason)

    def _known(self, name: str) -> dict[str, KnownFile]:
        """The file of this name, and those below a folder of this name."""
        root, path = str(self.root), _storable(name)
        with self._store.reading() as db:
            found = files.below(db, self._project, root, path)
            own = files.find(db, Address(self._project, root, path)) if path else None
        return {**found, own.address.path: own} if own else found

    def _gone(self, known: dict[str, KnownFile], seen: Collection[str]) -> Iterator[Look]:
        """Of the files that were not seen, those that are not there, or not to be read any more.

        A file below a folder that cannot be looked into is neither, nor is all of a root that is
        not there: a disk may come back.
        """
        there = {_storable(name) for name in seen}
        missing = [one for path, one in known.items() if path not in there and one.gone_at is None]
        if missing and self.root.is_dir():
            yield from (Look(one.address) for one in missing if self._is_gone(one))

    def _is_gone(self, known: KnownFile) -> bool:
        path = self.root / known.address.path
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False
        return not self._format(path)

    def _format(self, path: Path) -> str:
        """The format that a file of the project is read in; "" where it is not to be read."""
        if self._guarding.excluded.covers(path) or not takes(path, self.root):
            return ""
        return format_of(path)


def _project(db: Connection, place: Place) -> tuple[int, str]:
    project = places.to_write(db, place)
    return project, projects.names(db)[project]


def _below(folder: Path, root: Path) -> str:
    return "" if folder == root else folder.relative_to(root).as_posix()


def _storable(name: str) -> str:
    """A name may hold bytes that are no UTF-8, which the file cannot keep."""
    return name.encode(errors="backslashreplace").decode()

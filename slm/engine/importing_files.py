"""Import a project's files: what is there, and that something no longer is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from slm.domain.question import Place
from slm.engine import places
from slm.engine.guarding import Guarding
from slm.engine.project_files import Look, ProjectFiles
from slm.engine.work_trees import end_gone
from slm.errors import UnreadableInput
from slm.ingest import reading
from slm.ingest.formats import FILE_FORMATS
from slm.ingest.instructions import memory_root
from slm.ingest.native import worked_in
from slm.ingest.project import identify
from slm.ingest.reading import Found
from slm.ingest.walking import root_of
from slm.lifecycle.remember import Tally
from slm.store import files
from slm.store.database import Connection
from slm.store.store import Store

# One transaction's worth, as of logs: but a file is never taken in parts.
BATCH_DRAFTS = 200
BATCH_CHARACTERS = 500_000


class ImportingFiles:
    """The part of one import that is about files of projects."""

    def __init__(
        self,
        store: Store,
        guarding: Guarding,
        now: Callable[[], datetime],
        tally: Tally,
        path: Path,
        format_: str,
    ) -> None:
        self.unread: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._store = store
        self._guarding = guarding
        self._now = now
        self._tally = tally
        self._path = path
        self._folder = Path(os.path.realpath(path)) if path.is_dir() else None
        self._asked = format_
        self._formats = {format_} & set(FILE_FORMATS) or set(FILE_FORMATS)

    def find(self) -> list[Found]:
        """What there is; nothing at all only of a folder that files are known of."""
        try:
            return reading.find(self._path, self._asked, self._guarding.excluded)
        except UnreadableInput:
            if self._folder and self._knows(root_of(self._folder)):
                return []
            raise

    def run(self, found: list[Found], place: Place) -> Iterator[int]:
        """Read the files among what was found, and look for gone ones; gives bytes done so far."""
        roots: dict[Path, list[Found]] = {}
        if self._folder and self._asked in (reading.AUTO, *FILE_FORMATS):
            roots[root_of(self._folder)] = []  # though nothing may be left of it
        for one in found:
            if one.root:
                roots.setdefault(one.root, []).append(one)
        done = 0
        for root, own in roots.items():
            if own or self._knows(root):
                for looks, read in self._batches(root, own, place):
                    self._store.write(looks)
                    yield done + read
            done += sum(one.size for one in own)
        end_gone(self._store, self._now(), self._tally)

    def _batches(
        self, root: Path, own: list[Found], place: Place
    ) -> Iterator[tuple[Callable[[Connection], None], int]]:
        """Work for one transaction each, and the bytes of this root that are read by then."""
        place = place if self._is_loose(root) else place_of(root, place)
        reader = ProjectFiles(self._store, self._guarding, root, place, self._now, self._tally)
        batch: list[Look] = []
        read = 0
        for look, size in self._looks(reader, own):
            read += size
            batch += [look] if look else []
            if is_full(batch):
                yield partial(take, reader, batch), read
                batch = []
        yield partial(take, reader, batch), read
        self.unread.update(reader.unread)
        self.left_out.update(reader.left_out)

    def _looks(self, reader: ProjectFiles, own: list[Found]) -> Iterator[tuple[Look | None, int]]:
        at = self._folder or own[0].path
        known = reader.known(at if at.is_relative_to(reader.root) else reader.root)
        if not self._folder:  # who names a file that holds nothing is told why, each time
            known = {path: one for path, one in known.items() if one.pieces}
        for one in own:
            yield reader.look(one.path, one.name, one.format, known), one.size
        if self._folder:
            for look in reader.gone(known, {one.name for one in own}, self._formats):
                yield look, 0

    def _is_loose(self, root: Path) -> bool:
        """Whether a file alone lies in no project, so that it is for whom imports it."""
        if self._folder or memory_root(self._path.as_posix()):
            return False
        with self._store.reading() as db:
            return not places.is_known(db, str(root))

    def _knows(self, root: Path) -> bool:
        with self._store.reading() as db:
            return files.knows_root(db, str(root))


def is_full(batch: list[Look]) -> bool:
    """Whether so much was seen as one transaction should hold."""
    return (
        sum(look.drafts for look in batch) >= BATCH_DRAFTS
        or sum(look.characters for look in batch) >= BATCH_CHARACTERS
        or len(batch) >= BATCH_DRAFTS
    )


def take(reader: ProjectFiles, looks: list[Look], db: Connection) -> None:
    """Write what was seen of files."""
    for look in looks:
        reader.take(db, look)


def place_of(root: Path, place: Place) -> Place:
    """A file belongs to the project that it lies in, wherever the question comes from.

    What an agent noted itself belongs to the one that it worked in; where that is not known, to
    the one that the question comes from.
    """
    if place.project:
        return place
    # By its name a root may be any folder in one called "projects", which has no logs beside it.
    folder = worked_in(root) if memory_root(f"{root}/memory/any.md") else ""
    if not folder and _is_hidden(root) and not identify(str(root)).is_repository:
        return place
    return Place(folder=folder or str(root))


def _is_hidden(folder: Path) -> bool:
    """Whether a folder is a program's, as those are that agents keep what they note in."""
    return any(part.startswith(".") for part in folder.parts)

"""Keep what was written into which file, and what stood there before, until it is taken out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from slm.agents import files
from slm.errors import UnreadableInput


@dataclass(frozen=True, slots=True)
class Record:
    """One file that we wrote into."""

    agent: str
    path: str  # as the agent looks for it
    before: str | None  # the whole text without ours; None: there was no file
    written: str  # a hash of the whole text with ours
    traces: Mapping[str, str | None]  # of the containers around ours: json_edit.Traces
    folders: tuple[str, ...] = ()  # that we made for it, outermost first


class Ledger:
    """The records in one folder, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, agent: str, path: Path) -> Record | None:
        """The record of a file; None if there is none, or none that can be read."""
        return _read(self._file(agent, str(path)))

    def of(self, agent: str) -> Iterator[Record]:
        """Every record of an agent."""
        for file in sorted(self._folder.glob(f"{agent}-*.json")):
            record = _read(file)
            if record and record.agent == agent:
                yield record

    def keep(self, record: Record) -> None:
        """Write a record down, in place of an earlier one; this user alone may read it."""
        files.make_folders(files.missing_folders(self._folder / "x"))
        file = self._file(record.agent, record.path)
        files.clear_leftover(file)
        # ASCII: a path need not be UTF-8, and its odd bytes come back from the escapes.
        files.write(file, _text(file), json.dumps(asdict(record), indent=1))

    def drop(self, agent: str, path: str) -> None:
        """Remove a record, and the folders that only records were in."""
        file = self._file(agent, path)
        files.clear_leftover(file)
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        files.remove_folders([self._folder.parent, self._folder])

    def tidy(self) -> None:
        """Remove what serves nobody: records half-written, and what cannot be read as one."""
        unread = (file for file in self._folder.glob("*.json") if _read(file) is None)
        for file in [*self._folder.glob(".*.mem-new"), *unread]:
            with contextlib.suppress(OSError):
                file.unlink()
        files.remove_folders([self._folder.parent, self._folder])

    def _file(self, agent: str, path: str) -> Path:
        name = hashlib.blake2b(os.fsencode(path), digest_size=8).hexdigest()
        return self._folder / f"{agent}-{name}.json"


def fingerprint(text: str) -> str:
    """What tells a text from every other."""
    return hashlib.blake2b(text.encode(), digest_size=32).hexdigest()


def _text(file: Path) -> str | None:
    with contextlib.suppress(UnreadableInput):
        return files.read(file)
    file.unlink()  # a record that is no text serves nobody
    return None


def _read(file: Path) -> Record | None:
    try:
        held = json.loads(file.read_bytes())
        record = Record(**{**held, "folders": tuple(held.get("folders", ()))})
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return record if isinstance(record.traces, dict) else None

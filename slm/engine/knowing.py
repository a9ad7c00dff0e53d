"""Know the secrets of the places where things are said, by the `.env` files that stand there."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from slm.ingest.environments import Environment, Settings
from slm.ingest.project import tops
from slm.lifecycle.known import DOTENV, NOTHING, Known
from slm.lifecycle.secrets.settings import secret_values

# Places whose secrets are held; an import of years meets some hundreds.
MOST_PLACES = 256
# A project with more is somebody's store of secrets; the first stand in its top folder's .env.
MOST_VALUES = 500


@dataclass(frozen=True, slots=True)
class _Held:
    read: tuple[Settings, ...]
    known: Known


class Knowing:
    """The secrets of places, read again when a file changes; for any thread.

    They are in memory alone: no log, error or file of ours ever holds one.
    """

    def __init__(self) -> None:
        self._environments: dict[str, Environment] = {}
        self._held: dict[tuple[str, ...], _Held] = {}
        self._door = threading.Lock()

    def of(self, *folders: str) -> Known:
        """The secrets of the folders, and of the tops of the repositories they lie in."""
        places = tuple(dict.fromkeys(top for one in folders if one for top in tops(one)))
        with self._door:
            read = self._read(places)
            if not any(one.own for one in read):
                return NOTHING
            held = self._held.get(places)
            if held is None or held.read != read:
                held = self._held[places] = _Held(read, Known(_values(read)))
            return held.known

    def values(self, folder: str) -> dict[str, str]:
        """The same of one folder, as values with their kind; to be held no longer than needed."""
        with self._door:
            return _values(self._read(tops(folder)))

    def _read(self, places: Sequence[str]) -> tuple[Settings, ...]:
        if len(self._environments) > MOST_PLACES:
            self._environments.clear()
            self._held.clear()
        found = self._environments
        return tuple(
            found.setdefault(place, Environment(Path(place))).settings() for place in places
        )


def _values(read: Sequence[Settings]) -> dict[str, str]:
    """What is secret in `.env` files, with its kind; what stands in an example too is not."""
    public = {value for one in read for _, value in one.examples}
    own: Iterable[tuple[str, str]] = (pair for one in reversed(read) for pair in one.own)
    return dict.fromkeys(islice(secret_values(own, public), MOST_VALUES), DOTENV)

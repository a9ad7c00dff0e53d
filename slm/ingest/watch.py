"""Hear from the system at once when a file below a folder changes."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterable

from watchdog.events import (
    DirMovedEvent,
    FileAttribEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

log = logging.getLogger(__name__)

# Of folders made inside each other faster than it watches them: it then watches them once.
warnings.filterwarnings("ignore", "Callback with id '[0-9]*' already exists", RuntimeWarning)

# Not what is opened and closed: our own reading would be news to us.
_NEWS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileAttribEvent,  # it may be read from now on, or looks as it did though it is another
    FileMovedEvent,
    FileDeletedEvent,
    DirMovedEvent,
]


class Watcher:
    """Tell `changed` of every path that the system says has changed.

    What it says is a hint: events are lost when too many come at once, and on some file systems
    none come at all. Whoever listens must look for themselves from time to time.
    """

    def __init__(self, changed: Callable[[str], None]) -> None:
        self._handler = _Handler(changed)
        self._observer: BaseObserver = Observer()
        self._observer.daemon = True
        self._observer.start()
        self._watches: dict[str, tuple[int, ObservedWatch]] = {}

    def follow(self, folder: str) -> bool:
        """Listen to a folder and all below it; returns whether that could be had.

        A folder that was replaced by another of its name is listened to anew.
        """
        try:
            inode = os.stat(folder).st_ino  # noqa: PTH116 folders are strings here, as events' are
            known = self._watches.get(folder)
            if known and known[0] == inode:
                return True
            self.leave(folder)
            watch = self._observer.schedule(
                self._handler, folder, recursive=True, event_filter=_NEWS
            )
        except OSError as exc:  # it is not there, or the system has no watches left
            log.info("not watched path=%s reason=%s", folder, exc)
            self.leave(folder)
            return False
        self._watches[folder] = inode, watch
        return True

    def keep_to(self, folders: Iterable[str]) -> None:
        """Listen to no other folders any more."""
        for folder in self._watches.keys() - set(folders):
            self.leave(folder)

    def leave(self, folder: str) -> None:
        """Listen to a folder no longer."""
        known = self._watches.pop(folder, None)
        if known:
            self._observer.unschedule(known[1])

    def close(self) -> None:
        """Listen to nothing any more."""
        self._observer.stop()
        self._observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[str], None]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._changed(os.fsdecode(path))

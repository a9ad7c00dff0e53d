"""Tell whether a commit holds what a branch changed, or changes the same in the same way."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from slm.ingest.history import Entry, History

# Of larger files only their ids are compared.
LONGEST_FILE = 500_000
# Pairs of files whose differing lines are kept.
_KEPT = 1_024

NOTHING: Entry = (0, b"")  # where there is no file

Path = tuple[bytes, ...]
Change = dict[Path, tuple[Entry, Entry]]  # of each file: as it was, and as it is
Lines = tuple[object, object]


class Changes:
    """Compares changes within one history; raises EnoughError as that does."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._lines = lru_cache(_KEPT)(self._differing_lines)

    def between(self, before: bytes, after: bytes, most: int) -> Change:
        """What two trees differ in; raises EnoughError for more than `most` files."""
        found = self._history.changed(before, after, most)
        return {path: (self._at(before, path), is_) for path, is_ in found.items()}

    def is_held(self, change: Change, tree: bytes) -> bool:
        """Whether a tree has all the changed files as they are, whatever else it has."""
        return all(self._at(tree, path) == is_ for path, (_, is_) in change.items())

    def is_made(self, change: Change, before: bytes, after: bytes) -> bool:
        """Whether the same lines come and go between two trees, whatever stands around them.

        So a squashed or replayed change is known again where its files were changed beside it.
        """
        pairs = [
            (was, is_, self._at(before, path), self._at(after, path))
            for path, (was, is_) in change.items()
        ]
        return all(old != new for _, _, old, new in pairs) and all(
            self._lines(was[1], is_[1]) == self._lines(old[1], new[1])
            for was, is_, old, new in pairs
        )

    def _at(self, tree: bytes, path: Path) -> Entry:
        return self._history.entry(tree, path) or NOTHING

    def _differing_lines(self, before: bytes, after: bytes) -> Lines:
        """The lines that go and those that come, however often each; the ids where none do."""
        old, new = self._text(before), self._text(after)
        if old is None or new is None:
            return before, after
        was, is_ = Counter(old.splitlines()), Counter(new.splitlines())
        gone, come = was - is_, is_ - was
        return (gone, come) if gone or come else (before, after)

    def _text(self, id_: bytes) -> bytes | None:
        if not id_:
            return b""
        text = self._history.file(id_)
        return None if text is None or len(text) > LONGEST_FILE else text

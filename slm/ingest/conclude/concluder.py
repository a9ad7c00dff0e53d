"""Hear a session turn by turn, and conclude what was decided, preferred and learnt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion
from slm.ingest.conclude.decisions import Decisions
from slm.ingest.conclude.lessons import Lessons
from slm.ingest.conclude.preferences import Preferences
from slm.ingest.conclude.talk import Talk


class Listener(Protocol):
    """What concludes one kind of memory."""

    def hear(self, turn: Turn, talk: Talk, /) -> Iterable[Conclusion]:
        """Give what this turn concludes; `talk` is as it was before the turn."""


# Write one file, add one entry: each listener is made anew for every log.
KINDS: tuple[type[Listener], ...] = (Decisions, Preferences, Lessons)

_HEARD = frozenset({Sort.SPEECH, Sort.CALL, Sort.RESULT, Sort.SUMMARY})


class Concluder:
    """One log's concluder, fed with every turn in the order of the log."""

    def __init__(self) -> None:
        self._talk = Talk()
        self._listeners = tuple(kind() for kind in KINDS)
        self._said: set[tuple[str, str]] = set()

    def hear(self, turn: Turn) -> list[Conclusion]:
        """Give what this turn concludes, each text once a log."""
        if turn.sort not in _HEARD:
            return []
        found = []
        for listener in self._listeners:
            for conclusion in listener.hear(turn, self._talk):
                once = (conclusion.kind, conclusion.text.lower())
                if once not in self._said:
                    self._said.add(once)
                    found.append(conclusion)
        self._talk.take(turn)
        return found

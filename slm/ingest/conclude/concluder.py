"""Hear a session turn by turn, and conclude what was decided, preferred and learnt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.conclude.conclusion import Conclusion
from slm.ingest.conclude.decisions import Decisions
from slm.ingest.conclude.lessons import Lessons
from slm.ingest.conclude.preferences import Preferences
from slm.ingest.conclude.talk import Talk
from slm.ingest.conclude.withdrawing import takes_back, undoes


class Listener(Protocol):
    """What concludes one kind of memory."""

    def hear(self, turn: Turn, talk: Talk, /) -> Iterable[Conclusion]:
        """Give what this turn concludes; `talk` is as it was before the turn."""


# Write one file, add one entry: each listener is made anew for every log.
KINDS: tuple[type[Listener], ...] = (Decisions, Preferences, Lessons)

_HEARD = frozenset({Sort.SPEECH, Sort.CALL, Sort.RESULT, Sort.SUMMARY})

# Who takes something back says so, and not much more.
_LONGEST_WITHDRAWAL = 400


class Concluder:
    """One log's concluder, fed with every turn in the order of the log."""

    def __init__(self) -> None:
        self._talk = Talk()
        self._listeners = tuple(kind() for kind in KINDS)
        self._said: set[tuple[str, str]] = set()
        self._from_user: list[Conclusion] = []  # of what the user said last
        self._has_acted = False  # the agent, since then
        self.withdrawn: tuple[Conclusion, ...] = ()  # what the turn heard last took back

    def hear(self, turn: Turn) -> list[Conclusion]:
        """Give what this turn concludes, each text once a log."""
        self.withdrawn = ()
        if turn.sort not in _HEARD:
            return []
        is_user = turn.sort is Sort.SPEECH and turn.author != "assistant"
        if is_user:
            self._take_back(turn)
        found = self._concluded(turn)
        if is_user:
            self._from_user = found
        self._has_acted = not is_user and (self._has_acted or turn.sort is Sort.CALL)
        self._talk.take(turn)
        return found

    def _take_back(self, turn: Turn) -> None:
        if len(turn.text) > _LONGEST_WITHDRAWAL:
            return
        if takes_back(turn.text):
            self.withdrawn = tuple(self._from_user)
        elif undoes(turn.text):
            # Where the agent has done something since, a rule stays: that may be what is undone.
            self.withdrawn = tuple(
                one for one in self._from_user if one.kind is Kind.DECISION or not self._has_acted
            )
        # Said again, it holds again.
        self._said -= {_once(one) for one in self.withdrawn}

    def _concluded(self, turn: Turn) -> list[Conclusion]:
        found = []
        for listener in self._listeners:
            for conclusion in listener.hear(turn, self._talk):
                once = _once(conclusion)
                if once not in self._said:
                    self._said.add(once)
                    found.append(conclusion)
        return found


def _once(conclusion: Conclusion) -> tuple[str, str]:
    return conclusion.kind, conclusion.text.lower()

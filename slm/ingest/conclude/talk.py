"""Remember who spoke last, so that an answer can be read with its question."""

from __future__ import annotations

from dataclasses import dataclass

from slm.domain.turn import Sort, Turn


@dataclass(slots=True)
class Talk:
    """Where a conversation stands, before the turn that is being heard."""

    asked: Turn | None = None  # what the user said last
    answered: Turn | None = None  # what the agent said last, since then
    is_waiting: bool = False  # the agent has done nothing since it spoke

    def take(self, turn: Turn) -> None:
        """Go on by one turn."""
        if turn.sort is Sort.SPEECH:
            self._spoken(turn)
        elif turn.sort is Sort.CALL:
            self.is_waiting = False
        elif turn.sort is Sort.SUMMARY:
            self.answered, self.is_waiting = None, False

    def _spoken(self, turn: Turn) -> None:
        if turn.author == "assistant":
            self.answered, self.is_waiting = turn, True
        else:
            self.asked, self.answered, self.is_waiting = turn, None, False

    def nearest(self) -> tuple[Turn, ...]:
        """The speech nearest to what the agent does now: its own, else what it was asked."""
        return tuple(turn for turn in (self.answered or self.asked,) if turn)

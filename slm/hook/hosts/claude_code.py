"""Speak as Claude Code does to its hooks (its documentation of hooks, August 2026)."""

from __future__ import annotations

from slm.hook.hosts.envelope import Envelope

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import Any


class ClaudeCode(Envelope):
    """JSON with the event's name in it, both ways."""

    name = "claude-code"

    def read(self, told: dict[str, Any], /) -> dict[str, Any] | None:
        """The fields of an Event; what a subagent's hooks tell is the subagent's own."""
        return None if told.get("agent_id") else super().read(told)

"""List the agents whose hooks are answered: write one file, add one entry to HOSTS."""

from __future__ import annotations

from slm.hook.hosts.claude_code import ClaudeCode
from slm.hook.hosts.codex import Codex

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Host(Protocol):
        """How one agent speaks to its hooks."""

        @property
        def name(self) -> str:
            """What stands behind `mem hook`, in the settings of every user."""

        def read(self, told: dict[str, Any], /) -> dict[str, Any] | None:
            """The fields of an Event, without its agent; None for what needs no answer."""

        def say(self, event: dict[str, Any], context: str, /) -> str:
            """A context in the envelope that the agent takes."""


HOSTS: tuple[Host, ...] = (ClaudeCode(), Codex())

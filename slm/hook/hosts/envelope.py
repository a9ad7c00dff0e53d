"""Read and write the envelope that Claude Code invented and others took over."""

from __future__ import annotations

import json

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import Any

_MOMENTS = {
    "SessionStart": "start",
    "UserPromptSubmit": "prompt",
    "Stop": "rest",
    "PreCompact": "compacting",
    "PostCompact": "compacting",
    "SessionEnd": "end",
}
# Where a context may be given; a plain text would do as well, but for one that begins with a brace.
_GIVES = {"start": "SessionStart", "prompt": "UserPromptSubmit"}
# Starts after which the conversation no longer holds what was shown in it.
_ANEW = frozenset({"clear", "compact"})


class Envelope:
    """One JSON object in, one JSON object out, both with the event's name in them."""

    def read(self, told: dict[str, Any], /) -> dict[str, Any] | None:
        """The fields of an Event, without its agent; None for one that is nothing to us."""
        moment = _MOMENTS.get(_text(told, "hook_event_name"))
        session = _text(told, "session_id")
        if moment is None or not session:
            return None
        is_start = moment == "start"
        return {
            "moment": moment,
            "session": session,
            "folder": _text(told, "cwd"),
            "text": _text(told, "source" if is_start else "prompt"),
            "is_anew": is_start and told.get("source") in _ANEW,
            "log": _text(told, "transcript_path"),
        }

    def say(self, event: dict[str, Any], context: str, /) -> str:
        """The context, where an event may give one; "" elsewhere."""
        name = _GIVES.get(event["moment"])
        if name is None:
            return ""
        given = {"hookEventName": name, "additionalContext": context}
        return json.dumps({"hookSpecificOutput": given})


def _text(told: dict[str, Any], key: str) -> str:
    """A field that should be a text, in a form that a frame can hold."""
    value = told.get(key)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""

"""Speak as Codex does to its hooks (seen live with its release 0.169)."""

from __future__ import annotations

from slm.hook.hosts.envelope import Envelope


class Codex(Envelope):
    """Claude Code's words; no key that its schema does not name, and no context from Stop."""

    name = "codex"

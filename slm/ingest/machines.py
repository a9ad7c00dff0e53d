"""Tell the sessions in which a memory tool asks a model from those of people."""

from __future__ import annotations

# Folders that memory tools keep for such sessions: claude-mem's, and Codex's own.
_FOLDERS = ("/.claude-mem/observer-sessions", "/.codex/memories")
# How their first prompts begin, in published code: nobody types that.
_OPENINGS = (
    # claude-mem
    "You are a Claude-Mem, a specialized observer",
    "You are Claude-Memory, a specialized observer",
    "Hello memory agent, you are continuing to observe",
    "<observed_from_primary_session>",
    # memsearch
    "You are a third-person note-taker",
    # episodic-memory
    "Context: This summary will be shown in a list to help users and C",  # Claude, or Codex
    # hindsight
    "Extract SIGNIFICANT facts from text.",
    # Codex, of its own memories
    "## Memory Writing Agent",
)
# A log says how its agent was started. Behind these sits a person, and even such a prompt, pasted,
# is what somebody wanted said. Logs of early 2026 and before say nothing, which shields nobody.
_PEOPLES_HOSTS = frozenset(
    {"cli", "vscode", "claude-vscode", "claude-jetbrains", "claude-desktop", "remote", "appServer"}
)


def works_alone(folder: str, host: str) -> bool:
    """Whether what is begun in this folder is a memory tool's own session; `host`: how begun."""
    path = folder.replace("\\", "/").rstrip("/")
    return host not in _PEOPLES_HOSTS and path.endswith(_FOLDERS)


def was_told(prompt: str, host: str) -> bool:
    """Whether a session that begins with this prompt is a memory tool's own."""
    return host not in _PEOPLES_HOSTS and prompt.lstrip().startswith(_OPENINGS)

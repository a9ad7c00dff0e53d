"""Know the files of Claude Code."""

from __future__ import annotations

from slm.agents.agent import Agent
from slm.agents.hooks import HookEntries
from slm.agents.part import Part
from slm.agents.servers import ServerEntry
from slm.config import user_folder


def _write(agent: Agent) -> tuple[Part, ...]:
    # Its own settings stand beside the folder, unless the folder was named.
    servers = (agent.named_folder or user_folder()) / ".claude.json"
    return HookEntries(agent.folder / "settings.json", agent.name), ServerEntry(servers)


CLAUDE_CODE = Agent(
    name="claude-code",
    title="Claude Code",
    program="claude",
    variable="CLAUDE_CONFIG_DIR",
    usual_folder=".claude",
    write=_write,
    log_folder="projects",
    remarks=(
        "its own memory (CLAUDE.md, auto memory) is not changed",
        "what runs already goes on as it is; its next session has mem",
    ),
)

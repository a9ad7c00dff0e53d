"""Know the files of Codex."""

from __future__ import annotations

from slm.agents.agent import Agent
from slm.agents.hooks import HookEntries
from slm.agents.part import Part
from slm.agents.toml_servers import TomlServer


def _write(agent: Agent) -> tuple[Part, ...]:
    hooks = HookEntries(agent.folder / "hooks.json", agent.name)
    return hooks, TomlServer(agent.folder / "config.toml")


CODEX = Agent(
    name="codex",
    title="Codex",
    program="codex",
    variable="CODEX_HOME",
    usual_folder=".codex",
    write=_write,
    log_folder="sessions",
    remarks=(
        "it runs no new hook before you trust it: start codex, type /hooks",
        "its own memory (AGENTS.md, [features] memories) is not changed",
        "what runs already goes on as it is; its next session has mem",
    ),
)

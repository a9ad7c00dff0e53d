"""List the agents that can be told to use `mem`: write one file, add one entry to AGENTS."""

from __future__ import annotations

from collections.abc import Sequence

from slm.agents.agent import Agent
from slm.agents.claude_code import CLAUDE_CODE
from slm.agents.codex import CODEX
from slm.errors import unknown

AGENTS: tuple[Agent, ...] = (CLAUDE_CODE, CODEX)


def named(names: Sequence[str]) -> tuple[Agent, ...]:
    """The agents of these names, each once; raises UnknownName."""
    known = {agent.name: agent for agent in AGENTS}
    for name in names:
        if name not in known:
            raise unknown("agent", name, known)
    return tuple(known[name] for name in dict.fromkeys(names))

"""Offer `mem init`: have coding agents call `mem`, every change shown before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from slm.agents import AGENTS, named
from slm.agents.agent import Agent
from slm.agents.installing import plan_init
from slm.agents.ledger import Ledger
from slm.agents.program import find_mem
from slm.cli.changing import Agents, DryRun, Plan, Wish, change_all, tell
from slm.cli.options import Json, Yes
from slm.cli.printing import remark
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.watch import Asker, Holds
from slm.errors import MemError, NothingFound
from slm.wire.messages import Watch

app = new_app()


@app.command(epilog=examples("mem init", "mem init claude-code --dry-run", "mem init codex --yes"))
def init(
    agents: Agents = None, *, yes: Yes = False, dry_run: DryRun = False, json: Json = False
) -> int:
    """Have the agents on this machine use mem.

    Hooks and an MCP server are added to the agents' own files; whatever else
    is in them stays as it is, and mem uninstall takes ours out again.
    """
    wish = Wish(yes, dry_run, json)
    ledger = Ledger(load_settings().agents)
    program = find_mem()
    plans = [_plan(agent, program, ledger) for agent in _chosen(agents or [])]
    is_done = change_all(plans, ledger, wish, "write this into {} files?")
    for plan in plans:
        is_new = any(one.is_change for one in plan.changes) and not plan.errors
        for line in plan.agent.remarks if is_new else ():
            remark(f"{plan.agent.title}: {line}")
    follow = [plan.agent.logs for plan in plans if not plan.errors]
    if is_done:
        _follow(follow)
    return tell(plans, wish, program=str(program), follow=[str(folder) for folder in follow])


def _chosen(names: Sequence[str]) -> Sequence[Agent]:
    if names:
        return named(names)
    found = [agent for agent in AGENTS if agent.is_here]
    if not found:
        known = ", ".join(agent.name for agent in AGENTS)
        raise NothingFound("no agent was found on this machine", f"name one of {known}")
    return found


def _plan(agent: Agent, program: Path, ledger: Ledger) -> Plan:
    try:
        return Plan(agent, plan_init(agent, program, ledger))
    except MemError as exc:  # the other agents are served all the same
        return Plan(agent, errors=[exc])


def _follow(folders: Sequence[Path]) -> None:
    """Have these folders' logs followed from now on, those that are there already too."""
    for folder in folders:
        ask(load_settings(), Watch(str(folder), Holds.LOGS, Asker.INIT))
        remark(f"follows the logs in {folder}; mem status says how far it is")

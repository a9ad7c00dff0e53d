"""Offer `mem uninstall`: take out of agents' files what `mem init` put in, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from slm.agents import AGENTS, named
from slm.agents.agent import Agent
from slm.agents.installing import Change, plan_uninstall
from slm.agents.ledger import Ledger
from slm.cli.changing import Agents, DryRun, Plan, Wish, change_all, tell
from slm.cli.options import Json, Yes
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.watch import Asker
from slm.errors import NothingFound
from slm.wire.messages import Unwatch

app = new_app()


@app.command(
    epilog=examples("mem uninstall", "mem uninstall codex --dry-run", "mem uninstall --yes")
)
def uninstall(
    agents: Agents = None, *, yes: Yes = False, dry_run: DryRun = False, json: Json = False
) -> int:
    """Take out again what init wrote for agents.

    What is remembered stays: mem forget takes that away.
    """
    wish = Wish(yes, dry_run, json)
    ledger = Ledger(load_settings().agents)
    chosen = named(agents) if agents else AGENTS
    plans = [_plan(agent, ledger) for agent in chosen]
    logs = [folder for agent in chosen for folder in _logs(agent, ledger)]
    if change_all(plans, ledger, wish, "take this out of {} files?"):
        ledger.tidy()
        _leave(logs)
    return tell(plans, wish)


def _logs(agent: Agent, ledger: Ledger) -> set[Path]:
    """Where its logs are, and where they were when its files were written to."""
    folders = (Path(record.path).parent for record in ledger.of(agent.name))
    return {agent.logs, *(folder / agent.log_folder for folder in folders)}


def _leave(logs: Sequence[Path]) -> None:
    """Follow these folders no longer, unless the user named them; what was read of them stays."""
    settings = load_settings()
    if not settings.database.exists():
        return
    for folder in logs:
        with suppress(NothingFound):
            ask(settings, Unwatch(str(folder), but=(Asker.HAND, Asker.LOGS)))


def _plan(agent: Agent, ledger: Ledger) -> Plan:
    plan = Plan(agent)
    for one in plan_uninstall(agent, ledger):
        if isinstance(one, Change):
            plan.changes.append(one)
        else:
            plan.errors.append(one)
    return plan

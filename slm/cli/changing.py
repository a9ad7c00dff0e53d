"""Show what is to change in agents' files, ask, and have it done: for init and uninstall."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer

from slm.agents import AGENTS
from slm.agents.agent import Agent
from slm.agents.installing import Change, carry_out
from slm.agents.ledger import Ledger
from slm.cli.printing import print_json, remark
from slm.cli.terminal import harmless, is_terminal
from slm.errors import MemError, UsageError

_KNOWN = ", ".join(agent.name for agent in AGENTS)

Agents = Annotated[
    list[str] | None, typer.Argument(metavar="[AGENT]...", help=f"Of {_KNOWN}. Default: all.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]

# A file on one line is not shown whole for the sake of a few words in it.
LONGEST_LINE = 300
AROUND = 40


@dataclass(slots=True)
class Plan:
    """What is to be done for one agent, and why some of it cannot be."""

    agent: Agent
    changes: list[Change] = field(default_factory=list)
    errors: list[MemError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wish:
    """How the user wants to be asked and told."""

    yes: bool
    dry_run: bool
    json: bool


def change_all(plans: Sequence[Plan], ledger: Ledger, wish: Wish, question: str) -> bool:
    """Show, ask and carry out; whether it was done, or there was nothing to do.

    Raises UsageError where nobody can be asked, Exit where the user says no.
    """
    needed = [change for plan in plans for change in plan.changes if change.is_needed]
    if not wish.json:
        for change in needed:
            print_diff(change)
    if not needed or wish.dry_run:
        return not wish.dry_run
    if not wish.yes:
        _ask(question.format(sum(change.is_change for change in needed)), may_ask=not wish.json)
    for plan in plans:
        _carry_out(plan, ledger)
    return True


def tell(plans: Sequence[Plan], wish: Wish, **more: object) -> int:
    """Say how it ended, agent by agent; returns the exit code."""
    if wish.json:
        documents = [_document(plan) for plan in plans]
        print_json({"agents": documents, "dry_run": wish.dry_run, **more})
    for plan in plans:
        changed = sum(change.is_change for change in plan.changes)
        if not plan.errors:
            remark(f"{plan.agent.title}: {_outcome(changed, wish)}")
        for error in plan.errors:
            remark(f"{plan.agent.title}: {error.message}")
            if error.hint:
                print(f"hint: {harmless(error.hint)}", file=sys.stderr)
    return UsageError.exit_code if any(plan.errors for plan in plans) else 0


def print_diff(change: Change) -> None:
    """Print what becomes of a file, as diff -u does."""
    for line in diff(change):
        print(harmless(line))


def diff(change: Change) -> Iterator[str]:
    """The lines of a unified diff; where lines are very long, only what differs in them."""
    before, after = (change.before or "").splitlines(), (change.after or "").splitlines()
    old = str(change.path) if change.before is not None else "/dev/null"
    new = str(change.path) if change.after is not None else "/dev/null"
    if max(map(len, (*before, *after)), default=0) > LONGEST_LINE:
        yield from (f"--- {old}", f"+++ {new}", *_within_line(change))
        return
    yield from difflib.unified_diff(before, after, old, new, lineterm="")


def _within_line(change: Change) -> Iterable[str]:
    before, after = change.before or "", change.after or ""
    start = next(
        (at for at, pair in enumerate(zip(before, after, strict=False)) if len(set(pair)) > 1),
        min(len(before), len(after)),
    )
    shorter = min(len(before), len(after)) - start
    pairs = zip(reversed(before), reversed(after), strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), shorter)
    end = min(same, shorter)
    yield f"@@ character {start + 1} @@ …{after[max(0, start - AROUND) : start]}"
    for mark, text in (("-", before), ("+", after)):
        yield from (f"{mark}{line}" for line in text[start : len(text) - end].splitlines())


def _ask(question: str, *, may_ask: bool) -> None:
    if not (may_ask and is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError(
            "nothing was changed: nobody can be asked here", "look with --dry-run, then give --yes"
        )
    if not typer.confirm(question, err=True):
        raise typer.Exit(1)


def _carry_out(plan: Plan, ledger: Ledger) -> None:
    for change in plan.changes:
        if change.is_needed:
            try:
                carry_out(change, ledger)
            except MemError as exc:
                plan.errors.append(exc)
                return


def _outcome(changed: int, wish: Wish) -> str:
    if not changed:
        return "nothing to do"
    files = "file" if changed == 1 else "files"
    return f"{changed} {files} {'would change' if wish.dry_run else 'changed'}"


def _document(plan: Plan) -> dict[str, Any]:
    return {
        "agent": plan.agent.name,
        "files": [
            {"path": str(change.path), "action": _action(change), "diff": list(diff(change))}
            for change in plan.changes
        ],
        "errors": [{"message": error.message, "hint": error.hint} for error in plan.errors],
    }


def _action(change: Change) -> str:
    if not change.is_change:
        return "none"
    if change.before is None:
        return "create"
    return "change" if change.after is not None else "remove"

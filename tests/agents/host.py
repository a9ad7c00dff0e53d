"""A user with agents: their files in a folder, and what mem does to them without its shell."""

import sys
from pathlib import Path

from slm.agents import AGENTS
from slm.agents.installing import Change, carry_out, plan_init, plan_uninstall
from slm.agents.ledger import Ledger
from slm.config import load_settings

MEM = Path("/usr/bin/mem")


def ledger():
    return Ledger(load_settings().agents)


def init(program=MEM, agents=AGENTS):
    """Whether anything was to be done."""
    planned = [change for agent in agents for change in plan_init(agent, program, ledger())]
    needed = [change for change in planned if change.is_needed]
    for change in needed:
        carry_out(change, ledger())
    return bool(needed)


def uninstall(agents=AGENTS):
    """Whether anything was to be done."""
    planned = [one for agent in agents for one in plan_uninstall(agent, ledger())]
    needed = [one for one in planned if isinstance(one, Change) and one.is_needed]
    for change in needed:
        carry_out(change, ledger())
    ledger().tidy()
    return bool(needed)


def snapshot(folder):
    """Everything under a folder: what it is, its mode, and what it holds."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(folder.rglob("*"))
    }


def _die_before(step):
    """End this process, as a kill would, before it changes anything on the disk for that time."""
    import os

    seen = [0]

    def watch(event, arguments):
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if is_write or event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"):
            seen[0] += 1
            if seen[0] == step:
                os._exit(9)

    sys.addaudithook(watch)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    name, step = sys.argv[1:]
    _die_before(int(step))
    {"init": init, "uninstall": uninstall}[name]()

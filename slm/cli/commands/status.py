"""Offer `mem status`: tell what the daemon is and holds."""

from __future__ import annotations

from slm.cli.options import Json
from slm.cli.printing import print_pairs, print_report
from slm.cli.typed import examples, new_app
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.reports import Status
from slm.wire.messages import AskStatus

app = new_app()

MOST_PROJECTS = 12  # named on a screen; the JSON has them all


@app.command(epilog=examples("mem status", "mem status --json"))
def status(json: Json = False) -> None:
    """Tell what is remembered, and by which daemon."""
    found = ask(load_settings(), AskStatus())
    if json:
        print_report(found)
    else:
        print_pairs(_lines(found))


def _lines(found: Status) -> list[tuple[str, str]]:
    waiting = f", {found.waiting:,} wait for their vectors" if found.waiting else ""
    lines = [
        ("memories", f"{found.memories:,}"),
        ("forgotten", f"{found.forgotten:,}, mem undo brings back" if found.forgotten else ""),
        ("passages", f"{found.passages:,}{waiting}"),
        ("projects", _projects(found.projects)),
        ("follows", _followed(found)),
        ("model", f"{found.model}, {'ready' if found.model_ready else 'not here'}"),
        ("notice", found.notice),
        ("file", f"{found.database}, {found.db_bytes / 1e6:,.1f} MB"),
        ("formats", ", ".join(found.formats)),
        ("channels", ", ".join(found.channels)),
        ("daemon", f"{found.version}, process {found.pid}, up {_duration(found.uptime_s)}"),
        *((name, f"set in {origin}") for name, origin in found.settings.items()),
    ]
    return [(name, value) for name, value in lines if value]


def _followed(found: Status) -> str:
    if not found.followed:
        return ""
    folders = f"{found.followed} folder{'s' if found.followed > 1 else ''}"
    if found.fresh_at is None:
        return f"{folders}, being read for the first time"
    return f"{folders}, read as of {found.fresh_at.astimezone():%H:%M:%S}"


def _projects(counts: dict[str, int]) -> str:
    largest = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    named = [f"{name or 'your own'} {count:,}" for name, count in largest[:MOST_PROJECTS]]
    left = len(largest) - MOST_PROJECTS
    return ", ".join([*named, f"{left} more"] if left > 0 else named)


def _duration(seconds: float) -> str:
    hours, minutes = int(seconds // 3600), int(seconds % 3600 // 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"

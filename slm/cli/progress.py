"""Show how far a long job is, to a person alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slm.cli.terminal import is_terminal
from slm.domain.reports import Progress

if TYPE_CHECKING:
    from rich import progress as bars

Show = Callable[[Progress], None]


@contextmanager
def showing() -> Iterator[Show]:
    """Give what shows progress: a bar a stage on a terminal, nothing elsewhere."""
    if not is_terminal(sys.stderr):
        yield lambda _: None
        return
    with _new_bars() as shown:
        stages: dict[str, bars.TaskID] = {}

        def show(progress: Progress) -> None:
            if progress.stage not in stages:
                stages[progress.stage] = shown.add_task(progress.stage, amount="", rate="")
            task = stages[progress.stage]
            shown.update(task, completed=progress.done, total=progress.total)
            amount = f"{_in(progress.unit, progress.done)}/{_in(progress.unit, progress.total)}"
            speed = next((one.speed for one in shown.tasks if one.id == task), None)
            rate = f"{_in(progress.unit, speed)} {_noun(progress.unit)}/s" if speed else ""
            shown.update(task, amount=amount, rate=rate)

        yield show


def _new_bars() -> bars.Progress:
    from rich import progress as bars
    from rich.console import Console

    return bars.Progress(
        bars.TextColumn("{task.description:10}"),
        bars.BarColumn(bar_width=24),  # with the rest it fits into 80 columns
        bars.TextColumn("{task.fields[amount]}"),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,  # the report says more than a full bar
    )


def _in(unit: str, amount: float) -> str:
    """An amount in what people count by: megabytes, not bytes."""
    return f"{amount / 1e6:.1f}" if unit == "bytes" else f"{amount:,.0f}"


def _noun(unit: str) -> str:
    return "MB" if unit == "bytes" else unit

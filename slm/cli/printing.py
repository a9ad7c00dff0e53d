"""Print documents for programs, and tables and remarks for people."""

from __future__ import annotations

import sys

from slm.cli.terminal import harmless, is_terminal, one_line

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = "  "
# Where no terminal says how wide a line may be: a memory's beginning, to recognise it by.
PLAIN_CELL = 100


def print_json(value: object) -> None:
    """Print one JSON document on one line; ASCII alone, so that any terminal and pipe takes it."""
    import json  # help and version have no use for it

    print(json.dumps(value))


def print_report(report: object) -> None:
    """Print one of the daemon's reports as a JSON document."""
    import msgspec  # the frequent commands have their answer as it came

    print_json(msgspec.to_builtins(report))


def remark(text: str) -> None:
    """Say something that is no answer."""
    if text:
        print(f"mem: {one_line(text)}", file=sys.stderr)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their columns' names; the last column takes what room there is."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if is_terminal(sys.stdout):
        _print_rich(columns, cells)
    else:
        _print_aligned([list(columns), *cells])


def print_pairs(pairs: Iterable[tuple[str, str]]) -> None:
    """Print names and values, one a line, aligned."""
    from slm.cli.terminal import Ink

    ink = Ink(sys.stdout)
    known = [(name, harmless(value)) for name, value in pairs]
    widest = max((len(name) for name, _ in known), default=0)
    for name, value in known:
        print(f"{ink.faint(name.ljust(widest))}{GAP}{value}".rstrip())


def _print_rich(columns: Sequence[str], cells: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    padding = (0, len(GAP), 0, 0)
    table = Table(box=None, header_style="dim", pad_edge=False, padding=padding, expand=True)
    for name in columns[:-1]:
        table.add_column(name, no_wrap=True)
    table.add_column(columns[-1], no_wrap=True, overflow="ellipsis", ratio=1)
    for row in cells:
        table.add_row(*(Text(cell, style="bold" if not at else "") for at, cell in enumerate(row)))
    Console().print(table)


def _print_aligned(lines: list[list[str]]) -> None:
    short = [[_shortened(cell) for cell in line] for line in lines]
    widths = [max(map(len, column)) for column in zip(*short, strict=True)]
    for line in short:
        print(GAP.join(map(str.ljust, line, widths)).rstrip())


def _shortened(cell: str) -> str:
    return cell if len(cell) <= PLAIN_CELL else f"{cell[: PLAIN_CELL - 3]}..."

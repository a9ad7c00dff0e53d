"""Print why a hit has its score: each channel's and each of the ranker's terms, largest first."""

from __future__ import annotations

import sys
from itertools import zip_longest

from slm.cli.printing import GAP
from slm.cli.terminal import is_terminal, one_line

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Column = list[str]  # its heading, then its cells

# What finds comes before what orders, and both before what decides; others follow.
FIRST = ("channel", "rank", "gate")


def print_why(why: Mapping[str, float], indent: str) -> None:
    """Print the terms as a table, side by side by what comes before the dot of their names."""
    columns = [column for group in _groups(why) for column in _pair(*group)]
    if columns and is_terminal(sys.stdout):
        _print_rich(columns, len(indent))
    elif columns:
        _print_aligned(columns, indent)


def _groups(why: Mapping[str, float]) -> list[tuple[str, list[tuple[str, float]]]]:
    groups: dict[str, list[tuple[str, float]]] = {}
    for key, value in why.items():
        group, _, name = one_line(key).rpartition(".")
        groups.setdefault(group, []).append((name, value))
    known = [name for name in FIRST if name in groups]
    return [(name, groups[name]) for name in dict.fromkeys([*known, *groups])]


def _pair(group: str, terms: Iterable[tuple[str, float]]) -> tuple[Column, Column]:
    """The names and the values of a group; signed where one takes away from the score."""
    by_size = sorted(terms, key=lambda term: -abs(term[1]))
    sign = "+" if any(value < 0 for _, value in by_size) else ""
    names, values = [name for name, _ in by_size], [f"{value:{sign}.3f}" for _, value in by_size]
    return [group or "why", *names], ["", *values]


def _print_aligned(columns: Sequence[Column], indent: str) -> None:
    widths = [max(map(len, column)) for column in columns]
    for line in zip_longest(*columns, fillvalue=""):
        cells = (_justified(at, cell, widths[at]) for at, cell in enumerate(line))
        print(f"{indent}{GAP.join(cells)}".rstrip())


def _justified(at: int, cell: str, width: int) -> str:
    return cell.rjust(width) if at % 2 else cell.ljust(width)  # every second one holds numbers


def _print_rich(columns: Sequence[Column], indent: int) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, len(GAP), 0, 0))
    for at, (heading, *_) in enumerate(columns):
        table.add_column(Text(heading), justify="right" if at % 2 else "left", no_wrap=True)
    for row in zip_longest(*(column[1:] for column in columns), fillvalue=""):
        table.add_row(*map(Text, row))
    Console().print(Padding(table, (0, 0, 0, indent)))

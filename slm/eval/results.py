"""Turn the figures of runs into the tables of a page, each with what it takes to repeat it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

import msgspec

from slm.domain.evaluation import BoardResult, Evaluation
from slm.errors import UnreadableInput

WITHIN, OUT_OF_FOLD = "with the product's weights", "out of fold"
# What a reader cannot have, or need not: where homes were kept, and what the figures went to.
_LEFT_OUT = ("--homes", "--out")
_COST = (("p50 ms", "took_ms p50"), ("p95 ms", "took_ms p95"), ("memories", "memories"))
_ROOM = (("file, MB", "db MB"), ("bytes a memory beyond its text", "bytes beyond text"))
_PEAK = (("daemon's peak, MB", "daemon peak MB"), ("import, s", "import s"))
COST_COLUMNS = (*_COST, *_ROOM, *_PEAK)
TITLE = "# Recall\n"
MADE = (
    "Made by `scripts/results` from what `scripts/eval-recall --out FILE` wrote. Each figure with"
    " its number of questions, a 95% bootstrap interval, SQLite's FTS5 alone over the same texts"
    " and the paired gain over it. *Out of fold*: weights trained without the fold that is asked;"
    " the gain is theirs. *In sample*: the weights as shipped, which have seen the questions.\n"
)


class Figure(msgspec.Struct, frozen=True):
    """One measure of one group of questions."""

    n: int
    mem: float
    interval: tuple[float, float]
    floor: float | None = None
    gain: float | None = None
    gain_interval: tuple[float, float] | None = msgspec.field(name="gain interval", default=None)


Fact = float | int | str | None
Figures = dict[str, dict[str, Figure | Fact]]  # by title, then by measure or by name of a fact


class Run(msgspec.Struct, frozen=True):
    """What one run of scripts/eval-recall wrote."""

    board: str
    commit: str
    command: tuple[str, ...]
    data: str  # a hash of what was asked
    within: Figures = msgspec.field(name=WITHIN)
    out: Figures = msgspec.field(name=OUT_OF_FOLD, default_factory=dict)
    label: str = ""  # of an ablation: what was changed
    changed: bool = False  # whether the checkout held more than the commit

    @property
    def best_known(self) -> Figures:
        """The figures that count: those out of fold, where there are any."""
        return self.out or self.within


def read(name: str, content: bytes) -> Run | Evaluation:
    """Read what scripts/eval-recall or `mem eval --json` wrote; raises UnreadableInput."""
    kind: type[Run] | type[Evaluation] = Evaluation if b'"boards"' in content else Run
    try:
        found: Run | Evaluation = msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as exc:
        raise UnreadableInput(
            f"{name} holds no figures: {exc}", "scripts/eval-recall BOARD --out FILE writes some"
        ) from exc
    return found


def page(found: Sequence[Run | Evaluation]) -> str:
    """The page about these runs: boards first, then what leaving something out costs."""
    runs = [one for one in found if isinstance(one, Run)]
    whole = [one for one in runs if not one.label]
    parts = [TITLE, MADE]
    parts += [_board(one) for one in whole]
    parts += [_costs(whole)] if whole else []
    parts += (
        [_ablations(whole, [one for one in runs if one.label])] if len(whole) < len(runs) else []
    )
    parts += [_own(one) for one in found if isinstance(one, Evaluation)]
    return "\n".join(parts)


def shown_command(run: Run) -> str:
    """The command as anybody can type it: files and folders by their names alone."""
    words, skip = [], False
    for word in run.command:
        if not skip and word not in _LEFT_OUT:
            words.append(":".join(PurePath(part).name or part for part in word.split(":")))
        skip = word in _LEFT_OUT
    return shlex.join(["scripts/eval-recall", *words])


def _board(run: Run) -> str:
    changed = " with changes" if run.changed else ""
    commit, data = f"`{run.commit[:12]}`{changed}", f"`{run.data[:12]}`"
    heading = [
        f"## {run.board}\n",
        f"Commit {commit}, data {data}: `{shown_command(run)}`\n",
    ]
    rows = [
        row
        for title, measures in run.best_known.items()
        for name, figure in measures.items()
        if isinstance(figure, Figure)
        for row in [_row(title, name, figure, run)]
    ]
    if not run.out:
        heading.append("In sample: no weights were trained without these questions.\n")
    columns = ("of", "n", "measure", "mem", "95%", "in sample", "FTS5", "gain", "95%")
    return "\n".join([*heading, *_table(columns, rows)]) + "\n"


def _row(title: str, name: str, figure: Figure, run: Run) -> tuple[str, ...]:
    seen = run.within.get(title, {}).get(name) if run.out else None
    return (
        title,
        str(figure.n),
        name,
        f"{figure.mem:.3f}",
        _interval(figure.interval),
        f"{seen.mem:.3f}" if isinstance(seen, Figure) else "",
        "" if figure.floor is None else f"{figure.floor:.3f}",
        "" if figure.gain is None else f"{figure.gain:+.3f}",
        _interval(figure.gain_interval),
    )


def _costs(runs: Sequence[Run]) -> str:
    rows = [
        (title.removesuffix(": cost"), *(_told(facts.get(name)) for _, name in COST_COLUMNS))
        for run in runs
        for title, facts in run.best_known.items()
        if title.endswith(": cost")
    ]
    columns = ("store", *(shown for shown, _ in COST_COLUMNS))
    return "\n".join(["## What it costs\n", *_table(columns, rows)]) + "\n"


def _ablations(whole: Sequence[Run], changed: Sequence[Run]) -> str:
    """The first measure of each board's first group, with and without something."""
    rows = []
    for run in whole:
        others = [one for one in changed if (one.board, one.data) == (run.board, run.data)]
        if others and (known := _headline(run)):
            rows.append((run.board, "nothing", known[0], *_summary(run, known[1], known[1])))
            for one in others:
                if found := _headline(one):
                    row = _summary(one, found[1], known[1])
                    rows.append((run.board, one.label, found[0], *row))
    columns = ("board", "changed", "measure", "mem", "95%", "difference", "p50 ms", "bytes")
    return "\n".join(["## What each part is worth\n", *_table(columns, rows)]) + "\n"


def _headline(run: Run) -> tuple[str, Figure] | None:
    for title, measures in run.best_known.items():
        for name, figure in measures.items():
            if isinstance(figure, Figure):
                return f"{title}: {name}", figure
    return None


def _summary(run: Run, figure: Figure, known: Figure) -> tuple[str, ...]:
    costs = [facts for title, facts in run.best_known.items() if title.endswith(": cost")]
    facts: Mapping[str, Figure | Fact] = costs[0] if costs else {}
    return (
        f"{figure.mem:.3f}",
        _interval(figure.interval),
        "" if figure is known else f"{figure.mem - known.mem:+.3f}",
        _told(facts.get("took_ms p50")),
        _told(facts.get("bytes beyond text")),
    )


def _own(found: Evaluation) -> str:
    rows = [row for board in found.boards for row in _own_rows(board)]
    told = f"{found.memories:,} memories, {found.sessions:,} sessions, {found.commits:,} commits."
    columns = ("of", "n", "measure", "mem", "95%", "FTS5", "gain", "95%", "p50 ms", "p95 ms")
    lines = ["## A history of its own: `mem eval`\n", f"{told}\n", *_table(columns, rows)]
    return "\n".join(lines) + "\n"


def _own_rows(board: BoardResult) -> Iterator[tuple[str, ...]]:
    for name, one in board.measures.items():
        yield (
            board.board,
            str(board.asked),
            name,
            f"{one.value:.3f}",
            _interval(one.interval),
            f"{one.floor:.3f}",
            f"{one.gain:+.3f}",
            _interval(one.gain_interval),
            f"{board.took_ms['p50']:.1f}",
            f"{board.took_ms['p95']:.1f}",
        )


def _interval(ends: tuple[float, float] | None) -> str:
    return f"[{ends[0]:.3f}, {ends[1]:.3f}]" if ends else ""


def _told(fact: Figure | Fact) -> str:
    if fact is None or isinstance(fact, Figure | str):
        return fact if isinstance(fact, str) else ""
    return f"{fact:,.1f}" if isinstance(fact, float) else f"{fact:,}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_line(columns), _line(["---"] * len(columns)), *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"

"""Offer `mem eval`: measure recall on the user's own history, beside full text alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Annotated

import msgspec
import typer

from slm.cli.options import Everywhere, Json, Project
from slm.cli.place import place
from slm.cli.printing import print_report, print_table, remark
from slm.cli.progress import showing
from slm.cli.recalling import between
from slm.cli.typed import examples, new_app
from slm.domain.evaluation import DEFAULT_QUESTIONS, BoardResult, Evaluation, Wish
from slm.domain.question import Place
from slm.domain.reports import Progress
from slm.errors import DaemonError
from slm.wire.codec import Failure, Ongoing, decode_reply

app = new_app()

# With all their values they fit into 80 columns.
COLUMNS = ("by", "n", "measure", "mem", "95%", "fts5", "gain", "95%", "p50/95 ms")


@app.command(
    epilog=examples(
        "mem eval", "mem eval --all --questions 50", "mem eval --project website --json"
    )
)
def eval_(
    *,
    questions: Annotated[
        str,
        typer.Option(
            "--questions", metavar="N", help=f"Of each sort at most. Default: {DEFAULT_QUESTIONS}."
        ),
    ] = str(DEFAULT_QUESTIONS),
    seed: Annotated[
        str, typer.Option("--seed", metavar="N", help="Draws others of them. Default: 1.")
    ] = "1",
    project: Project = None,
    all_: Everywhere = False,
    json: Json = False,
) -> None:
    """Measure recall on your own history."""
    where = Place(**place(project, everywhere=all_))
    wish = Wish(where, between("--questions", questions), between("--seed", seed))
    with showing() as show:
        found = _evaluate(wish, show)
    if json:
        print_report(found)
    else:
        _print(found)


def _evaluate(wish: Wish, show: Callable[[Progress], None]) -> Evaluation:
    """Have it done by a process of its own: the yardstick needs what the shell's door does not."""
    command = [sys.executable, "-P", "-m", "slm.eval", msgspec.json.encode(wish).decode()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:  # noqa: S603 - our own module
        assert child.stdout is not None
        for line in child.stdout:
            reply = decode_reply(line)
            if isinstance(reply, Failure):
                raise reply.to_error()
            if not isinstance(reply, Ongoing):
                return msgspec.json.decode(reply.value, type=Evaluation)
            show(reply.progress)
        code = child.wait()
    raise DaemonError(f"the evaluation ended with code {code} before it was done", "try again")


def _print(found: Evaluation) -> None:
    remark(found.notice)
    print_table(COLUMNS, [row for board in found.boards for row in _rows(board)])
    for board in found.boards:
        if board.left_out:
            reasons = ", ".join(f"{count} {reason}" for reason, count in board.left_out.items())
            remark(f"{board.board}: left out {reasons}")
        if board.asked < board.askable:
            remark(f"{board.board}: {board.asked} drawn of {board.askable}")
    for board_name, why in found.not_asked.items():
        remark(f"{board_name}: not asked: {why}")
    remark(f"{found.sessions:,} sessions and {found.commits:,} commits, {found.seconds:.0f} s")


def _rows(board: BoardResult) -> Iterator[tuple[str, ...]]:
    took = f"{board.took_ms['p50']:.1f}/{board.took_ms['p95']:.0f}"
    for name, one in board.measures.items():
        yield (
            board.board.removesuffix(" to session"),
            str(board.asked),
            name,
            _short(one.value, ".3f"),
            _interval(one.interval, ".2f"),
            _short(one.floor, ".3f"),
            _short(one.gain, "+.3f"),
            _interval(one.gain_interval, "+.2f"),
            took,
        )


def _interval(ends: tuple[float, float], form: str) -> str:
    return f"[{_short(ends[0], form)}, {_short(ends[1], form)}]"


def _short(share: float, form: str) -> str:
    """A number from -1 to 1, without the nought before its point."""
    return format(share, form).replace("0.", ".", 1) if abs(share) < 1 else format(share, form)

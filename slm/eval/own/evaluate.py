"""Evaluate recall on the user's own history, through the daemon, changing nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from slm.client.asking import ask
from slm.config import Settings
from slm.domain.evaluation import BoardResult, Evaluation, Wish
from slm.domain.memory import Memory
from slm.domain.question import Place
from slm.domain.reports import Progress, Status
from slm.errors import NothingFound
from slm.eval.own.asked import Board
from slm.eval.own.commits import commit_board, file_board
from slm.eval.own.past import FEWEST_SESSIONS, Past, pasts
from slm.eval.own.scoring import floors, score
from slm.eval.own.titles import title_board
from slm.wire.messages import AskStatus, Read

# An interval of fewer says nothing.
FEWEST_QUESTIONS = 10

POLL_SECONDS = 0.5
# Without one more vector in so long, something else is the matter.
PATIENCE_SECONDS = 60

Report = Callable[[Progress], None]


def evaluate(settings: Settings, wish: Wish, report: Report) -> Evaluation:
    """Ask what the history itself answers; raises NothingFound where it is too short."""
    started = time.monotonic()
    status = _await_vectors(settings, report)
    memories = _read_all(settings, wish.place, status, report)
    history = pasts(memories)
    boards = [make(history) for make in (commit_board, file_board, title_board)]
    not_asked = {one.name: why for one in boards if (why := _why_not(one, history))}
    if len(not_asked) == len(boards):
        why = "; ".join(f"{name}: {reason}" for name, reason in not_asked.items())
        raise NothingFound(f"too little history to evaluate: {why}", "mem import logs, REPOSITORY")
    asked = [one for one in boards if one.name not in not_asked]
    return Evaluation(
        memories=len(memories),
        sessions=sum(len(past.sessions) for past in history),
        commits=sum(len(past.commits) for past in history),
        boards=_score(settings, wish, history, asked, report),
        not_asked=not_asked,
        seconds=round(time.monotonic() - started, 1),
        notice=_notice(status),
    )


def _await_vectors(settings: Settings, report: Report) -> Status:
    """How the daemon is once every passage can be found by meaning: before, figures mean little."""
    status = ask(settings, AskStatus())
    total = fewest = status.waiting
    moved_at = time.monotonic()
    while status.waiting and status.model_ready:
        total = max(total, status.waiting)
        report(Progress("embedding", total - status.waiting, total, "passages"))
        time.sleep(POLL_SECONDS)
        status = ask(settings, AskStatus())
        if status.waiting < fewest:
            fewest, moved_at = status.waiting, time.monotonic()
        elif time.monotonic() - moved_at > PATIENCE_SECONDS:
            break
    return status


def _read_all(settings: Settings, place: Place, status: Status, report: Report) -> list[Memory]:
    memories: list[Memory] = []
    after = 0
    while True:
        page = ask(settings, Read(place, after))
        memories += page.memories
        report(Progress("reading", len(memories), status.memories, "memories"))
        if not page.next:
            return memories
        after = page.next


def _why_not(board: Board, history: Sequence[Past]) -> str:
    if not history:
        return f"no project has {FEWEST_SESSIONS} sessions"
    if board.lacking:
        return board.lacking
    if len(board.cases) >= FEWEST_QUESTIONS:
        return ""
    left_out = ", ".join(f"{count} {reason}" for reason, count in sorted(board.left_out.items()))
    why = f"only {len(board.cases)} questions, it takes {FEWEST_QUESTIONS}"
    return f"{why} (left out: {left_out})" if left_out else why


def _score(
    settings: Settings, wish: Wish, history: Sequence[Past], boards: Sequence[Board], report: Report
) -> tuple[BoardResult, ...]:
    drawn = [one.drawn(wish.questions, wish.seed) for one in boards]
    total, done = sum(map(len, drawn)), 0
    results = []
    with floors(history) as yardsticks:
        for board, cases in zip(boards, drawn, strict=True):

            def say(number: int, before: int = done) -> None:
                report(Progress("asking", before + number, total, "questions"))

            results.append(score(settings, board, cases, yardsticks, say))
            done += len(cases)
    return tuple(results)


def _notice(status: Status) -> str:
    if status.notice or not status.waiting:
        return status.notice
    return f"{status.waiting:,} passages still wait for their vectors: meaning finds less yet"

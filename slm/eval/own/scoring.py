"""Ask the daemon a history's questions, and full text alone the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from slm.client.asking import ask
from slm.config import Settings
from slm.domain.evaluation import BoardResult, Measure
from slm.domain.question import Answer, Place, Question
from slm.eval.cases import Case
from slm.eval.measures import Comparison, compare_means, ranking
from slm.eval.own.asked import Board
from slm.eval.own.past import Past, is_title
from slm.eval.trial import percentile
from slm.store.floor import Floor
from slm.wire.messages import Recall

MEASURES = ("hit@1", "mrr@10")
# Hits are memories, some of them commits: so many belong to ten sessions and more.
LIMIT = 100
FLOOR_DEPTH = 200
DIGITS = 4

Say = Callable[[int], None]  # how many questions were answered so far


@contextmanager
def floors(pasts: Sequence[Past]) -> Iterator[Mapping[str, Floor]]:
    """Full text alone over what a question in each project searches."""
    opened = {past.project: Floor(past.texts) for past in pasts}
    try:
        yield opened
    finally:
        for floor in opened.values():
            floor.close()


def score(
    settings: Settings,
    board: Board,
    cases: Sequence[Case],
    yardsticks: Mapping[str, Floor],
    say: Say,
) -> BoardResult:
    """What recall and full text alone find for these questions of a board."""
    answers = []
    for number, case in enumerate(cases, 1):
        answers.append(_answer(settings, case))
        say(number)
    ours = [_measured(_sessions(found), case) for found, case in zip(answers, cases, strict=True)]
    base = [
        _measured(yardsticks[case.project].ids(case.query, FLOOR_DEPTH), case) for case in cases
    ]
    took = sorted(found.took_ms for found in answers)
    return BoardResult(
        board.name,
        len(cases),
        len(board.cases),
        dict(board.left_out),
        {name: _figures(one) for name, one in compare_means(ours, base).items()},
        {"p50": percentile(took, 0.5), "p95": percentile(took, 0.95)},
    )


def _answer(settings: Settings, case: Case) -> Answer:
    question = Question(case.query, Place(project=case.project), LIMIT, learn=False)
    return ask(settings, Recall(question))


def _sessions(answer: Answer) -> list[str]:
    return [hit.memory.origin.session for hit in answer.hits if not is_title(hit.memory)]


def _measured(sessions: Sequence[str], case: Case) -> dict[str, float]:
    """The measures of ranked sessions; what belongs to none, as commits, is passed over."""
    ranked = [session for session in dict.fromkeys(sessions) if session]
    every = ranking(ranked, case.gold)
    return {name: every[name] for name in MEASURES}


def _figures(one: Comparison) -> Measure:
    ours, gain = one.ours, one.gain
    return Measure(
        round(ours.value, DIGITS),
        (round(ours.low, DIGITS), round(ours.high, DIGITS)),
        round(one.floor, DIGITS),
        round(gain.value, DIGITS),
        (round(gain.low, DIGITS), round(gain.high, DIGITS)),
    )

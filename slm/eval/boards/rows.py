"""Score finding rows of a made set: functions by their docstrings, near misses apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from slm.eval.cases import Case, number_fold
from slm.eval.measures import compare_means, ranking, stands_above
from slm.eval.product import Reply
from slm.eval.report import Report
from slm.eval.sets import Asked, Row, questions_path, rows_path
from slm.eval.trial import Trial, tell_cost
from slm.store.floor import Floor

LIMIT = 10
EVERY = "all"


def score_set(trial: Trial, report: Report, folder: Path, name: str) -> None:
    """Ask every question of the set that `name` has in `folder`."""
    rows = [msgspec.json.decode(line, type=Row) for line in _lines(rows_path(folder, name))]
    asked = cases(folder, name)
    floor = Floor((row.source_id, row.text) for row in rows)
    with trial.product(name) as mem:
        mem.load(rows_path(folder, name), "jsonl", name)
        replies = trial.ask(mem, name, asked, limit=LIMIT)
        _tell(report, name, asked, replies, floor)
        tell_cost(report, mem, name, [*replies.values()])


def cases(folder: Path, name: str) -> list[Case]:
    """A set's questions."""
    lines = _lines(questions_path(folder, name))
    return read_cases([msgspec.json.decode(line, type=Asked) for line in lines], name)


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def read_cases(asked: Sequence[Asked], project: str) -> list[Case]:
    """A case each; questions about the same rows share a number, so that no fold knows another."""
    numbers: dict[frozenset[str], int] = {}
    found = []
    for one in asked:
        gold, rivals = frozenset(one.gold), frozenset(one.rivals)
        fold = number_fold(numbers.setdefault(gold | rivals, len(numbers)))
        groups = tuple(dict.fromkeys((EVERY, one.sort or EVERY)))
        found.append(Case(one.id, one.query, project, gold, fold, groups, rivals))
    return found


def _tell(
    report: Report, name: str, cases: Sequence[Case], replies: Mapping[str, Reply], floor: Floor
) -> None:
    for group in dict.fromkeys(group for case in cases for group in case.groups):
        chosen = [case for case in cases if group in case.groups]
        ours = [
            _measures(case, [hit.source_id for hit in replies[case.id].hits]) for case in chosen
        ]
        base = [_measures(case, floor.ids(case.query, LIMIT)) for case in chosen]
        report.compare(f"{name}: {group}", compare_means(ours, base))


def _measures(case: Case, ranked: Sequence[str]) -> dict[str, float]:
    distinct = list(dict.fromkeys(ranked))
    measures = ranking(distinct, case.gold)
    if case.rivals:
        measures["right above wrong"] = stands_above(distinct, case.gold, case.rivals)
    return measures

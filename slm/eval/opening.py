"""Open what answers half of the questions, and measure what that does to them and to the others."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from slm.domain.question import Place, Question
from slm.engine.engine import Engine
from slm.eval.cases import Case
from slm.eval.measures import Comparison, compare, mean_of, ndcg

LIMIT = 10


@dataclass(frozen=True, slots=True)
class Opened:
    """nDCG@10 with what acts lean, beside the same without."""

    memories: int  # how many were opened
    same: Comparison  # of the questions for which they were
    others: Comparison

    def figures(self) -> dict[str, object]:
        """As a document."""
        return asdict(self)


def opened(engine: Engine, cases: Sequence[Case], seed: int) -> Opened:
    """Ask half of the questions, open whatever answers among ten hits, then ask all again."""
    chosen = set(random.Random(seed).sample(range(len(cases)), len(cases) // 2))
    plain = [_ndcg(engine, case, learn=False) for case in cases]
    acts = sum(_open(engine, case) for at, case in enumerate(cases) if at in chosen)
    leaning = [_ndcg(engine, case, learn=True) for case in cases]

    def beside(places: Sequence[int]) -> Comparison:
        ours, base = ([of[at] for at in places] for of in (leaning, plain))
        return compare(mean_of(ours), mean_of(base), len(places))

    others = [at for at in range(len(cases)) if at not in chosen]
    return Opened(acts, beside(sorted(chosen)), beside(others))


def _open(engine: Engine, case: Case) -> int:
    answers = [id_ for id_, source_id in _hits(engine, case, learn=True) if source_id in case.gold]
    for id_ in answers:
        engine.show(id_)
    return len(answers)


def _ndcg(engine: Engine, case: Case, *, learn: bool) -> float:
    return ndcg([source_id for _, source_id in _hits(engine, case, learn=learn)], case.gold)


def _hits(engine: Engine, case: Case, *, learn: bool) -> Iterator[tuple[str, str]]:
    question = Question(case.query, Place(project=case.project), LIMIT, learn=learn)
    for hit in engine.recall(question).hits:
        yield hit.memory.id, hit.memory.origin.source_id

"""Gather what the ranker is learned from: the boards' questions, in homes of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from slm.embed import Embedder
from slm.eval.boards import commits, rows, turns
from slm.eval.cases import FOLDS, Case
from slm.eval.product import product
from slm.eval.sets import rows_path
from slm.eval.training.examples import answered, unanswered
from slm.eval.training.learning import Material
from slm.recall.channels import Follower

DOCSTRINGS = "docstrings"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the boards' questions and texts are."""

    dialogue: Path
    queries: Path
    logs: tuple[commits.Logs, ...]
    sets: Path


def homes_filled(sources: Sources, homes: Path) -> None:
    """Import what is asked about, vectors included, unless it was before."""
    places, _ = turns.asked(turns.read(sources.dialogue), together=False)
    with product(homes / turns.home(turns.EACH)) as mem:
        turns.load(mem, places)
    with product(homes / commits.HOME) as mem:
        for one in sources.logs:
            mem.load(one.folder, one.format, one.project)
    with product(homes / DOCSTRINGS) as mem:
        mem.load(rows_path(sources.sets, DOCSTRINGS), "jsonl", DOCSTRINGS)


def gathered(
    sources: Sources, homes: Path, embedder: Embedder | None, others: Sequence[Follower] = ()
) -> Material:
    """Every question with its candidates; the daemons of the homes must have ended.

    Scores of `others` stand beside the features of those asked where something answers.
    """
    spoken = _database(homes, turns.home(turns.EACH))
    conversations = turns.read(sources.dialogue)
    _, cases = turns.asked(conversations, together=False)
    plain = [case for case in cases if turns.ANSWERED in case.groups]
    here, elsewhere = turns.masked(conversations)
    commits_home = _database(homes, commits.HOME)
    right, wrong = commits.at_both(sources.queries, sources.logs)
    texts = rows.cases(sources.sets, DOCSTRINGS)
    return Material(
        answered(spoken, embedder, plain, _by_source, others),
        [
            *answered(spoken, embedder, here, _by_source),
            *unanswered(spoken, embedder, elsewhere),
        ],
        [
            *answered(commits_home, embedder, right, _by_session, others),
            *unanswered(commits_home, embedder, wrong),
        ],
        answered(_database(homes, DOCSTRINGS), embedder, texts, _by_source, others),
    )


def folds(material: Material) -> Iterator[tuple[str, str]]:
    """Every board and fold that is scored by weights of its own."""
    for fold in sorted({one.fold for one in material.dialogue}):
        yield "locomo", fold
        yield "silence", fold
    for board in ("commits", DOCSTRINGS, "near-miss"):
        for number in range(FOLDS):
            yield board, str(number)


def _database(homes: Path, name: str) -> Path:
    return homes / name / "slm" / "memory.db"


def _by_source(case: Case, source_id: str, _session: str) -> bool:
    return source_id in case.gold


def _by_session(case: Case, _source_id: str, session: str) -> bool:
    return commits.bare(session) in case.gold

"""Learn without some features, fold by fold, to tell what each channel is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from slm.eval.measures import Comparison, compare_means, ranking
from slm.eval.training.examples import Example
from slm.eval.training.fitting import Table
from slm.eval.training.learning import FITS, Material, fitted
from slm.recall.pool import Style

# What is left out together: each channel's own features, then what is told by more than one.
PARTS: Mapping[str, tuple[str, ...]] = {
    "keyword": ("keyword", "keyword_before"),
    "semantic": ("semantic", "session_semantic"),
    "entity": ("entity",),
    "temporal": ("temporal",),
    "associative": ("associative",),
    "consolidation": ("consolidation",),
    "late interaction": (
        "interaction",
        "interaction_rare",
        "interaction_least",
        "window",
        "window_wide",
        "session_words",
        "session_least",
    ),
    "neighbours": ("keyword_before", "window", "window_wide", "follows_question"),
    "session": (
        "session_best",
        "session_two",
        "session_three",
        "session_semantic",
        "session_words",
        "session_least",
    ),
    "author": ("author", "other_author"),
    "form": ("asks", "first_person", "names", "says_when", "says_how_many", "length"),
}


@dataclass(frozen=True, slots=True)
class Board:
    """Questions of one style, and the measure that counts for them."""

    name: str
    style: Style
    measure: str
    examples: Sequence[Example]


def boards(material: Material) -> tuple[Board, ...]:
    """The boards that a style is learned from."""
    work = [one for one in material.work if one.is_answerable]
    return (
        Board("locomo", Style.DIALOGUE, "ndcg@10", material.dialogue),
        Board("commits", Style.WORK, "mrr@10", work),
        Board("docstrings", Style.TEXT, "mrr@10", material.texts),
    )


def as_it_is(board: Board) -> float:
    """The board's measure with all that its style uses."""
    scored = _scored(board, FITS[board.style].names)
    return float(np.mean([one[board.measure] for one in scored]))


def without(board: Board, part: str) -> Comparison | None:
    """The board's measure without a part beside that with all; None where none of it is used."""
    fit = FITS[board.style]
    names = [name for name in fit.names if name not in PARTS[part]]
    if len(names) == len(fit.names):
        return None
    return compare_means(_scored(board, names), _scored(board, fit.names))[board.measure]


def beside(board: Board, other: str) -> Comparison:
    """The board's measure with a feature more, one that is off, beside that without it."""
    names = FITS[board.style].names
    return compare_means(_scored(board, [*names, other]), _scored(board, names))[board.measure]


def is_anywhere(board: Board, part: str) -> bool:
    """Whether any candidate has any of a part."""
    return any(one.features[name].any() for one in board.examples for name in PARTS[part])


def _scored(board: Board, names: Sequence[str]) -> list[dict[str, float]]:
    """Each question's measures under weights that were learned without its fold."""
    folds = {one.fold for one in board.examples}
    weights = {
        fold: fitted(board.style, [one for one in board.examples if one.fold != fold], names)
        for fold in folds
    }
    return [_measured(board.style, one, weights[one.fold], names) for one in board.examples]


def _measured(
    style: Style, one: Example, weights: Mapping[str, float], names: Sequence[str]
) -> dict[str, float]:
    known = np.array([weights.get(name, 0.0) for name in names])
    sums: Table = np.round(one.table(names) @ known, 6)
    places = one.pool.groups if style is Style.WORK else one.pool.memories
    order = np.lexsort((one.pool.memories, -sums))
    found = [str(place) for place in dict.fromkeys(places[order].tolist())]
    gold = frozenset(map(str, places[one.answers].tolist()))
    return ranking(found, gold or frozenset({"not among the candidates"}))

"""Learn a ranker's weights from examples, whole and without one fold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from slm.eval.training.examples import Example
from slm.eval.training.fitting import (
    Groups,
    Marks,
    Ranked,
    Table,
    listwise,
    logistic,
    reciprocal_rank,
)
from slm.recall.pool import Style
from slm.recall.ranking.rank import Linear, Weights, odds
from slm.recall.ranking.signals import signals

# Of 30 features these serve as well as all (nDCG@10 more by .001 ± .005 on LoCoMo's dev set).
OF_DIALOGUE = (
    "keyword",
    "semantic",
    "temporal",
    "entity",
    "associative",
    "interaction",
    "interaction_least",
    "keyword_before",
    "window",
    "window_wide",
    "session_best",
    "session_two",
    "session_words",
    "author",
    "other_author",
    "asks",
    "first_person",
    "names",
    "length",
    "follows_question",
    "says_when",
    "says_how_many",
)
# What a turn is judged with where its whole session is looked for: turns of one session compete
# for one place, so most of what is known is known of the session.
OF_WORK = (
    "keyword",
    "semantic",
    "interaction",
    "entity",
    "session_best",
    "session_two",
    "session_three",
    "session_semantic",
    "session_words",
    "session_least",
)
# Of what stands alone there are neither neighbours nor a session.
OF_TEXT = (
    "keyword",
    "semantic",
    "interaction",
    "interaction_rare",
    "interaction_least",
    "length",
)
# Questions about logs and functions name no times, those about dialogues do: what a time is worth
# beside all else is taken over from there.
TAKEN_OVER = ("temporal",)
# No set has conclusions drawn from turns: what a conclusion asked for leaves to its evidence counts
# as much again as was left (log-odds for a whole score).
GIVEN = {"consolidation": 1.0}
# Of what is written down the newest version holds; what people call recent is so when they speak.
# Found on versions of one function in this repository's own history (docs/decisions/0021).
GIVEN_TO_TEXTS = {"as_wanted": 1.0}
PENALTY_OF_SIGNALS = 0.01  # a tenth and three times as much move no AUROC by .002
# Memories in a store that was begun the same day: what tells an answer there must not be how far it
# stands above hundreds of others.
SMALL_STORES = (1, 2, 3, 5, 10, 20, 50)
# How much they count beside the whole stores: a third to as much moves no figure by more than 0.02.
SMALL_SHARE = 0.3
SEED = 7
# A feature that is the same for all candidates says nothing: without a model many are.
LEAST_SPREAD = 1e-9
DIGITS = 6
# Of the only candidate: nobody is near.
FAR = 30.0

Line = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a style is learned."""

    names: tuple[str, ...]  # of the features that are weighed
    objective: Callable[[Sequence[Ranked], float], Table]
    penalty: float  # chosen by folds on a grid of factors of three; all lie on plateaus


FITS = {
    Style.DIALOGUE: Fit(OF_DIALOGUE, listwise, 0.01),
    Style.WORK: Fit(OF_WORK, reciprocal_rank, 0.001),
    Style.TEXT: Fit(OF_TEXT, reciprocal_rank, 0.0003),
}


@dataclass(frozen=True, slots=True)
class Material:
    """Examples of each style, and of questions to answer or not."""

    dialogue: Sequence[Example]
    masked: Sequence[Example]  # dialogue, without names, asked where answered and where not
    work: Sequence[Example]  # asked where answered and where not
    texts: Sequence[Example]

    def without(self, board: str, fold: str) -> Material:
        """What may be learned from for a ranker that is scored on this fold."""
        if board == "commits":
            return replace(self, work=_outside(self.work, fold))
        if board == "docstrings":
            return replace(self, texts=_outside(self.texts, fold))
        return replace(
            self, dialogue=_outside(self.dialogue, fold), masked=_outside(self.masked, fold)
        )


def learn(material: Material) -> Weights:
    """The weights of all styles, and what tells whether a question is answered at all."""
    work = [one for one in material.work if one.is_answerable]
    boards = [material.dialogue, work, material.texts]
    styles = _with_taken_over(
        {style: _learned(style, examples) for style, examples in zip(FITS, boards, strict=True)}
    )
    shown = [*material.masked, *material.work]
    return Weights(
        styles,
        _answerable([material.masked, material.work], styles) if shown else Linear(0.0, {}),
        _lead(boards, styles),
        _gap(boards, styles),
    )


def _outside(examples: Iterable[Example], fold: str) -> list[Example]:
    return [one for one in examples if one.fold != fold]


def fitted(style: Style, examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The weights that put the examples' answers first; only their order means anything."""
    told = [one for one in examples if one.answers.any()]
    names = _telling(told, names)
    questions = [Ranked(one.table(names), one.answers, _places(one, style)) for one in told]
    weights = FITS[style].objective(questions, FITS[style].penalty)
    return dict(zip(names, weights.tolist(), strict=True))


def _learned(style: Style, examples: Sequence[Example]) -> Linear:
    """A style's weights, as log-odds that a candidate answers."""
    weights = fitted(style, examples, FITS[style].names)
    known = np.array([*weights.values()])
    told = [one for one in examples if one.answers.any()]
    sums, truth = _firsts(
        (one.table([*weights]) @ known, one.answers, _places(one, style)) for one in told
    )
    bias, slope = logistic(sums[:, None], truth, 0.0)
    return _linear(bias, {name: weight * float(slope[0]) for name, weight in weights.items()})


def _telling(examples: Iterable[Example], names: Sequence[str]) -> tuple[str, ...]:
    every = np.concatenate([one.table(names) for one in examples])
    spread = every.std(axis=0)
    return tuple(name for name, by in zip(names, spread, strict=True) if by > LEAST_SPREAD)


def _places(one: Example, style: Style) -> Groups:
    """What competes: sessions where sessions are looked for, else memories."""
    return one.pool.groups if style is Style.WORK else one.pool.memories


def _firsts(questions: Iterable[tuple[Table, Marks, Groups]]) -> tuple[Table, Marks]:
    """Of each group its best candidate's sum, and whether the group answers."""
    sums, truth = [], []
    for values, answers, groups in questions:
        best = np.lexsort((-values, groups))
        _, first = np.unique(groups[best], return_index=True)
        right = np.isin(groups[best][first], groups[answers])
        sums.append(values[best][first])
        truth.append(right)
    return np.concatenate(sums), np.concatenate(truth)


def _with_taken_over(learned: dict[Style, Linear]) -> dict[Style, Linear]:
    lent = {
        name: weight
        for name, weight in learned[Style.DIALOGUE].weights.items()
        if name in TAKEN_OVER
    }
    return {
        style: Linear(linear.bias, GIVEN | _given_to(style) | lent | linear.weights)
        for style, linear in learned.items()
    }


def _given_to(style: Style) -> dict[str, float]:
    return GIVEN_TO_TEXTS if style is Style.TEXT else {}


def _answerable(boards: Iterable[Sequence[Example]], styles: dict[Style, Linear]) -> Linear:
    """What tells questions asked where they are answered from the same asked elsewhere."""
    told, truth, importance = [], [], []
    for examples in boards:
        small = list(_of_small_stores(examples))
        for one in [*examples, *small]:
            first = int(np.lexsort((one.pool.memories, -odds(one.pool, one.features, styles)))[0])
            told.append(signals(one.pool, one.features, first))
            truth.append(one.is_answerable)
        importance += [1 / len(examples)] * len(examples)
        importance += [SMALL_SHARE / len(examples)] * len(small)
    names = [name for name in told[0] if np.ptp([one[name] for one in told]) > LEAST_SPREAD]
    table = np.array([[one[name] for name in names] for one in told])
    bias, weights = logistic(table, np.array(truth), PENALTY_OF_SIGNALS, np.array(importance))
    return _linear(bias, dict(zip(names, weights, strict=True)))


def _of_small_stores(examples: Iterable[Example]) -> Iterator[Example]:
    """Each question once more, asked of somebody who has only begun to remember."""
    chance = np.random.RandomState(SEED)
    for one in examples:
        size = chance.choice(SMALL_STORES)
        order = chance.permutation(len(one.answers))
        if one.is_answerable and one.answers.any():
            right = order[one.answers[order]][0]
            order = np.concatenate([[right], order[order != right]])
        if not one.is_answerable or one.answers.any():
            yield one.thinned(np.sort(order[:size]))


def _lead(boards: Sequence[Sequence[Example]], styles: dict[Style, Linear]) -> Line:
    """How the chance that the first candidate is right grows with its lead over the second."""
    leads, truth, importance = [], [], []
    for examples in boards:
        for one in examples:
            sums = odds(one.pool, one.features, styles)
            first, second = np.sort(sums)[::-1][:2] if len(sums) > 1 else (FAR, 0.0)
            leads.append([first - second])
            truth.append(one.answers[np.argmax(sums)])
            importance.append(1 / len(examples))
    return _line(np.array(leads, np.float64), np.array(truth), np.array(importance))


def _gap(boards: Sequence[Sequence[Example]], styles: dict[Style, Linear]) -> Line:
    """How the chance that any other is right falls with its distance from the first."""
    gaps, truth, importance = [], [], []
    for examples in boards:
        for one in examples:
            sums = odds(one.pool, one.features, styles).astype(np.float64)
            others = np.arange(len(sums)) != np.argmax(sums)
            gaps.append(sums[others] - sums.max())
            truth.append(one.answers[others])
            importance.append(np.full(others.sum(), 1 / len(examples)))
    return _line(np.concatenate(gaps)[:, None], np.concatenate(truth), np.concatenate(importance))


def _line(table: Table, truth: Marks, importance: Table) -> Line:
    bias, slope = logistic(table, truth, 0.0, importance)
    return round(bias, DIGITS), round(float(slope[0]), DIGITS)


def _linear(bias: float, weights: dict[str, float]) -> Linear:
    return Linear(
        round(bias, DIGITS), {name: round(float(value), DIGITS) for name, value in weights.items()}
    )

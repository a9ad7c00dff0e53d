"""Order memories by all that the channels say of their passages, and of their neighbours."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slm.domain.memory import ROLES

# Found by hand on the dev sets of commit -> session (367 questions) and LoCoMo (580), where the
# weights lie on a plateau: each of the last three at two thirds or at one and a half times its
# value moves neither MRR nor nDCG@10 by more than 0.01.
WEIGHTS = {"keyword": 0.7, "semantic": 0.3}  # shares of what a memory can have by itself
NEIGHBOUR = 0.15  # the mean of the turns before and after: an answer stands beside its question
GROUP = 1.25  # the mean of the session's two best: a turn is judged with its session
LONE = 0.75  # of its own score, what a memory has for a group where no second one was found
AUTHOR = 0.2  # the question names who said it
# A logistic over the sum of the above, fitted to the relevance of the top ten on both dev sets.
MIDDLE = 1.13
SLOPE = 3.6

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage some channel found."""

    passage: int
    memory: int
    group: int  # its session or document
    position: int  # of its memory in the group
    author: str
    scores: Mapping[str, float]  # by each channel that could answer, 0-1


@dataclass(frozen=True, slots=True)
class Ranked:
    """A memory in its place."""

    memory: int
    passage: int  # its best
    score: float  # calibrated, 0-1
    why: Mapping[str, float]  # what each term added before calibration


def rank(candidates: Iterable[Candidate], question: str) -> list[Ranked]:
    """One entry a memory, best first; ties go to the one learned first."""
    best = _best_passages(candidates)
    own = {memory: _own(candidate) for memory, candidate in best.items()}
    places = {(one.group, one.position): memory for memory, one in best.items()}
    groups = _group_scores(best, own)
    words = set(_WORD.findall(question.lower()))
    ranked = []
    for memory, one in best.items():
        why = {
            **_terms(one.scores),
            "neighbours": NEIGHBOUR * _beside(one, places, own),
            "session": GROUP * groups[one.group],
            "author": AUTHOR * _is_named(one.author, words),
        }
        ranked.append(Ranked(memory, one.passage, calibrate(sum(why.values())), why))
    return sorted(ranked, key=lambda one: (-one.score, one.memory))


def calibrate(total: float) -> float:
    """A sum of terms as a relevance between 0 and 1."""
    return 1 / (1 + math.exp(SLOPE * (MIDDLE - total)))


def _own(candidate: Candidate) -> float:
    return sum(_terms(candidate.scores).values())


def _terms(scores: Mapping[str, float]) -> dict[str, float]:
    """Each channel's share of the score; together they can be 1, however many channels answer."""
    most = sum(WEIGHTS[name] for name in scores)
    return {name: WEIGHTS[name] / most * score for name, score in scores.items()}


def _best_passages(candidates: Iterable[Candidate]) -> dict[int, Candidate]:
    """Each memory with each channel's best score, under the passage that is best by all."""
    passages: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        passages[candidate.memory].append(candidate)
    return {memory: _merge(found) for memory, found in passages.items()}


def _merge(found: Sequence[Candidate]) -> Candidate:
    best = max(found, key=lambda one: (_own(one), -one.passage))
    scores = {name: max(one.scores.get(name, 0.0) for one in found) for name in best.scores}
    return Candidate(best.passage, best.memory, best.group, best.position, best.author, scores)


def _beside(
    one: Candidate, places: Mapping[tuple[int, int], int], own: Mapping[int, float]
) -> float:
    around = (places.get((one.group, one.position + step)) for step in (-1, 1))
    return sum(own[memory] for memory in around if memory is not None) / 2


def _group_scores(best: Mapping[int, Candidate], own: Mapping[int, float]) -> dict[int, float]:
    members: dict[int, list[float]] = defaultdict(list)
    for memory, one in best.items():
        members[one.group].append(own[memory])
    return {group: _group_score(scores) for group, scores in members.items()}


def _group_score(scores: list[float]) -> float:
    if len(scores) == 1:
        return LONE * scores[0]
    first, second = sorted(scores, reverse=True)[:2]
    return (first + second) / 2


def _is_named(author: str, words: set[str]) -> bool:
    return author not in ROLES and not words.isdisjoint(_WORD.findall(author.lower()))

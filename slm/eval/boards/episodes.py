"""Score cutting sessions into episodes, against the seams of sessions put end to end."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from pathlib import Path

import numpy as np

from slm.domain.memory import ROLES
from slm.domain.passage import Waiting
from slm.domain.turn import Turn
from slm.embed import Embedder
from slm.embed.codecs import from_int4, to_int4
from slm.errors import UsageError
from slm.eval.boards import turns as locomo
from slm.eval.boards.commits import Logs
from slm.eval.measures import bootstrap, compare
from slm.eval.report import Report
from slm.eval.segmenting import (
    Tally,
    at_random,
    evenly,
    mean,
    statistics,
    tallies,
    text_tiling,
)
from slm.ingest import extract, reading
from slm.lifecycle.cohesion import MOST_READ, Said, said
from slm.lifecycle.cues import NONE
from slm.lifecycle.embedding import phrase
from slm.lifecycle.episodes import SHORTEST, USUAL, Thresholds, begins
from slm.lifecycle.passages import cut as cut_passages

TILED = 2  # turns in a block of TextTiling, the best of 2 to 8 for it on LoCoMo
TRIES = 50  # of cutting at random
# Thresholds that are tried on the other conversations.
TRIED = [
    Thresholds(*both) for both in product((1.5, 2.0, 2.5, 3.0), (0.6, 0.8, 1.0, 1.2, 1.4, 1.6))
]
# As usual, by two fifths: nearly every turn that stands out among its neighbours.
LOWEST = Thresholds(USUAL.alone * 0.4, USUAL.together * 0.4)
# Of a pair of sessions so many turns on each side of the seam: what is farther is not asked about.
MOST_TURNS = 120
FEWEST_TURNS = 8
SEED = 0

Cutting = Callable[["Joined"], Sequence[int]]


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Sessions put end to end."""

    name: str
    turns: tuple[Said, ...]
    borders: tuple[int, ...]  # where each but the first begins
    parts: tuple[int, ...]  # what is resampled together: where each begins


@dataclass(frozen=True, slots=True)
class _Text:
    author: str
    said_at: datetime
    text: str


def score_conversations(report: Report, path: Path, embedder: Embedder | None) -> None:
    """Find the borders of each conversation's sessions, without their times and with them."""
    for is_timed in (False, True):
        every = [_conversation(one, embedder, is_timed=is_timed) for one in locomo.read(path)]
        title = "with times" if is_timed else "without times"
        _score(report, title, every, tuned=_tuned_elsewhere(every))


def score_logs(
    report: Report, folders: Sequence[Logs], pairs: int, most: int, embedder: Embedder | None
) -> None:
    """Find the seam of two sessions of one project, without their times."""
    chance = random.Random(SEED)
    by_project: dict[str, list[list[_Text]]] = defaultdict(list)
    for one in folders:
        by_project[one.project] += [texts for texts in _sessions(one) if len(texts) >= FEWEST_TURNS]
    chosen = {
        name: [_read(texts, embedder) for texts in chance.sample(every, min(most, len(every)))]
        for name, every in by_project.items()
    }
    usable = [sessions for sessions in chosen.values() if len(sessions) > 1]
    if not usable:
        raise UsageError("no project has two sessions to join", "look at the folders")
    joined = [
        _pair(str(number), *chance.sample(usable[number % len(usable)], 2))
        for number in range(pairs)
    ]
    _score(report, "seams of logs", joined, tuned=None)


def _conversation(one: locomo.Conversation, embedder: Embedder | None, *, is_timed: bool) -> Joined:
    texts = [
        _Text(turn.author, datetime.fromisoformat(turn.time).astimezone(), turn.text)
        for turn in one.turns
    ]
    borders = tuple(
        place
        for place in range(1, len(one.turns))
        if one.turns[place].session != one.turns[place - 1].session
    )
    turns = tuple(_read(texts, embedder, is_timed=is_timed))
    return Joined(one.project, turns, borders, (0, *borders))


def _pair(name: str, before: Sequence[Said], after: Sequence[Said]) -> Joined:
    first, second = before[-MOST_TURNS:], after[:MOST_TURNS]
    return Joined(name, (*first, *second), (len(first),), (0,))


def _sessions(one: Logs) -> Iterator[list[_Text]]:
    """What was said in each log of a folder, what an earlier log has as well left out."""
    known: set[str] = set()
    for path in sorted(one.folder.rglob("*")):
        log_ = reading.log_at(path) if path.is_file() else None
        if not log_:
            continue
        found, reader = log_
        items = (item for portion in reading.read(found, reader) for item in portion.items)
        texts = []
        for turn in (item for item in items if isinstance(item, Turn)):
            draft = extract.draft(turn, found.format, found.name, "")
            if draft and draft.said_at and draft.id not in known:
                known.add(draft.id)
                texts.append(_Text(draft.origin.author, draft.said_at, draft.text))
        yield texts


def _read(
    texts: Sequence[_Text], embedder: Embedder | None, *, is_timed: bool = False
) -> list[Said]:
    return [
        said(
            one.author,
            one.said_at if is_timed else None,
            one.text,
            _vector(one, embedder, is_timed=is_timed) if embedder else None,
        )
        for one in texts
    ]


def _vector(one: _Text, embedder: Embedder, *, is_timed: bool) -> np.ndarray | None:
    """As the store would give it; without times without the day, too, that a person's has."""
    codes = []
    for span in cut_passages(one.text):
        if span.start < MOST_READ and span.by_meaning:
            text = phrase(Waiting(0, 0, one.author, one.said_at, one.text[span.start : span.stop]))
            if not is_timed and one.author not in ROLES:
                text = text.partition("] ")[2]
            codes.append(to_int4(embedder.encode(text)))
    if not codes:
        return None
    total = from_int4(codes).sum(axis=0)
    return np.asarray(total / np.linalg.norm(total), np.float32)


def _score(report: Report, title: str, every: Sequence[Joined], tuned: Cutting | None) -> None:
    own = _tally(every, _cut)
    floors = {
        "TextTiling on words": _tally(every, _tiled),
        "evenly": _tally(every, lambda one: evenly(len(one.turns), len(one.borders))),
        "at random": _at_random(every),
    }
    ways = {
        "mem": own,
        **({"mem, thresholds of the others": _tally(every, tuned)} if tuned else {}),
        "mem, as many cuts as borders": (matched := _tally(every, _strongest)),
        "mem, words alone": _tally(every, lambda one: _cut(_without(one, vector=None))),
        "mem, without cues": _tally(every, lambda one: _cut(_without(one, cues=NONE))),
        "greetings alone": _tally(every, _greeted),
        **floors,
    }
    for name, found in ways.items():
        measures = {key: bootstrap(value, len(found)) for key, value in statistics(found).items()}
        report.estimate(f"{title}: {name}", len(found), measures)
        cuts, borders = sum(one.cuts for one in found), sum(one.borders for one in found)
        turns = sum(len(one.turns) for one in every)
        told = {"cuts": round(cuts), "borders": round(borders), "turns": turns}
        report.tell(f"{title}: {name}, in all", told)
    for name, found in floors.items():
        ours, theirs = statistics(matched), statistics(found)
        gains = {key: compare(ours[key], theirs[key], len(found)) for key in ("F1 ±0", "F1 ±1")}
        report.compare(f"{title}: as many cuts as borders, beside {name}", gains)


def _tally(every: Sequence[Joined], cutting: Cutting) -> list[Tally]:
    return [
        tally
        for one in every
        for tally in tallies(cutting(one), one.borders, one.parts, len(one.turns))
    ]


def _at_random(every: Sequence[Joined]) -> list[Tally]:
    chance = np.random.RandomState(SEED)
    return mean(
        [
            _tally(every, lambda one: at_random(len(one.turns), len(one.borders), chance))
            for _ in range(TRIES)
        ]
    )


def _cut(one: Joined, thresholds: Thresholds = USUAL) -> list[int]:
    return [border.position for border in begins(one.turns, thresholds=thresholds)]


def _strongest(one: Joined) -> list[int]:
    found = sorted(begins(one.turns, thresholds=LOWEST), key=lambda border: -border.strength)
    return sorted(border.position for border in found[: len(one.borders)])


def _greeted(one: Joined) -> list[int]:
    """Where a turn greets or changes the subject aloud, and nothing else is looked at."""
    return [place for place, turn in enumerate(one.turns) if place and turn.cues.opens]


def _tiled(one: Joined) -> list[int]:
    words = [sorted(turn.words) for turn in one.turns]
    return text_tiling(words, len(one.borders), TILED, SHORTEST)


def _without(one: Joined, **changes: object) -> Joined:
    turns = tuple(replace(turn, **changes) for turn in one.turns)  # type: ignore[arg-type]
    return replace(one, turns=turns)


def _tuned_elsewhere(every: Sequence[Joined]) -> Cutting:
    """Cut each by the thresholds that are best, by F1 within a turn, for all the others."""
    tried = {
        thresholds: {
            one.name: tallies(_cut(one, thresholds), one.borders, one.parts, len(one.turns))
            for one in every
        }
        for thresholds in TRIED
    }

    def worth(thresholds: Thresholds, left_out: str) -> float:
        found = [
            tally
            for name, its_own in tried[thresholds].items()
            if name != left_out
            for tally in its_own
        ]
        return statistics(found)["F1 ±1"](np.arange(len(found)))

    def cut(one: Joined) -> list[int]:
        return _cut(one, max(TRIED, key=lambda thresholds: worth(thresholds, one.name)))

    return cut

"""Describe how well recall finds what the user's own history holds."""

from __future__ import annotations

from dataclasses import dataclass

from slm.domain.question import Place

DEFAULT_QUESTIONS = 200  # a board; an interval is then some ten points wide


@dataclass(frozen=True, slots=True)
class Wish:
    """What to evaluate, and with how many questions at most."""

    place: Place = Place()
    questions: int = DEFAULT_QUESTIONS  # a board
    seed: int = 0  # chooses them where there are more


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure beside that of full text alone; 95% of resampled figures lie in an interval."""

    value: float
    interval: tuple[float, float]
    floor: float
    gain: float  # paired: over the same questions
    gain_interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class BoardResult:
    """What one sort of question found."""

    board: str
    asked: int
    askable: int  # of which those asked were drawn
    left_out: dict[str, int]  # what could not be asked, by reason
    measures: dict[str, Measure]
    took_ms: dict[str, float]  # "p50" and "p95", as the daemon tells them


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What every sort of question found in a history, and which sorts it is too short for."""

    memories: int
    sessions: int
    commits: int
    boards: tuple[BoardResult, ...]
    not_asked: dict[str, str]  # board -> why
    seconds: float
    notice: str = ""

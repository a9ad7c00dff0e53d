"""Describe a session, its episodes, and what shows where one begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slm.domain.memory import MemoryId


class Channel(StrEnum):
    """What shows that an episode begins."""

    START = "start"  # the session itself begins
    TOPIC = "topic"  # what follows is about something else than what went before
    SURPRISE = "surprise"  # nothing before in its episode leads to the turn
    PAUSE = "pause"  # nothing was said for long


@dataclass(frozen=True, slots=True)
class Border:
    """The beginning of an episode."""

    position: int  # of its first turn: counted from 0 in a list, from 1 in the store
    strength: float  # 0-1; from .5 on what showed it was enough
    channel: Channel


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of a session about one thing."""

    number: int  # in its session, from 1
    began_at: datetime
    turns: int
    first: MemoryId  # its first turn
    opening: str  # how its first prompt begins, or else its first turn
    words: tuple[str, ...]  # those that tell it from the session's other episodes, best first
    strength: float
    channel: Channel


@dataclass(frozen=True, slots=True)
class Session:
    """A session as a list of sessions has it."""

    agent: str
    session: str  # the agent's own id
    project: str  # the one it was last in
    began_at: datetime
    ended_at: datetime
    turns: int
    episodes: int  # as far as it has been cut; what came since belongs to the last one
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions, newest first."""

    sessions: tuple[Session, ...]
    total: int  # how many there are beyond the limit


@dataclass(frozen=True, slots=True)
class WholeSession:
    """One session with its episodes, in order."""

    session: Session
    episodes: tuple[Episode, ...]

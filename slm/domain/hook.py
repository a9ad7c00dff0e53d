"""Describe what an agent's hook tells, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    """When in a session a hook speaks."""

    START = "start"  # it begins, goes on after a pause, or was compacted
    PROMPT = "prompt"  # the user has said something
    REST = "rest"  # the agent has answered
    COMPACTING = "compacting"  # the conversation is about to be summarised
    END = "end"


@dataclass(frozen=True, slots=True)
class Event:
    """What a hook tells."""

    agent: str
    moment: Moment
    session: str  # the agent's own id of it
    folder: str = ""  # the working directory
    text: str = ""  # the prompt; at a start, what kind of start it is
    is_anew: bool = False  # at a start: what was shown before is no longer in the conversation
    log: str = ""  # where the session is written
    until: float = 0.0  # by time.monotonic(), the hook waits for an answer; 0: as long as it takes


@dataclass(frozen=True, slots=True)
class Told:
    """What the agent is given; empty: nothing is worth its attention."""

    context: str = ""

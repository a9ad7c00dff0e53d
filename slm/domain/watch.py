"""Describe what is followed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a followed folder holds."""

    LOGS = "logs"  # of agents: each turn says where it belongs
    PROJECT = "project"  # documents and code, and with a repository its commits


class Asker(StrEnum):
    """Who wanted a folder followed."""

    HAND = "hand"  # the user named it
    INIT = "init"  # `mem init` found it
    HOOK = "hook"  # an agent's hook told of it
    LOGS = "logs"  # an agent worked there, a log says


@dataclass(frozen=True, slots=True)
class Watch:
    """A folder that is followed."""

    path: str  # absolute, without links
    holds: Holds
    asker: Asker

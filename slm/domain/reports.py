"""Describe what the daemon answers to everything but a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from slm.domain.memory import Memory, MemoryId
from slm.domain.watch import Watch


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a text added by hand."""

    id: MemoryId
    is_new: bool  # False: it was known already
    redacted: tuple[str, ...] = ()  # kinds of secrets taken out of it
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One memory, whole."""

    memory: Memory
    passages: int
    embedded: int  # how many of its passages have their vector
    forgotten_days: float | None = None  # since it was forgotten, if it was


@dataclass(frozen=True, slots=True)
class Listing:
    """Memories, newest first."""

    memories: tuple[Memory, ...]
    total: int  # how many there are beyond the limit


@dataclass(frozen=True, slots=True)
class Page:
    """Memories in the order in which they were learned, as many as one frame holds."""

    memories: tuple[Memory, ...]
    next: int  # after which the next page begins; 0: this is the last


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was, or in a dry run would be, forgotten."""

    memories: tuple[Memory, ...]
    dry_run: bool
    purged: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What an undo brought back."""

    memories: tuple[Memory, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is."""

    stage: str  # "reading" or "embedding"
    done: int
    total: int
    unit: str  # "bytes" or "passages"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    files: int
    formats: dict[str, int]  # files by format
    added: int
    known: int  # already remembered
    forgotten: int  # forgotten before, and left so
    left_out: dict[str, int]  # turns that are not speech, by sort
    unread: dict[str, int]  # what could not be read, by reason
    redacted: dict[str, int]  # secrets taken out, by kind
    passages: int  # embedded, or waiting to be where `waited` is False
    waited: bool
    seconds: float
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """The folders that are followed."""

    watches: tuple[Watch, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """What the daemon is and holds."""

    pid: int
    version: str
    uptime_s: float
    home: str
    database: str
    db_bytes: int
    memories: int
    forgotten: int
    passages: int
    waiting: int  # passages whose vector is still to be made
    projects: dict[str, int]  # memories a project; "" is the user's own
    followed: int  # folders
    fresh_at: datetime | None  # all that they held then has been read
    formats: tuple[str, ...]
    channels: tuple[str, ...]
    model: str
    model_ready: bool
    notice: str = ""
    settings: dict[str, str] = field(default_factory=dict)  # each value and where it came from


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing `mem doctor` looked at."""

    check: str
    ok: bool
    detail: str
    fix: str = ""  # the command that mends it


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that `mem doctor` looked at; carries no memory's text."""

    findings: tuple[Finding, ...]
    rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that can be used."""

    name: str
    dimension: int
    tokens: int
    licence: str
    download_mb: float
    present: bool
    in_use: bool


@dataclass(frozen=True, slots=True)
class Models:
    """Every model the registry knows, and the folder they are kept in."""

    models: tuple[KnownModel, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Done:
    """It was done; there is nothing more to say."""

    notice: str = ""

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
    branch: str = ""  # the branch it holds on, until that is merged; "": all of the project
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One memory, whole."""

    memory: Memory
    passages: int
    embedded: int  # how many of its passages have their vector
    forgotten_days: float | None = None  # since it was forgotten, if it was
    branch_state: str = ""  # what became of its branch, where that is known
    stale: str = ""  # what it names moved on since: which, and when


@dataclass(frozen=True, slots=True)
class Listing:
    """Memories, newest first."""

    memories: tuple[Memory, ...]
    total: int  # how many there are beyond the limit
    branch_states: dict[str, str] = field(default_factory=dict)  # by id, where it is known


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
class Project:
    """One project, and what it is known by."""

    name: str
    memories: int
    keys: tuple[str, ...]  # remotes and folders
    also: tuple[str, ...]  # other names that lead to it


@dataclass(frozen=True, slots=True)
class Projects:
    """Every project, by name."""

    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of joining a project to another, or of giving it another name."""

    name: str  # what it is called now
    moved: int  # memories


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What held secrets and, but in a dry run, holds them no more; never a secret itself."""

    memories: tuple[MemoryId, ...]  # changed, the forgotten too
    redacted: dict[str, int]  # secrets taken out, by kind
    labels: int  # names of projects, logs and sessions that were changed
    log_files: int  # of the daemon's own log
    looked_at: int  # memories
    known_values: int  # looked for by their value: those given, and those of .env files
    dry_run: bool
    settled: bool  # no trace is left in the journal either; False: a reader still needed it
    seconds: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is."""

    stage: str  # "reading", "embedding", "indexing", "moving" or "scrubbing"
    done: int
    total: int
    unit: str  # "bytes", "passages" or "memories"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    files: int
    formats: dict[str, int]  # files by format
    added: int
    known: int  # already remembered
    forgotten: int  # forgotten before, and left so
    left_out: dict[str, int]  # turns that are not speech and files that nobody wrote, by sort
    unread: dict[str, int]  # what could not be read, by reason
    redacted: dict[str, int]  # secrets taken out, by kind
    passages: int  # embedded, or waiting to be where `waited` is False
    waited: bool
    seconds: float
    notice: str = ""
    superseded: int = 0  # pieces that their files hold no longer
    revived: int = 0  # superseded ones that files hold again


@dataclass(frozen=True, slots=True)
class Followed:
    """The folders that are followed."""

    watches: tuple[Watch, ...]
    away: tuple[str, ...] = ()  # their paths at which nothing is there


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

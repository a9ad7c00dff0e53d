"""Define every request."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from slm.domain import hook, watch
from slm.domain.episode import Sessions, WholeSession
from slm.domain.memory import Kind, State
from slm.domain.question import DEFAULT_BRIEF, Answer, Place, Question
from slm.domain.reports import (
    Added,
    Diagnosis,
    Done,
    Followed,
    Forgotten,
    Imported,
    Joined,
    Listing,
    Models,
    Page,
    Projects,
    Restored,
    Scrubbed,
    Shown,
    Status,
)
from slm.domain.watch import Asker, Holds

T = TypeVar("T")


class Request(msgspec.Struct, Generic[T], frozen=True, tag_field="op", tag=str.lower):
    """One thing asked of the daemon; `answers` is the type of what comes back."""

    answers: ClassVar[Any] = Done


class Add(Request[Added], frozen=True):
    """Remember a text given by a person or an agent."""

    answers: ClassVar[Any] = Added
    text: str
    kind: Kind = Kind.FACT
    tags: tuple[str, ...] = ()
    place: Place = Place()
    branch: str = ""
    time: str = ""  # ISO 8601; empty: now
    agent: str = "hand"  # through which door: "hand" is a person, "mcp" an agent
    derived_from: tuple[str, ...] = ()  # beginnings of the ids of what it is concluded from


class Recall(Request[Answer], frozen=True):
    """Find what answers a question."""

    answers: ClassVar[Any] = Answer
    question: Question


class Show(Request[Shown], frozen=True):
    """Give one memory whole; `id` may be a beginning that only one id has."""

    answers: ClassVar[Any] = Shown
    id: str


class List(Request[Listing], frozen=True):
    """Give memories, newest first."""

    answers: ClassVar[Any] = Listing
    place: Place = Place()
    kinds: tuple[Kind, ...] = ()
    state: State | None = None  # None: all but the forgotten
    session: str = ""
    limit: int = 20


class Read(Request[Page], frozen=True):
    """Give every memory of a place, a page at a time, in the order they were learned."""

    answers: ClassVar[Any] = Page
    place: Place = Place()
    after: int = 0  # the `next` of the page before; 0: from the first


class Forget(Request[Forgotten], frozen=True):
    """Forget the named memories, a whole session, or what a query finds."""

    answers: ClassVar[Any] = Forgotten
    ids: tuple[str, ...] = ()
    session: str = ""
    query: str = ""
    place: Place = Place()
    dry_run: bool = False
    purge: bool = False


class Undo(Request[Restored], frozen=True):
    """Bring back the named memories, or what the last forgetting took."""

    answers: ClassVar[Any] = Restored
    ids: tuple[str, ...] = ()


class Scrub(Request[Scrubbed], frozen=True):
    """Take secrets out of all that is kept; progress comes before the report."""

    answers: ClassVar[Any] = Scrubbed
    values: tuple[str, ...] = ()  # secret whatever their shape
    dry_run: bool = False

    def __repr__(self) -> str:
        return f"Scrub({len(self.values)} values, dry_run={self.dry_run})"


class Import(Request[Imported], frozen=True):
    """Read logs or files; progress comes before the report."""

    answers: ClassVar[Any] = Imported
    path: str
    format: str = "auto"
    place: Place = Place()
    wait: bool = True  # for the vectors too


class Watch(Request[watch.Watch], frozen=True):
    """Follow a folder from now on."""

    answers: ClassVar[Any] = watch.Watch
    path: str
    holds: Holds | None = None  # None: told by its content
    asker: Asker = Asker.HAND


class Unwatch(Request[watch.Watch], frozen=True):
    """Follow a folder no longer; what was read of it stays."""

    answers: ClassVar[Any] = watch.Watch
    path: str
    but: tuple[watch.Asker, ...] = ()  # one that these asked for stays


class AskWatches(Request[Followed], frozen=True, tag="watches"):
    """Tell what is followed."""

    answers: ClassVar[Any] = Followed


class Hook(Request[hook.Told], frozen=True):
    """Hear what an agent's hook tells; what it is told comes back."""

    answers: ClassVar[Any] = hook.Told
    event: hook.Event


class AskBrief(Request[hook.Told], frozen=True, tag="brief"):
    """Give what an agent is told as a session begins in a place."""

    answers: ClassVar[Any] = hook.Told
    place: Place = Place()
    budget: int = DEFAULT_BRIEF


class AskProjects(Request[Projects], frozen=True, tag="projects"):
    """Tell every project, and what it is known by."""

    answers: ClassVar[Any] = Projects


class Join(Request[Joined], frozen=True):
    """Make a project, by its name or an absolute folder, part of another."""

    answers: ClassVar[Any] = Joined
    project: str
    into: str


class Rename(Request[Joined], frozen=True):
    """Give a project another name."""

    answers: ClassVar[Any] = Joined
    project: str
    to: str


class AskSessions(Request[Sessions], frozen=True, tag="sessions"):
    """Tell which sessions there are, those that ended last first."""

    answers: ClassVar[Any] = Sessions
    place: Place = Place()
    limit: int = 20


class AskSession(Request[WholeSession], frozen=True, tag="session"):
    """Tell the episodes of a session; `session` may be a beginning that only one id has."""

    answers: ClassVar[Any] = WholeSession
    session: str


class AskStatus(Request[Status], frozen=True, tag="status"):
    """Tell what the daemon is and holds."""

    answers: ClassVar[Any] = Status


class Doctor(Request[Diagnosis], frozen=True):
    """Check everything; first make the derived indexes anew, or take every act of use back."""

    answers: ClassVar[Any] = Diagnosis
    rebuild: bool = False
    forget_use: bool = False


class AskModels(Request[Models], frozen=True, tag="models"):
    """Tell which models are known and present."""

    answers: ClassVar[Any] = Models


class UseModel(Request[Done], frozen=True):
    """Switch to a model; vectors are made anew in the background."""

    name: str


class Stop(Request[Done], frozen=True):
    """End the daemon, its queue kept."""


AnyRequest = (
    Add
    | Recall
    | Show
    | List
    | Read
    | Forget
    | Undo
    | Scrub
    | Import
    | Watch
    | Unwatch
    | AskWatches
    | Hook
    | AskBrief
    | AskProjects
    | Join
    | Rename
    | AskSessions
    | AskSession
    | AskStatus
    | Doctor
    | AskModels
    | UseModel
    | Stop
)

"""Remember what a person or an agent gives by hand: once in a project, on what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slm.domain import ids
from slm.domain.memory import Draft, Kind, MemoryId, Origin, State
from slm.domain.question import Place
from slm.domain.reports import Added
from slm.engine import given, places
from slm.engine.branching import Branching
from slm.engine.knowing import Knowing
from slm.lifecycle import forget, remember
from slm.lifecycle.known import Known
from slm.lifecycle.remember import Prepared, Tally
from slm.store import derivations, memories, projects
from slm.store.database import Connection
from slm.store.store import Store


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be remembered, as it was given."""

    text: str
    kind: Kind
    tags: tuple[str, ...]
    place: Place
    branch: str  # "": the one that the place is on
    time: str  # ISO 8601; "": now
    agent: str  # "hand" is a person
    derived_from: tuple[str, ...]  # beginnings of the ids of what it is concluded from


class Adding:
    """What `add` does, over one store; for any thread."""

    def __init__(
        self, store: Store, knowing: Knowing, branching: Branching, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._knowing = knowing
        self._branching = branching
        self._clock = clock

    def add(self, note: Note) -> Added:
        """Remember a note; raises UsageError, or UnknownName of what it rests on."""
        given.require_text(note.text)
        time = note.time or self._clock().isoformat()
        said_at = given.moment(time)
        secrets = self._secrets(note.place)
        branch = note.branch or self._branching.of_new(note.place, note.kind)
        places.prepare(self._store, note.place)

        def work(db: Connection) -> Added:
            evidence = tuple(one.id for one in forget.named(db, note.derived_from).values())
            project = places.to_write(db, note.place)
            draft = Draft(
                id=self._identify(db, note.text, project, time),
                text=note.text,
                kind=note.kind,
                origin=_origin(note.agent),
                said_at=said_at,
                branch=branch,
                tags=note.tags,
                derived_from=evidence,
            )
            return self._write(db, draft, project, secrets)

        return self._store.write(work)

    def _secrets(self, place: Place) -> Known:
        with self._store.reading() as db:
            return self._knowing.of(*places.folders(db, place))

    def _identify(self, db: Connection, text: str, project: int, time: str) -> MemoryId:
        """The id of what is given; a new one where it was forgotten: typed again, it is wanted."""
        id_ = ids.by_hand(text, projects.names(db)[project], time)
        if memories.standing(db, id_) is State.FORGOTTEN:
            return ids.by_hand(text, id_, self._clock().isoformat())
        return id_

    def _write(self, db: Connection, draft: Draft, project: int, secrets: Known) -> Added:
        """Write a draft, or add to the memory that says the same already."""
        one = remember.prepare(draft, secrets)
        known = memories.same_text(db, one.text, project)
        if known:
            _say_again(db, known, draft)
            branch = memories.branch(db, known)
            return Added(known, is_new=False, redacted=one.redacted, branch=branch)
        is_new = self._remember(db, one, project)
        return Added(draft.id, is_new=is_new, redacted=one.redacted, branch=draft.branch)

    def _remember(self, db: Connection, one: Prepared, project: int) -> bool:
        """Write what nothing else says; returns whether it is new by its id as well."""
        tally = Tally()
        remember.remember(db, [(one, project)], self._clock(), tally)
        return bool(tally.added)


def _origin(agent: str) -> Origin:
    return Origin(agent, author="user" if agent == "hand" else "assistant")


def _say_again(db: Connection, known: MemoryId, draft: Draft) -> None:
    """Let a memory rest on a draft's evidence too; said on another branch, it holds on all."""
    derivations.add(db, known, draft.derived_from)
    if draft.branch != memories.branch(db, known):
        memories.hold_everywhere(db, known)

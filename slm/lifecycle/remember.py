"""Remember drafts: their secrets taken out, each once, never against a forgetting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from slm.domain.entities import Entity, of_memory
from slm.domain.memory import OUT_OF_INDEX, Draft, Memory, MemoryId, Origin, State
from slm.domain.passage import Span
from slm.lifecycle.known import NOTHING, Known
from slm.lifecycle.passages import cut
from slm.lifecycle.redact import redact
from slm.store import derivations, entities, memories, passages, projects
from slm.store.database import Connection

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # a UUID
# What a person or agent said is taken at its word until something speaks against it.
FULL_TRUST = 1.0
# Days; a new memory unused for as long is e times less present. Fading starts from here.
FIRST_STRENGTH = 30.0
# Two days within the ends of the calendar: what was said between them has a date in every zone.
EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
LATEST = datetime(9999, 12, 29, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft ready to be written: clean, cut, and needing no more thought."""

    draft: Draft  # its labels clean; its text and folder as they came
    text: str
    spans: tuple[Span, ...]
    mentions: tuple[Entity, ...] | None  # None: still to be read, when there is time
    redacted: tuple[str, ...]  # kinds of the secrets taken out


@dataclass(slots=True)
class Tally:
    """What became of many drafts."""

    added: int = 0
    known: int = 0
    forgotten: int = 0
    superseded: int = 0  # pieces that their file holds no longer
    revived: int = 0  # superseded ones that a file holds again
    passages: int = 0
    redacted: Counter[str] = field(default_factory=Counter)


def prepare(draft: Draft, known: Known = NOTHING, *, in_haste: bool = False) -> Prepared:
    """Do all that takes time and no database: clean the text, cut it, read whom it is about.

    `known` are secrets of the place it was said in, beside those that are told by their shape.
    In haste, whom it is about is left to be read when there is time (slm.lifecycle.reading).
    """
    text = redact(storable(draft.text), known)
    labelled = _clean_labels(draft, known)
    mentions = None if in_haste else of_memory(text.text, labelled.origin.author)
    return Prepared(labelled, text.text, tuple(cut(text.text)), mentions, text.kinds)


def storable(text: str) -> str:
    """`text` without what SQLite cannot keep: NULs and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def remember(
    db: Connection, prepared: Iterable[tuple[Prepared, int]], now: datetime, tally: Tally
) -> None:
    """Write drafts, each with its project, unless they are known or were forgotten."""
    for one, project in prepared:
        state = memories.standing(db, one.draft.id)
        if state is None:
            _write(db, one, project, now)
            tally.added += 1
            tally.passages += len(one.spans)
            tally.redacted.update(one.redacted)
        elif state is State.FORGOTTEN:
            tally.forgotten += 1
        else:
            tally.known += 1


def _write(db: Connection, one: Prepared, project: int, now: datetime) -> None:
    memory = born(one, now)
    row = memories.insert(db, memory, project)
    derivations.add(db, memory.id, memory.derived_from)
    index(db, row, project, memory, one)


def index(db: Connection, row: int, project: int, memory: Memory, one: Prepared) -> None:
    """Put a memory that was made of `one` into every index."""
    passages.add(db, row, project, about(memory), memory.text, one.spans)
    if one.mentions is None:
        entities.put_off(db, row)
    else:
        entities.write(db, row, project, one.mentions)


def born(one: Prepared, now: datetime) -> Memory:
    """The memory that a draft becomes when it is learned at `now`."""
    draft = one.draft
    return Memory(
        id=draft.id,
        text=one.text,
        kind=draft.kind,
        origin=draft.origin,
        project="",  # set by the row it is written to
        branch=draft.branch,
        said_at=min(max(draft.said_at or now, EARLIEST), LATEST),
        learned_at=now,
        state=State.ACTIVE,
        tags=draft.tags,
        trust=FULL_TRUST,
        strength=FIRST_STRENGTH,
        uses=0,
        derived_from=draft.derived_from,
    )


def clean(draft: Draft, known: Known = NOTHING) -> Draft:
    """A draft without the secrets in its text and labels; its id is that of what was written."""
    return replace(_clean_labels(draft, known), text=redact(storable(draft.text), known).text)


def _clean_labels(draft: Draft, known: Known) -> Draft:
    said = draft.origin
    origin = Origin(
        agent=clean_label(said.agent, known),
        session=clean_label(said.session, known),
        author=clean_label(said.author, known),
        path=clean_label(said.path, known),
        source_id=clean_label(said.source_id, known),
    )
    return replace(
        draft,
        origin=origin,
        branch=clean_label(draft.branch, known),
        tags=tuple(clean_label(tag, known) for tag in draft.tags),
        derived_from=tuple(MemoryId(clean_label(id_, known)) for id_ in draft.derived_from),
    )


@lru_cache(maxsize=4096)  # a session's turns share all of these
def clean_label(label: str, known: Known = NOTHING) -> str:
    """A name, path or tag without the secrets in it."""
    if _ID.fullmatch(label):  # as each record has: nothing is hidden in one
        return label
    return redact(storable(label), known).text


def about(memory: Memory) -> str:
    """What is searched beside the text: who, when, and under which tags."""
    day = memory.said_at.astimezone().date()  # as the user's calendar has it
    return " ".join(filter(None, (memory.origin.author, _written_out(day), *memory.tags)))


@lru_cache(maxsize=64)  # what is read together was mostly said on a few days
def _written_out(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def index_again(db: Connection, rows: Sequence[int]) -> int:
    """Derive anew the passages and mentions of memories without; returns how many passages."""
    ids = {name: project for project, name in projects.names(db).items()}
    made = 0
    for row, memory in memories.by_rows(db, rows).items():
        if memory.state in OUT_OF_INDEX:
            continue
        spans = cut(memory.text)
        project = ids[memory.project]
        passages.add(db, row, project, about(memory), memory.text, spans)
        entities.write(db, row, project, of_memory(memory.text, memory.origin.author))
        made += len(spans)
    return made

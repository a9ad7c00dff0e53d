"""Take secrets out of what is remembered already, as they are taken out of what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from slm.domain.entities import of_memory
from slm.domain.entity import EntityKind, fold
from slm.domain.memory import Memory, MemoryId, State
from slm.lifecycle.known import GIVEN, Known
from slm.lifecycle.redact import redact
from slm.lifecycle.remember import index_again
from slm.store import entities, forgetting, memories, projects, scrubbing
from slm.store.database import Connection
from slm.store.scrubbing import Label

# As of a .env file: shorter ones are parts of other words.
SHORTEST_FOLDED = 6


@dataclass(slots=True)
class Found:
    """What held secrets, and how many of each kind."""

    kinds: Counter[str] = field(default_factory=Counter)
    memories: list[MemoryId] = field(default_factory=list)
    labels: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Rules:
    """By what secrets are told: today's shapes, and values that are known."""

    known: Known
    folded: Known  # the same values as names are folded in the graph of entities

    def clean(self, text: str, found: Found | None = None) -> str:
        """`text` without its secrets, which are counted."""
        redacted = redact(text, self.known)
        if found is not None:
            found.kinds.update(redacted.kinds)
        return redacted.text

    def is_suspect(self, name: str) -> bool:
        """Whether a folded name may be what a secret, or a part of one, was folded to."""
        return any(redact(one, self.folded).kinds for one in (name, name.upper()))


def rules(values: Mapping[str, str]) -> Rules:
    """The rules with these values, each with its kind."""
    names = (fold(kind, value) for value in values for kind in EntityKind)
    return Rules(Known(values), Known({n: GIVEN for n in names if len(n) >= SHORTEST_FOLDED}))


def look(db: Connection, rows: Sequence[int], by: Rules, found: Found) -> list[int]:
    """Those of the memories that hold secrets, which are counted."""
    dirty = []
    for row, memory in memories.by_rows(db, rows).items():
        if _clean(memory, by, found) != memory:
            found.memories.append(memory.id)
            dirty.append(row)
    return dirty


def clean(db: Connection, rows: Sequence[int], by: Rules) -> None:
    """Write memories without their secrets, and derive anew what is derived from them.

    One that is forgotten stays so, and is brought back without them.
    """
    present = []
    for row, memory in memories.by_rows(db, rows).items():
        scrubbing.rewrite(db, row, _clean(memory, by))
        forgetting.unindex(db, row)
        if memory.state is not State.FORGOTTEN:
            present.append(row)
    index_again(db, present)


def _clean(memory: Memory, by: Rules, found: Found | None = None) -> Memory:
    """The memory without secrets in what is its own; its origin's labels are shared."""
    origin = replace(
        memory.origin,
        author=by.clean(memory.origin.author, found),
        source_id=by.clean(memory.origin.source_id, found),
    )
    return replace(
        memory,
        text=by.clean(memory.text, found),
        branch=by.clean(memory.branch, found),
        tags=tuple(by.clean(tag, found) for tag in memory.tags),
        origin=origin,
    )


def look_at_labels(db: Connection, by: Rules, found: Found) -> list[Label]:
    """The labels that hold secrets, which are counted."""
    dirty = [one for one in scrubbing.labels(db) if by.clean(one.text, found) != one.text]
    found.labels += len(dirty)
    return dirty


def clean_labels(db: Connection, labels: Sequence[Label], by: Rules) -> None:
    """Write labels without their secrets; what they are keys of stays together."""
    for label in labels:
        scrubbing.relabel(db, label, by.clean(label.text))


def look_at_names(db: Connection, by: Rules) -> list[int]:
    """Memories that mention what may be a secret: only what came in before their text was clean."""
    names = [name for name in scrubbing.names(db) if by.is_suspect(name)]
    return scrubbing.mentioning(db, names)


def read_again(db: Connection, rows: Sequence[int]) -> None:
    """Look for whom and what memories are about in their texts as they are now."""
    ids = {name: project for project, name in projects.names(db).items()}
    for row, memory in memories.by_rows(db, rows).items():
        entities.remove(db, row)
        mentions = of_memory(memory.text, memory.origin.author)
        entities.write(db, row, ids[memory.project], mentions)

"""Describe an entity: its kind, its name folded for comparing, and the other names it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """What sort of thing a text names."""

    PERSON = "person"
    FILE = "file"
    SYMBOL = "symbol"  # of a program: a function, a class, a constant
    PACKAGE = "package"
    ERROR = "error"  # a code, or the name of an exception
    THING = "thing"  # a place, a product, a person whom nothing shows to be one


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """Who or what a text is about; the same thing has the same name, however it was typed."""

    kind: EntityKind
    name: str  # folded


# What joins the parts of a symbol in one language or another.
_JOINTS = re.compile(r"::|->|#")
_CURLED = str.maketrans("\u2018\u2019", "''")
_SLASHES = re.compile(r"[/\\]+")
_DASHES = re.compile(r"[-_]+")
_STILL_HERE = re.compile(r"^(?:\./)+")
# A path's folders far above its file say where the user keeps things, not which file it is.
MOST_ALIASES = 4
SHORTEST_ALIAS = 3


def straight(text: str) -> str:
    """`text` with the apostrophes of typewriters, each character still where it was."""
    return text.translate(_CURLED)


def fold(kind: EntityKind, text: str) -> str:
    """`text` as names of this kind are compared; what is folded twice is as if folded once."""
    if kind is EntityKind.FILE:
        return _STILL_HERE.sub("", _SLASHES.sub("/", text))
    if kind is EntityKind.SYMBOL:
        return _JOINTS.sub(".", text.replace("_", "")).casefold()
    if kind is EntityKind.PACKAGE:
        return _DASHES.sub("-", text).casefold()
    return " ".join(straight(text).casefold().split())


def entity(kind: EntityKind, text: str) -> Entity:
    """The entity that `text` names."""
    return Entity(kind, fold(kind, text))


def aliases(one: Entity) -> tuple[str, ...]:
    """The shorter names that may stand for it, shortest first."""
    if one.kind is EntityKind.FILE:
        return _ends(one.name, "/")
    if one.kind is EntityKind.SYMBOL:
        return _ends(one.name, ".")
    if one.kind in (EntityKind.PERSON, EntityKind.THING):
        words = one.name.split()
        return _long_enough(dict.fromkeys((words[0], words[-1]))) if len(words) > 1 else ()
    return ()


def _ends(name: str, joint: str) -> tuple[str, ...]:
    """What of the name is left as its first parts go, the whole of it left out."""
    parts = name.rsplit(joint, MOST_ALIASES)
    return _long_enough(joint.join(parts[-count:]) for count in range(1, len(parts)))


def _long_enough(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) >= SHORTEST_ALIAS)

"""Find who and what a text is about."""

from __future__ import annotations

import re
from collections import Counter

from slm.domain import code_names, proper_names
from slm.domain.entity import Entity, EntityKind, entity, straight
from slm.domain.memory import ROLES

__all__ = ["MOST", "Entity", "EntityKind", "find", "of_memory"]

# A memory about more than these is a listing, about none of them in particular.
MOST = 32
# A longer one is a paste or a log, read for a tenth of a second; its names repeat anyway.
MOST_READ = 100_000

_CHUNK = re.compile(r"[^\s\"`\u201c\u201d\u00ab\u00bb<>(){}\[\],;|*=!?\u2026&~^+]+")
_PLAIN = re.compile(r"[a-z]+[.:]?")
_ADDRESS = re.compile(r"\s*<[^>]*>")  # "Ana Ruiz <ana@example.org>"


def find(text: str) -> tuple[Entity, ...]:
    """What the text names, each once: what it names most often first, then in order."""
    text = straight(text)
    named: list[Entity] = [entity(*one) for one in code_names.in_context(text)]
    capitals: list[proper_names.Capital] = []
    plain: set[str] = set()
    for chunk in _CHUNK.finditer(text):
        start, stop = chunk.span()
        if _PLAIN.fullmatch(chunk[0]) and text[stop : stop + 1] not in ("(", "`"):
            plain.add(chunk[0].rstrip(".:"))
            continue  # most of prose
        if found := code_names.in_chunk(text, start, stop):
            named.append(entity(*found))
        elif one := proper_names.capital(text, start, stop):
            capitals.append(one)
    named += [entity(*one) for one in proper_names.names(text, capitals, plain)]
    counts = Counter(_one_kind_a_name(named))
    return tuple(one for one, _ in counts.most_common())


def _one_kind_a_name(named: list[Entity]) -> list[Entity]:
    """Who is shown to be a person once is one throughout the text, and so is a package."""
    people = {one.name for one in named if one.kind is EntityKind.PERSON}
    packages = {one.name.replace("-", "") for one in named if one.kind is EntityKind.PACKAGE}
    return [
        Entity(EntityKind.PERSON, one.name)
        if one.kind is EntityKind.THING and one.name in people
        else one
        for one in named
        if one.name and not (one.kind is EntityKind.SYMBOL and one.name in packages)
    ]


def of_memory(text: str, author: str) -> tuple[Entity, ...]:
    """Who and what a memory is about: its author, where that is a name, and what it names most."""
    found = find(text[:MOST_READ])
    name = _ADDRESS.sub("", author).strip()
    if name not in ROLES:
        found = (entity(EntityKind.PERSON, name), *found)
    return tuple(dict.fromkeys(one for one in found if one.name))[:MOST]

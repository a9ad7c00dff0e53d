"""Tell whether what a memory names has moved on since it was said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slm.domain.code_names import looks_made
from slm.domain.entity import EntityKind, fold

_IDENTIFIER = re.compile(r"[^\W\d][\w.$?!]*")
# What a line for an agent may say of it, all told.
LONGEST_REMARK = 60
_OPENING = "may be stale: "
_NOW = " now "
_CUT = "\u2026"


class How(StrEnum):
    """What became of it."""

    GONE = "gone"
    RENAMED = "renamed"  # a file with another path, a symbol in another file
    CHANGED = "changed"


# Which of several to tell: the one that makes the most of the memory untrue.
_WORST_FIRST = tuple(How)


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved on since a memory was said."""

    what: str  # the file's path or the qualified symbol, as the project has it
    how: How
    at: datetime
    to: str = ""  # the path it is at now, of what was renamed

    @property
    def remark(self) -> str:
        """A few words for a reader, at most LONGEST_REMARK characters."""
        room = LONGEST_REMARK - len(_OPENING)
        if not self.to:
            end = f" {self.how} {self.at.astimezone():%Y-%m-%d}"
            return f"{_OPENING}{_shortened(self.what, room - len(end))}{end}"
        room -= len(_NOW)
        new = _shortened(self.to, max(room // 2, room - len(self.what)))
        return f"{_OPENING}{_shortened(self.what, room - len(new))}{_NOW}{new}"


def _shortened(name: str, room: int) -> str:
    """The end of a name that fits, on one line: it says more than the beginning does."""
    name = " ".join(name.split())  # a path may hold whatever its maker liked
    return name if len(name) <= room else _CUT + name[len(name) - room + 1 :]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece in a file, for as long as it stood there. Moments are milliseconds since 1970."""

    path: str
    name: str
    memory: int
    since: int
    until: int | None  # None: it stands there
    first_read_at: int  # when its file was first read: before that nobody knows

    def stood_at(self, moment: int) -> bool:
        """Whether it stood there then, as far as anybody looked."""
        return self.since <= moment and (self.until is None or self.until > moment)


def key_of(name: str) -> str:
    """What a text must say to mean the symbol of this qualified name; "" where nothing would do.

    An ordinary word is nobody's name: "open" means Store.open only where it says "Store.open".
    """
    *above, last = name.split(".")
    if not _IDENTIFIER.fullmatch(name):
        return ""
    if looks_made(last) and not last.startswith("__"):
        return fold(EntityKind.SYMBOL, last)
    return fold(EntityKind.SYMBOL, ".".join((above[-1], last))) if above else ""


def keys_for(symbol: str) -> tuple[str, ...]:
    """The keys that a symbol as a text names it, folded, may have: alone, and with its owner."""
    *above, last = symbol.split(".")
    return (last, f"{above[-1]}.{last}") if above else (last,)


def meant(symbol: str, spans: Iterable[Span]) -> list[Span]:
    """Those of the symbols with a key of `symbol` that it can mean, by the owner that it says."""
    spans = list(spans)
    *above, _ = symbol.split(".")
    if not above:
        return spans
    return [span for span in spans if above[-1] in _owners(span)] or spans


def _owners(span: Span) -> set[str]:
    """By what a text may call what holds a symbol: its class, or its module."""
    owner = span.name.rpartition(".")[0].rpartition(".")[2]
    module = span.path.rpartition("/")[2].partition(".")[0]
    return {owner.replace("_", "").casefold(), module.replace("_", "").casefold()}  # as folded


def symbol_moved(said_at: int, spans: Sequence[Span]) -> tuple[How, int, Span, str] | None:
    """What became of a symbol: how, when, what it was, and the path it is at now."""
    then = _standing(said_at, spans)
    now = [span for span in spans if span.until is None]
    if not then:
        return None
    if not now:
        last = max(then, key=_ended)
        return How.GONE, _ended(last), last, ""
    if len({(span.path, span.name) for span in then}) > 1:
        return None  # who knows which of them was meant?
    was, paths = then[0], {span.path for span in now}
    if was.path not in paths:
        moved = min(now, key=lambda span: span.since)
        return (How.RENAMED, moved.since, was, moved.path) if len(paths) == 1 else None
    return _changed(then, [one for one in now if (one.path, one.name) == (was.path, was.name)])


def _changed(then: Sequence[Span], now: Sequence[Span]) -> tuple[How, int, Span, str] | None:
    new = [span for span in now if span.memory not in _memories(then)]
    if not new or _memories(then) & _memories(now):
        return None
    return How.CHANGED, min(span.since for span in new), new[0], ""


def file_changed(said_at: int, spans: Collection[Span]) -> bool:
    """Whether a file holds other pieces than when the memory was said."""
    then = _standing(said_at, spans)
    now = [span for span in spans if span.until is None]
    return bool(then) and _memories(then) != _memories(now)


def _standing(said_at: int, spans: Iterable[Span]) -> list[Span]:
    """What stood there when it was said; if nobody had looked by then, what was found first."""
    spans = list(spans)
    seen = [span for span in spans if span.stood_at(said_at)]
    return seen or [span for span in spans if span.stood_at(max(said_at, span.first_read_at))]


def _memories(spans: Iterable[Span]) -> set[int]:
    return {span.memory for span in spans}


def _ended(span: Span) -> int:
    return span.until or 0


def worst(found: Iterable[Moved]) -> Moved | None:
    """The one to tell of several: what is gone before what changed, the latest of its sort."""
    every = sorted(found, key=lambda one: one.at, reverse=True)
    return min(every, key=lambda one: _WORST_FIRST.index(one.how), default=None)

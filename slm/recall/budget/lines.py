"""Write memories as lines, each with its id; date and source stand once a session."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from slm.domain.memory import Memory
from slm.recall.budget.extracts import CUT, Extract
from slm.recall.budget.shown import Section, Shown

# Enough of an id to be found by; `mem show` takes any beginning.
SHOWN_ID = 8
SHOWN_SESSION = 8
# Names come from logs, where anything may stand.
LONGEST_NAME = 40

INDENT = "\n "
_GAP = f"{CUT} "
_REMARK = "; "
# Whatever ends a line somewhere, with the empty lines that follow.
_LINE_ENDS = re.compile(
    r"(?:[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029])+"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A memory with as much of its text as an agent is given."""

    shown: Shown
    extract: Extract
    words: str  # indented, so that only a heading stands at the margin: no text can pass for one
    day: str  # in the reader's zone
    brief: int  # characters of the heading of a line that follows one of its session and day

    @property
    def length(self) -> int:
        """The characters it takes where nothing need be said but its id and author."""
        return len(self.words) + self.brief


def line(shown: Shown, extract: Extract) -> Line:
    """Make a line, all that counts for its room worked out."""
    memory = shown.memory
    brief = f"[{_GAP}{_named(memory.id[:SHOWN_ID], *_who(shown))}{note(shown)}] \n"
    day = f"{memory.said_at.astimezone():%Y-%m-%d}"
    return Line(shown, extract, _LINE_ENDS.sub(INDENT, extract.words), day, len(brief))


class Room:
    """The characters that are left, as lines are taken."""

    def __init__(self, characters: int) -> None:
        self.left = characters + len("\n")  # the last line has no end
        self._opened: set[tuple[Section, str]] = set()

    def for_words(self, one: Line, instead_of: Line | None = None) -> int:
        """How long the words of a line may be."""
        back = instead_of.length if instead_of else 0
        return self.left + back - one.brief - self._opening(one)

    def take(self, one: Line, instead_of: Line | None = None) -> None:
        """Give a line its room, and remember what its heading says."""
        self.left = self.for_words(one, instead_of) - len(one.words)
        section = one.shown.section
        self._opened |= {(section, ""), (section, one.day)}

    def _opening(self, one: Line) -> int:
        """What the heading costs where a session, or a day in it, begins."""
        section = one.shown.section
        says_source = (section, "") not in self._opened
        says_day = (section, one.day) not in self._opened
        return says_source * len(f" {source(one.shown.memory)}") + says_day * len(f" {one.day}")


def write(lines: Iterable[Line]) -> str:
    """The lines in order: conclusions, then session by session, as they began."""
    sections: dict[Section, list[Line]] = defaultdict(list)
    for one in lines:
        sections[one.shown.section].append(one)
    told = sorted(map(_in_order, sections.values()), key=_begin)
    return "\n".join(text for section in told for text in _section(section))


def _in_order(section: Iterable[Line]) -> list[Line]:
    # By day before place: only the first line of each day says which it was.
    return sorted(section, key=lambda one: (one.day, one.shown.position))


def _begin(section: Sequence[Line]) -> tuple[bool, datetime]:
    return not section[0].shown.is_concluded, min(one.shown.memory.said_at for one in section)


def _section(lines: Sequence[Line]) -> Iterator[str]:
    before: Line | None = None
    for one in lines:
        yield f"[{_heading(one, before)}{note(one.shown)}] {one.words}"
        before = one


def _heading(one: Line, before: Line | None) -> str:
    """Id, date, author and source; behind a line of its section what that does not say."""
    id_ = one.shown.memory.id[:SHOWN_ID]
    if before is None:
        return _named(id_, one.day, *_who(one.shown), source(one.shown.memory))
    is_next = one.shown.position == before.shown.position + 1
    day = "" if one.day == before.day else one.day
    return _named("" if is_next else CUT, id_, day, *_who(one.shown))


def source(memory: Memory) -> str:
    """Where a memory comes from, in a word or two."""
    origin = memory.origin
    if origin.agent == "hand":
        return ""
    if origin.agent == "git":
        return f"commit {_name(origin.source_id[:SHOWN_ID])}"
    if origin.session:
        return f"{origin.agent} {_name(origin.session[:SHOWN_SESSION])}"
    return _name(origin.path.rpartition("/")[2]) or origin.agent


def _who(shown: Shown) -> tuple[str, ...]:
    """Who said it; of a conclusion, that nobody did."""
    kind = str(shown.memory.kind) if shown.is_concluded else ""
    return kind, _name(shown.memory.origin.author)


def note(shown: Shown) -> str:
    """What a reader must know of where it holds and what became of it, behind its heading."""
    where = f", {shown.note}" if shown.note else ""
    return f"{where}{_REMARK}{shown.remark}" if shown.remark else where


def one_line(text: str, longest: int) -> str:
    """A text on one line, cut at a word where it is longer."""
    bare = " ".join(text.split())
    if len(bare) <= longest:
        return bare
    return f"{bare[: longest - 1].rpartition(' ')[0] or bare[: longest - 1]}{CUT}"


def _named(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _name(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]

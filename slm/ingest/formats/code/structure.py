"""Cut source code into what it defines by keyword and indentation, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from slm.ingest.formats.code.blocks import block_end, depth
from slm.ingest.formats.code.definition import TOP_LEVEL, Definition, qualified, written
from slm.ingest.formats.code.languages import Language

# Classes within classes within namespaces: deeper ones belong to what holds them.
_DEEPEST = 6
# A line that was not written by hand, and would take a pattern long to refuse.
_LONGEST_LINE = 500
_JOINTS = re.compile(r"::|:")
_QUOTES = str.maketrans("", "", '"`[]$#')
_REMARK = re.compile(r"[ \t]*(?://|/\*|\*)")
_LICENCE = re.compile(r"copyright|licen[cs]e|spdx", re.IGNORECASE)
# "public:" stands between a class and what it holds.
_NO_DEPTH = re.compile(r"[\s{}]*(?:\w+:)?\s*")
_CLOSING = re.compile(r"[\s{}()\[\];,]*(?:end)?[\s;]*")


def definitions(source: str, language: Language) -> list[Definition]:
    """Every definition in order, then what stands outside of all; empty where none is found."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cut = _Cut(lines, language)
    found = list(cut.within(0, len(lines), "", 0))
    return [*found, *cut.rest()] if found else []


class _Cut:
    def __init__(self, lines: Sequence[str], language: Language) -> None:
        self._lines = lines
        self._language = language
        self._taken: set[int] = set()

    def within(self, start: int, stop: int, parent: str, level: int) -> Iterator[Definition]:
        """The definitions between two lines, the last of what a container holds included."""
        own = self._depth_of(start, stop)
        at = start
        while at < stop:
            found = self._opening(at, parent, own)
            if found is None:
                at += 1
                continue
            name, is_container = found
            end = self._end(at, stop)
            first = self._above(at, start)
            members: list[Definition] = []
            inside: set[int] = set()
            if is_container and level < _DEEPEST:
                before = set(self._taken)
                members = list(self.within(at + 1, end, qualified(parent, name), level + 1))
                inside = self._taken - before
            self._taken.update(range(first, end))
            yield Definition(qualified(parent, name), written(self._lines, first, end, inside))
            yield from members
            at = end

    def rest(self) -> Iterator[Definition]:
        """What no definition holds, without imports, licences and the ends of blocks."""
        left = [at for at in range(len(self._lines)) if at not in self._taken]
        said = [
            at
            for at in left
            if not self._language.imports.match(self._lines[at])
            and not _CLOSING.fullmatch(self._lines[at])
        ]
        text = "\n".join(self._lines[at] for at in said)
        if text and not (_LICENCE.search(text) and all(map(self._is_comment, said))):
            yield Definition(TOP_LEVEL, text)

    def _opening(self, at: int, parent: str, own: int) -> tuple[str, bool] | None:
        """What a line defines, and whether that holds definitions of its own."""
        line = self._lines[at]
        if not line.strip() or len(line) > _LONGEST_LINE or _REMARK.match(line):
            return None
        for pattern in self._patterns(at, parent, own):
            match = pattern.match(line)
            if match is None:
                continue
            groups = match.groupdict()
            held = groups.get("held") or groups.get("implemented")
            if held and self._is_mere_type(line, match.end()):
                continue
            name = _plain(held or groups.get("name") or "")
            return qualified(groups.get("receiver") or "", name), bool(held)
        return None

    def _patterns(self, at: int, parent: str, own: int) -> Iterator[re.Pattern[str]]:
        line = self._lines[at]
        yield from self._language.opening
        if self._language.below_type and not depth(line) and self._is_type(at - 1):
            yield self._language.below_type
        if depth(line) == own:
            here = self._language.in_container if parent else self._language.at_margin
            if here:
                yield here

    def _is_type(self, at: int) -> bool:
        return at >= 0 and bool(self._language.type_line.match(self._lines[at]))

    def _is_mere_type(self, line: str, end: int) -> bool:
        # "struct point *move(struct point *p)" is a function, "class Store;" a promise.
        return self._language.at_margin is not None and not re.match(
            r"[ \t]*(?:final[ \t]*)?(?::[^;({]*)?(?:\{.*|[^;()]*)$", line[end:]
        )

    def _end(self, at: int, stop: int) -> int:
        if not self._language.ends_with_next:
            return min(block_end(self._lines, at, self._language.continues), stop)
        following = range(at + 1, stop)
        return next((one for one in following if self._opening(one, "", 0)), stop)

    def _above(self, at: int, start: int) -> int:
        """Where the comments and attributes right above a definition begin."""
        first = at
        below_type = self._language.below_type
        if below_type and below_type.match(self._lines[at]) and self._is_type(at - 1):
            first -= 1  # int, and below it main()
        while first > start and first - 1 not in self._taken and self._is_comment(first - 1):
            first -= 1
        return first

    def _is_comment(self, at: int) -> bool:
        return bool(self._language.comment.match(self._lines[at]))

    def _depth_of(self, start: int, stop: int) -> int:
        """How far the lines of a body are indented, told by the first that says something."""
        for at in range(start, stop):
            if not _NO_DEPTH.fullmatch(self._lines[at]):
                return depth(self._lines[at])
        return 0


def _plain(name: str) -> str:
    """A name as one writes it in prose: dots between its parts, no quotes."""
    return _JOINTS.sub(".", name.translate(_QUOTES)).strip(".")

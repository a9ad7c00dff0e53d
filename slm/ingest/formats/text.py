"""Cut reStructuredText, AsciiDoc and plain texts at their headings, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.decoding import may_be_text
from slm.ingest.source import SourceFile

_SUFFIXES = frozenset({".rst", ".rest", ".adoc", ".asciidoc", ".txt"})
_ASCIIDOC = re.compile(r"(?P<level>={1,6})[ \t]+(?P<title>\S.*)$")
# A line of one sign below a title that is no longer than it, in the order of first use.
_UNDERLINE = re.compile(r"(?P<sign>[=\-~^\"'`#*+:._<>])(?P=sign){2,}[ \t]*$")


class Text(SourceFile):
    """A document without Markdown's signs: each section is a piece, as Markdown's are."""

    name = "text"
    is_prose = True

    def claims(self, path: Path, head: bytes, /) -> bool:
        """Whether it is called a text, and holds one."""
        return path.suffix.lower() in _SUFFIXES and may_be_text(head)

    def pieces(
        self, path: Path, _raw: bytes, text: str, changed: datetime | None
    ) -> Iterator[Turn]:
        """Every section that says something beside its heading."""
        lines = text.split("\n")
        marks = _asciidoc(lines) if path.suffix.lower().startswith(".a") else _underlined(lines)
        above: list[tuple[int, str]] = []
        for start, stop, level, title in _spans(marks, len(lines)):
            above = [*(one for one in above if one[0] < level), (level, title)] if level else []
            if any(line.strip() for line in lines[start + (2 if level else 0) : stop]):
                path_ = tuple(name for _, name in above)
                yield Turn(
                    sort=Sort.PIECE,
                    text="\n".join(lines[start:stop]).strip("\n"),
                    record=" > ".join(path_),
                    said_at=changed,
                    kind=Kind.RESOURCE,
                    tags=path_[:-1],
                )


_Mark = tuple[int, int, str]  # line, level from 1, title


def _spans(marks: Sequence[_Mark], end: int) -> Iterator[tuple[int, int, int, str]]:
    """Start, stop, level and title of each section; level 0 of what stands before the first."""
    every = [(0, 0, ""), *marks]
    for at, (start, level, title) in enumerate(every):
        stop = every[at + 1][0] if at + 1 < len(every) else end
        if stop > start:
            yield start, stop, level, title


def _asciidoc(lines: Sequence[str]) -> list[_Mark]:
    matches = ((at, _ASCIIDOC.match(line)) for at, line in enumerate(lines))
    return [(at, len(match["level"]), match["title"].strip()) for at, match in matches if match]


def _underlined(lines: Sequence[str]) -> list[_Mark]:
    levels: dict[str, int] = {}
    marks: list[_Mark] = []
    for at in range(1, len(lines)):
        match = _UNDERLINE.match(lines[at])
        title = lines[at - 1].strip()
        if not match or not title or lines[at - 1][0].isspace() or _UNDERLINE.match(title):
            continue
        if len(lines[at].rstrip()) < len(title) or (at > 1 and _is_prose(lines[at - 2])):
            continue
        is_overlined = at > 1 and lines[at - 2].rstrip() == lines[at].rstrip()
        style = match["sign"] * (2 if is_overlined else 1)
        level = levels.setdefault(style, len(levels) + 1)
        marks.append((at - 1 - is_overlined, level, title))
    return marks


def _is_prose(line: str) -> bool:
    # A title stands alone: what stands right above it makes it the end of a paragraph or table.
    return bool(line.strip()) and not _UNDERLINE.match(line)

"""Cut a Markdown document into its sections, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from slm.domain import private
from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.decoding import may_be_text
from slm.ingest.instructions import NATIVE_MEMORY, tag_of
from slm.ingest.source import SourceFile

_SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".mdown", ".mkd", ".mdc"})
# Agents' rules without a suffix, in Markdown by custom.
_RULES = frozenset({".cursorrules", ".windsurfrules", ".clinerules"})
# A choice: it is read whole, and a chat history of 4 MB kept as Markdown should still pass.
SIZE_LIMIT = 8 * 1024 * 1024

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# A line that cannot be the text of an underlined heading: lists, quotes, tables, code, rules.
_NO_PARAGRAPH = re.compile(r"\s*$|\s{4}|\t| {0,3}(?:[-*+>|#=]|\d+[.)]\s|```|~~~|<!--)")
_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# user, feedback, project or reference, in Claude Code's.
_MEMORY_SORT = re.compile(r"^\s*type:[ \t]*[\"']?(?P<sort>[\w-]{1,40})", re.MULTILINE)


@dataclass(slots=True)
class _Section:
    path: tuple[str, ...] = ()  # the headings that lead to it, its own last
    lines: list[str] = field(default_factory=list)
    heading_lines: int = 0

    @property
    def says_something(self) -> bool:
        return any(line.strip() for line in self.lines[self.heading_lines :])


class Markdown(SourceFile):
    """A document: each section that says something is a piece, its heading included.

    The headings above are its tags, so that "Install" is found as Linux's or macOS's; the way of
    headings down to it is its record.
    """

    name = "markdown"
    is_prose = True
    size_limit = SIZE_LIMIT
    too_large = "document too large"

    def claims(self, path: Path, head: bytes, /) -> bool:
        """Whether it is called Markdown, or holds an agent's rules, and holds text."""
        is_called = path.suffix.lower() in _SUFFIXES or path.name in _RULES
        return is_called and may_be_text(head)

    def public(self, text: str) -> str:
        """The text without what is private; a fence that ends or begins in there still does."""
        left = private.blanked(text)
        return left if left == text else _with_fences(left, text)

    def pieces(
        self, path: Path, _raw: bytes, text: str, changed: datetime | None
    ) -> Iterator[Turn]:
        """Every section."""
        tags = _tags_of_file(path, text)
        for section in sections(text):
            yield _turn(section, changed, tags)


def _tags_of_file(path: Path, text: str) -> tuple[str, ...]:
    """What the file is to agents; of a memory of their own also the sort that they gave it."""
    tag = tag_of(path.as_posix())
    matter = _FRONT_MATTER.match(text) if tag == NATIVE_MEMORY else None
    sort = _MEMORY_SORT.search(matter[0]) if matter else None
    return tuple(filter(None, (tag, sort["sort"] if sort else "")))


def _turn(section: _Section, changed: datetime | None, tags: tuple[str, ...]) -> Turn:
    return Turn(
        sort=Sort.PIECE,
        text="\n".join(section.lines).strip("\n"),
        record=" > ".join(section.path),
        said_at=changed,
        kind=Kind.RESOURCE,
        tags=(*tags, *section.path[:-1]),
    )


def sections(text: str) -> Iterator[_Section]:
    """Cut at headings; what stands in code fences is no heading, front matter is left out."""
    section = _Section()
    above: list[tuple[int, str]] = []
    fence = ""
    for line in _without_front_matter(text).split("\n"):
        fence = _fence_after(line, fence)
        level, title = (0, "") if fence else _heading(line, section)
        if level:
            underlined = [section.lines.pop()] if _UNDERLINE.match(line) else []
            if section.says_something:
                yield section
            above = [*(entry for entry in above if entry[0] < level), (level, title)]
            path = tuple(name for _, name in above)
            section = _Section(path, [*underlined], len(underlined) + 1)
        section.lines.append(line)
    if section.says_something:
        yield section


def _without_front_matter(text: str) -> str:
    matter = _FRONT_MATTER.match(text)
    return text[matter.end() :] if matter else text


def _heading(line: str, section: _Section) -> tuple[int, str]:
    """The level and title of the heading that `line` makes; level 0: it makes none."""
    if match := _HEADING.match(line):
        return len(match.group(1)), _without_closing(line[match.end() :].strip())
    before = section.lines[-1] if len(section.lines) > section.heading_lines else ""
    if (match := _UNDERLINE.match(line)) and not _NO_PARAGRAPH.match(before):
        return (1 if match.group(1)[0] == "=" else 2), before.strip()
    return 0, ""


def _without_closing(title: str) -> str:
    # "## Install ##" is headed "Install", "## C#" is headed "C#"
    bare = title.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else title


def _fence_after(line: str, fence: str) -> str:
    """Which code fence is open after `line`; "" when none is."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        is_inline = "`" in match.group(1) and "`" in line[match.end() :]
        return "" if is_inline else match.group(1)
    closes = match.group(1).startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence


def _with_fences(left: str, text: str) -> str:
    """What is left of a text, with a fence in a blanked line wherever those after it need one."""
    lines = left.split("\n")
    fence = shown = ""  # what is open in the text, and in what is left of it
    turned: int | None = None  # the last blanked line in which a fence began or ended
    for at, line in enumerate(text.split("\n")):
        if line.strip() and line == lines[at] and turned is not None:
            if fence != shown:
                lines[turned] = "\n".join(filter(None, (shown, fence)))
                shown = fence
            turned = None
        before, fence = fence, _fence_after(line, fence)
        shown = _fence_after(lines[at], shown)
        if fence != before and not lines[at].strip():
            turned = at
    return "\n".join(lines)

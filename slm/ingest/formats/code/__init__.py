"""Cut a project's code into what it defines, and read its settings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from slm.domain.memory import Kind
from slm.domain.turn import Sort, Turn
from slm.ingest.formats.code import python, settings, structure
from slm.ingest.formats.code.definition import Definition
from slm.ingest.formats.code.languages import BY_PROGRAM, BY_SUFFIX
from slm.ingest.ignoring import is_generated
from slm.ingest.source import SourceFile

_WORD = re.compile(rb"[a-z]+")
_SAYS_SOMETHING = re.compile(r"\w")  # not a mere "//", left of what was private


class Code(SourceFile):
    """Code by definition: a piece is a function, a method, or a class without its methods.

    Its record is the qualified name; what a method belongs to is its tag.
    """

    name = "code"

    def claims(self, path: Path, head: bytes, /) -> bool:
        """Whether it is called as code or settings are, or begins by naming its interpreter."""
        return bool(_suffix(path, head)) or settings.is_settings(path.name)

    def pieces(self, path: Path, raw: bytes, text: str, changed: datetime | None) -> Iterable[Turn]:
        """Every definition of the file; of one that nobody wrote, that it is left out."""
        suffix = _suffix(path, raw)
        if suffix and is_generated(raw):
            return [Turn(Sort.GENERATED, "")]
        if not suffix and settings.is_data(text, path.name):
            return [Turn(Sort.DATA, "")]
        found = definitions(text, suffix) if suffix else settings.definitions(text)
        return [_turn(one, changed) for one in found if _SAYS_SOMETHING.search(one.text)]


def definitions(source: str, suffix: str) -> list[Definition]:
    """What a source defines; what defines nothing, or is not understood, is one piece."""
    if suffix in ("py", "pyi"):
        try:
            return python.definitions(source)
        except ValueError:
            pass  # another Python, or a template of one
    found = structure.definitions(source, BY_SUFFIX.get(suffix, BY_SUFFIX["py"]))
    return found or [Definition("", source.strip("\n"))]


def _suffix(path: Path, head: bytes) -> str:
    suffix = path.suffix[1:].lower()
    if suffix in BY_SUFFIX:
        return suffix
    if suffix or not head.startswith(b"#!"):
        return ""
    named = _WORD.findall(head.partition(b"\n")[0])  # "#!/usr/bin/env python3 -u"
    return next((BY_PROGRAM[word.decode()] for word in named if word.decode() in BY_PROGRAM), "")


def _turn(one: Definition, changed: datetime | None) -> Turn:
    parent = one.name.rpartition(".")[0]
    return Turn(
        sort=Sort.PIECE,
        text=one.text,
        record=one.name,
        said_at=changed,
        kind=Kind.RESOURCE,
        tags=(parent,) if parent else (),
    )

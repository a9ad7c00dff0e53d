"""Cut Python into its functions, classes and methods, as its own parser sees them."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from slm.ingest.formats.code.definition import (
    MODULE,
    TOP_LEVEL,
    Definition,
    qualified,
    written,
)

_Defining = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Import = ast.Import | ast.ImportFrom
# A comment that speaks to a program, not to a reader.
_FOR_PROGRAMS = re.compile(
    r"\s*#(?:!|\s*(?:-\*-|(?:vim?|fmt|isort|mypy|ruff|pylint|pyright|yapf|pragma|type):"
    r"|(?:en)?coding[:=]|noqa\b|flake8\b|nosec\b))"
)
_WORD = re.compile(r"\w")
# What every file of a project begins with says nothing about one.
_LICENCE = re.compile(
    r"copyright|spdx-|licen[cs]ed under|permission is hereby granted|redistribution and use"
    r"|without warrant",
    re.IGNORECASE,
)


def definitions(source: str) -> list[Definition]:
    """Every definition in order; raises ValueError for what is not this Python."""
    try:
        with warnings.catch_warnings():  # an old "\d" is somebody else's to mend
            warnings.simplefilter("ignore")
            module = ast.parse(source)
    except (SyntaxError, RecursionError, MemoryError) as exc:
        raise ValueError("not Python as it is spoken here") from exc
    # The parser counts lines by these ends alone; a form feed ends none.
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [*_module(module, lines), *_within(module.body, lines, "")]


def _module(module: ast.Module, lines: Sequence[str]) -> Iterator[Definition]:
    """What stands outside of definitions: the docstring, then constants, statements, remarks."""
    rest = list(module.body)
    if ast.get_docstring(module, clean=False) is not None:
        doc = rest.pop(0)
        yield Definition(MODULE, written(lines, doc.lineno - 1, doc.end_lineno or doc.lineno))
    rest = [node for node in rest if not isinstance(node, _Import)]
    said = [node for node in rest if not isinstance(node, _Defining)]
    spans = [_span(node, lines) for node in said]
    inside = _lines_of(_defining(said), lines)
    stated = [(span[0], written(lines, *span, inside)) for span in spans]
    remarks = _remarks(lines, _lines_between(module.body) | _lines_of(rest, lines))
    begins = min((node.lineno for node in rest), default=len(lines))
    own = [(at, text) for at, text in remarks if at >= begins or not _LICENCE.search(text)]
    found = sorted([*stated, *own], key=itemgetter(0))
    if text := "\n".join(text for _, text in found if text):
        yield Definition(TOP_LEVEL, text)


def _remarks(lines: Sequence[str], held: Collection[int]) -> Iterator[tuple[int, str]]:
    """The comments in lines that no piece holds, each with the line that it begins in."""
    free = [
        at
        for at, line in enumerate(lines)
        if at not in held and line.lstrip().startswith("#") and not _FOR_PROGRAMS.match(line)
    ]
    for _, run in groupby(enumerate(free), key=lambda one: one[1] - one[0]):
        own = [at for _, at in run]
        text = written(lines, own[0], own[-1] + 1)
        if _WORD.search(text):  # a mere rule says nothing
            yield own[0], text


def _within(body: Iterable[ast.stmt], lines: Sequence[str], parent: str) -> Iterator[Definition]:
    for node in _defining(body):
        name = qualified(parent, node.name)
        start, stop = _span(node, lines)
        if not isinstance(node, ast.ClassDef):
            yield Definition(name, written(lines, start, stop))
            continue
        inside = _lines_of(_defining(node.body), lines)
        yield Definition(name, written(lines, start, stop, inside))
        yield from _within(node.body, lines, name)


def _defining(body: Iterable[ast.stmt]) -> Iterator[_Defining]:
    """The definitions among statements, those that a condition or an attempt holds included."""
    for node in body:
        if isinstance(node, _Defining):
            yield node
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _defining(node.body)
            yield from _defining(getattr(node, "orelse", ()))
            for handler in getattr(node, "handlers", ()):
                yield from _defining(handler.body)


def _lines_of(nodes: Iterable[ast.stmt], lines: Sequence[str]) -> set[int]:
    return {at for node in nodes for at in range(*_span(node, lines))}


def _lines_between(nodes: Iterable[ast.stmt]) -> set[int]:
    """The lines of statements without the comments above them."""
    return {at for one in nodes for at in range(one.lineno - 1, one.end_lineno or one.lineno)}


def _span(node: ast.stmt, lines: Sequence[str]) -> tuple[int, int]:
    decorators = node.decorator_list if isinstance(node, _Defining) else ()
    first = min([node.lineno, *(one.lineno for one in decorators)]) - 1
    return _above(lines, first), node.end_lineno or node.lineno


def _above(lines: Sequence[str], start: int) -> int:
    """Where the comment that stands right above a line begins."""
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start

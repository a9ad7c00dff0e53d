"""Cut Python into its functions, classes and methods, as its own parser sees them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator, Sequence

from slm.ingest.formats.code.definition import (
    MODULE,
    TOP_LEVEL,
    Definition,
    qualified,
    written,
)

_Defining = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


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
    """What stands outside of definitions: the docstring, then constants and statements."""
    rest = list(module.body)
    if ast.get_docstring(module, clean=False) is not None:
        doc = rest.pop(0)
        yield Definition(MODULE, written(lines, doc.lineno - 1, doc.end_lineno or doc.lineno))
    said = [node for node in rest if not isinstance(node, _Defining | ast.Import | ast.ImportFrom)]
    spans = [_span(node, lines) for node in said]
    inside = _lines_of(_defining(said), lines)
    if text := "\n".join(filter(None, (written(lines, *span, inside) for span in spans))):
        yield Definition(TOP_LEVEL, text)


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


def _span(node: ast.stmt, lines: Sequence[str]) -> tuple[int, int]:
    decorators = node.decorator_list if isinstance(node, _Defining) else ()
    first = min([node.lineno, *(one.lineno for one in decorators)]) - 1
    return _above(lines, first), node.end_lineno or node.lineno


def _above(lines: Sequence[str], start: int) -> int:
    """Where the comment that stands right above a line begins."""
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start

"""Ask for functions of Python's standard library by the first paragraph of their docstrings."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from slm.eval.sets import Asked, Row

FUNCTIONS = 1000
FEWEST_WORDS = 4  # "Return the name." could be anybody's
# A body of less hardly says what it does.
SHORTEST = 60
_TESTS = ("test", "tests", "idle_test")
_APART = ("idlelib", "lib2to3", "turtledemo", "ensurepip", "site-packages", "dist-packages")
_LEFT_OUT = frozenset((*_TESTS, *_APART))
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Documented:
    """A function, with what its docstring says kept apart."""

    name: str  # file, line and name
    paragraph: str
    source: str  # without the docstring


def make(library: Path, seed: int = 0, count: int = FUNCTIONS) -> tuple[list[Row], list[Asked]]:
    """Choose `count` functions under `library`, no paragraph and no source twice."""
    found = _distinct([*_documented(library)])
    random.Random(seed).shuffle(found)
    chosen = found[:count]
    # Each a document of its own: what is measured is the text, not its place in a file.
    rows = [Row(one.source, one.name, one.name) for one in chosen]
    asked = [Asked(f"d{n}", one.paragraph, (one.name,)) for n, one in enumerate(chosen)]
    return rows, asked


def _documented(library: Path) -> Iterator[Documented]:
    for path in sorted(library.rglob("*.py")):
        relative = path.relative_to(library)
        if _LEFT_OUT.isdisjoint(relative.parts):
            try:
                text = path.read_text(encoding="utf-8")
                tree = ast.parse(text)
            except (SyntaxError, ValueError):  # samples of what cannot be read
                continue
            yield from _functions(tree, text.splitlines(), relative.as_posix())


def _functions(tree: ast.Module, lines: Sequence[str], path: str) -> Iterator[Documented]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            paragraph = _first_paragraph(node)
            source = _without_docstring(node, lines)
            if len(paragraph.split()) >= FEWEST_WORDS and len(source) >= SHORTEST:
                yield Documented(f"{path}:{node.lineno}:{node.name}", paragraph, source)


def _first_paragraph(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return " ".join(_PARAGRAPH.split(ast.get_docstring(node) or "")[0].split())


def _without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: Sequence[str]) -> str:
    docstring = node.body[0]
    if len(node.body) == 1:
        return ""  # nothing but the docstring
    before = lines[node.lineno - 1 : docstring.lineno - 1]
    return "\n".join([*before, *lines[docstring.end_lineno or 0 : node.end_lineno]])


def _distinct(found: Sequence[Documented]) -> list[Documented]:
    """Those whose paragraph and source come for the first time."""
    seen: set[str] = set()
    kept = []
    for one in found:
        if seen.isdisjoint((one.paragraph, one.source)):
            seen |= {one.paragraph, one.source}
            kept.append(one)
    return kept

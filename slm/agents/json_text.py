"""Read JSON as people write it, comments and spare commas too, with the place of every value."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

BLANK = " \t\r\n"
BOM = "\ufeff"

_DECODER = json.JSONDecoder()
_GAP = re.compile(r"(?:[ \t\r\n]+|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)
_GAP_BEGINS = frozenset(BLANK) | {"/"}
_COMMENT = re.compile(r"//[^\r\n]*|/\*.*?\*/", re.DOTALL)
_SCALAR = re.compile(
    r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\b|true\b|false\b|null\b"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and where in the text it stands: from `start` up to `end`."""

    value: object  # as json.loads gives it: of members that share a name, the last counts
    start: int
    end: int
    items: tuple[Item, ...] = ()

    def get(self, name: str) -> Node | None:
        """The member of this name that counts."""
        return next((item.node for item in reversed(self.items) if item.name == name), None)


@dataclass(frozen=True, slots=True)
class Item:
    """A member of an object with its name, or an element of an array without one."""

    name: str | None
    start: int  # of the name, or of the element
    node: Node
    comma: int | None  # where the comma after it stands

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.node.end


# What is changed is read before and after each step; nodes never change.
@lru_cache(maxsize=4)
def read(text: str) -> Node:
    """The one value of a text; raises ValueError with the line where it is no JSON."""
    try:
        root = _value(text, _skip(text, len(BOM) if text.startswith(BOM) else 0))
    except RecursionError as exc:
        raise ValueError("its values are nested too deeply") from exc
    if (end := _skip(text, root.end)) != len(text):
        raise _broken(text, end, "the end")
    return root


def ends_in_line_comment(gap: str) -> bool:
    """Whether what is written behind this gap between two values would be part of a comment."""
    comments: list[str] = _COMMENT.findall(gap)
    return bool(comments) and comments[-1].startswith("//")


def _skip(text: str, at: int) -> int:
    if text[at : at + 1] not in _GAP_BEGINS:  # most values are followed by their comma
        return at
    found = _GAP.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int) -> Node:
    if text.startswith("{", at):
        return _container(text, at, "}")
    if text.startswith("[", at):
        return _container(text, at, "]")
    if text.startswith('"', at):
        value, end = _string(text, at)
        return Node(value, at, end)
    if found := _SCALAR.match(text, at):
        return Node(json.loads(found[0]), at, found.end())
    raise _broken(text, at, "a value")


def _string(text: str, at: int) -> tuple[str, int]:
    if not text.startswith('"', at):
        raise _broken(text, at, "a string")
    try:
        value, end = _DECODER.raw_decode(text, at)
    except ValueError as exc:  # without an end, with a line end, or an escape that there is not
        raise _broken(text, at, "a string") from exc
    return str(value), end


def _container(text: str, start: int, closing: str) -> Node:
    items: list[Item] = []
    at = _skip(text, start + 1)
    while not text.startswith(closing, at):
        if items and items[-1].comma is None:
            raise _broken(text, at, f"a comma or {closing}")
        item = _item(text, at, is_named=closing == "}")
        items.append(item)
        at = _skip(text, item.end if item.comma is None else item.comma + 1)
    if closing == "]":
        return Node([item.node.value for item in items], start, at + 1, tuple(items))
    return Node({item.name: item.node.value for item in items}, start, at + 1, tuple(items))


def _item(text: str, start: int, *, is_named: bool) -> Item:
    name, at = None, start
    if is_named:
        name, at = _string(text, start)
        at = _skip(text, at)
        if not text.startswith(":", at):
            raise _broken(text, at, "a colon")
        at = _skip(text, at + 1)
    node = _value(text, at)
    comma = _skip(text, node.end)
    return Item(name, start, node, comma if text.startswith(",", comma) else None)


def _broken(text: str, at: int, wanted: str) -> ValueError:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return ValueError(f"line {line}, column {column}: {wanted} is expected")

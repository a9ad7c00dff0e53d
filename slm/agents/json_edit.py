"""Put one thing into a JSON text, or take it out, and leave every other character as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from slm.agents.json_text import BLANK, BOM, Item, Node, ends_in_line_comment, read

# What stood where we were about to write: of each container on the way, by the names that lead to
# it, its inside if it was empty, and None if there was none. One that held something is not named.
Traces = Mapping[str, str | None]

DEFAULT_INDENT = "  "
_LINE_END = re.compile(r"[\r\n]")


def path(names: tuple[str | None, ...]) -> str:
    """The key of a container in traces."""
    return "/".join(name or "" for name in names)


def trace(
    root: Node | None, text: str, paths: tuple[tuple[str, ...], ...]
) -> dict[str, str | None]:
    """What stands at these paths; give it the text as it is without us."""
    found: dict[str, str | None] = {}
    for names in paths:
        node = root
        for name in names:
            node = node.get(name) if node else None
        if node is None or not node.items:
            found[path(names)] = text[node.start + 1 : node.end - 1] if node else None
    return found


def append(text: str, into: Node, name: str | None, value: object) -> str:
    """The text with a value more at the end of a container."""
    last = into.items[-1] if into.items else None
    inside = text[into.start + 1 : into.end - 1]
    at = into.start + 1 + len(inside.rstrip(BLANK))  # behind the last value, comma or comment
    is_first = not text[: into.start].strip(BOM + BLANK)
    if not _LINE_END.search(inside if last else text.strip()) and not (is_first and not last):
        added = _on_one_line(text, name, value, has_neighbour=last is not None)
    else:
        added = _on_lines_of_its_own(text, into, name, value)
        if not last and not _LINE_END.search(text[at : into.end]):
            added += _newline(text) + _indent_at(text, into.start)
    if last and last.comma is not None:
        added += ","  # as whoever wrote the file ends its last line
    with_value = text[:at] + added + text[at:]
    if last and last.comma is None:
        return with_value[: last.end] + "," + with_value[last.end :]
    return with_value


def take_out(text: str, chain: tuple[int, ...], traces: Traces | None) -> str:
    """The text without the item that these indices lead to, nor what we had made around it.

    Without traces, what the item leaves empty goes with it.
    """
    nodes, names = _follow(read(text), chain)
    depth = len(chain) - 1
    while depth and _goes_too(text, nodes[depth], names[:depth], traces):
        depth -= 1
    rest = _cut(text, nodes[depth], chain[depth])
    hollow = (traces or {}).get(path(names[:depth]))
    if hollow is None:
        return rest
    emptied = _follow(read(rest), chain[:depth])[0][-1]
    inside = rest[emptied.start + 1 : emptied.end - 1]
    if emptied.items or inside.split() != hollow.split():
        return rest
    return rest[: emptied.start + 1] + hollow + rest[emptied.end - 1 :]


def replace(text: str, node: Node, value: str) -> str:
    """The text with another string where this one stands."""
    return text[: node.start] + json.dumps(value, ensure_ascii=False) + text[node.end :]


def _follow(root: Node, chain: tuple[int, ...]) -> tuple[list[Node], tuple[str | None, ...]]:
    nodes, names = [root], []
    for index in chain:
        item = nodes[-1].items[index]
        nodes.append(item.node)
        names.append(item.name)
    return nodes, tuple(names)


def _goes_too(
    text: str, container: Node, names: tuple[str | None, ...], traces: Traces | None
) -> bool:
    """Whether a container goes with the item in it: we made it, and nothing else is inside."""
    if len(container.items) > 1 or not _is_bare(text, container):
        return False
    if traces is None or None in names:  # what is in a list of hooks stands for one hook
        return True
    return path(names) in traces and traces[path(names)] is None


def _is_bare(text: str, container: Node) -> bool:
    (item,) = container.items
    around = text[container.start + 1 : item.start] + text[item.end : container.end - 1]
    return not around.strip(BLANK + ",")


def _cut(text: str, container: Node, index: int) -> str:
    items = container.items
    item = items[index]
    if len(items) == 1 and _is_bare(text, container):
        return text[: container.start + 1] + text[container.end - 1 :]
    earlier = items[index - 1].comma if index else None
    start = _beginning(text, item, container.start if earlier is None else earlier)
    if item.comma is not None:
        return _cut_before_another(text, items, index, start)
    if earlier is not None:
        return text[:earlier] + text[earlier + 1 : start] + text[item.end :]
    return text[:start] + text[item.end :]


def _beginning(text: str, item: Item, earlier: int) -> int:
    """Where the blank before an item begins, unless a comment before it would swallow the rest."""
    start = len(text[: item.start].rstrip(BLANK))
    rest = text[item.end if item.comma is None else item.comma + 1 :]
    ends_line = rest.lstrip(" \t").startswith(("\n", "\r"))
    return (
        item.start if not ends_line and ends_in_line_comment(text[earlier + 1 : start]) else start
    )


def _cut_before_another(text: str, items: tuple[Item, ...], index: int, start: int) -> str:
    comma = items[index].comma
    assert comma is not None
    if not index and items[1:] and not text[comma + 1 : items[1].start].strip(BLANK):
        return text[: items[0].start] + text[items[1].start :]
    # A comment between the value and its comma is the user's.
    return text[:start] + text[items[index].end : comma] + text[comma + 1 :]


def _on_one_line(text: str, name: str | None, value: object, *, has_neighbour: bool) -> str:
    gap = " " if '": ' in text or ", " in text else ""
    written = json.dumps(value, ensure_ascii=False, separators=("," + gap, ":" + gap))
    named = written if name is None else f"{json.dumps(name)}:{gap}{written}"
    return (gap if has_neighbour else "") + named


def _on_lines_of_its_own(text: str, into: Node, name: str | None, value: object) -> str:
    unit = _unit(text)
    indent = _indent_at(text, into.start) + unit
    if into.items and (own := _indent_before(text, into.items[-1].start)) is not None:
        indent = own
    written = json.dumps(value, ensure_ascii=False, indent=unit)
    named = written if name is None else f"{json.dumps(name)}: {written}"
    return "".join(_newline(text) + indent + line for line in named.split("\n"))


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _unit(text: str) -> str:
    """One step of indentation, as the outermost members have it."""
    root = read(text)
    return next(filter(None, (_indent_before(text, i.start) for i in root.items)), DEFAULT_INDENT)


def _indent_at(text: str, at: int) -> str:
    """The blank that begins the line of this place."""
    line = text[text.rfind("\n", 0, at) + 1 : at].removeprefix(BOM)
    return line[: len(line) - len(line.lstrip(" \t"))]


def _indent_before(text: str, at: int) -> str | None:
    """The blank between the line's beginning and this place; None if there is more than that."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return None if line.strip(" \t") or "\n" not in text[:at] else line

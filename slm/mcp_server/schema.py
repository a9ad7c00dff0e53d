"""Write a type's JSON schema in as few words as an agent needs."""

from __future__ import annotations

from typing import Any

import msgspec

Schema = dict[str, Any]

# Says nothing, be it a default, a list of what is required, or a description.
EMPTY: tuple[object, ...] = ("", [], ())


def schema(type_: type[msgspec.Struct]) -> Schema:
    """The schema of a struct, whole in itself: no references, no titles, no empty defaults."""
    (root,), named = msgspec.json.schema_components([type_])
    return _plain(root, named)


def _plain(written: Schema, named: dict[str, Schema]) -> Schema:
    if "$ref" in written:
        meant = named[written["$ref"].rpartition("/")[2]]
        # A class's docstring is for readers of the code; a field says itself what it is for.
        written = {**meant, "description": "", **written, "$ref": ""}
    plain = {key: value for key, value in written.items() if key != "title" and value not in EMPTY}
    if "enum" in plain:
        plain["type"] = "string"  # some models refuse a choice of no type
    if "items" in plain:
        plain["items"] = _plain(plain["items"], named)
    if "properties" in plain:
        fields = plain["properties"]
        plain["properties"] = {name: _plain(field, named) for name, field in fields.items()}
    return plain

"""Whatever bytes a file holds, reading it raises nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm.domain.turn import Turn
from slm.ingest.extract import draft
from slm.ingest.formats import FORMATS
from slm.ingest.reading import Found, open_, read

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*/*/in.*"))
LINES = [line for sample in SAMPLES for line in sample.read_bytes().splitlines(keepends=True)]

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
KEYS = (
    "type message content text payload session_id uuid timestamp kind operation attachment prompt "
    "role summary source git tags cwd"
)
WORDS = (
    "user assistant text thinking tool_result attachment queue-operation remove enqueue "
    "queued_command response_item session_meta reasoning"
)
keys = st.sampled_from(KEYS.split())
words = st.sampled_from(WORDS.split())
objects = st.recursive(
    values | words,
    lambda inner: st.dictionaries(keys, inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=12,
)
json_lines = st.dictionaries(keys, objects).map(lambda made: json.dumps(made).encode() + b"\n")
torn = st.tuples(st.sampled_from(LINES), st.integers(0, 400)).map(lambda cut: cut[0][: -cut[1]])
contents = st.lists(st.binary() | json_lines | st.sampled_from(LINES) | torn, max_size=8)


@pytest.mark.parametrize("name", [format_.name for format_ in FORMATS])
@settings(deadline=None, max_examples=60)
@given(content=contents.map(b"".join), cut=st.integers(0, 500))
def test_any_bytes_are_read_without_an_error(tmp_path_factory, name, content, cut):
    path = tmp_path_factory.getbasetemp() / f"any-{name}.md"
    path.write_bytes(content[:cut])
    found = Found(path, name, len(content), path.name)
    reader = open_(found)
    offsets = [portion.offset for portion in read(found, reader)]
    path.write_bytes(content)
    for portion in read(found, reader):
        offsets.append(portion.offset)
        for item in portion.items:
            made = draft(item, name, path.name, "") if isinstance(item, Turn) else None
            if made is not None:
                made.text.encode("utf-8")  # a half surrogate would fail here, and in the store
    assert all(0 <= offset <= len(content) for offset in offsets)


@settings(deadline=None)
@given(content=st.binary() | contents.map(b"".join))
def test_any_bytes_are_claimed_by_one_kind_of_format_or_none(content):
    claims = [format_.claims(Path("a.txt"), content) for format_ in FORMATS]

    assert all(isinstance(claim, bool) for claim in claims)

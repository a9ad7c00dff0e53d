"""A log is known by its first record, however long that is and whatever a crash left before it."""

import json
import tracemalloc
from pathlib import Path

import pytest

from slm.domain.turn import Turn
from slm.ingest.heads import FIRST_LINE_BYTES, HEAD_BYTES, first_records, head_of
from slm.ingest.reading import find, log_at, open_, read
from slm.ingest.stamps import stamp

SESSION = "5b0f6c1e-0000-4000-8000-000000000001"
LONG = ("Why does the oven timer drift? " * 4_000).strip()  # 124 KB
CLAUDE = {
    "parentUuid": None,
    "message": {"role": "user", "content": LONG},
    "type": "user",
    "uuid": "aaaaaaaa-0000-4000-8000-000000000001",
    "sessionId": SESSION,
}
CODEX = {"payload": {"id": SESSION, "base_instructions": LONG}, "type": "session_meta"}


def written(path, *records, before=b""):
    path.write_bytes(before + b"".join(json.dumps(one).encode() + b"\n" for one in records))
    return path


def turns(path):
    found = log_at(path, stamp(path))
    assert found
    return [item for portion in read(*found) for item in portion.items if isinstance(item, Turn)]


def test_a_first_record_whose_last_keys_tell_is_read_to_its_end(tmp_path):
    log = written(tmp_path / "a.jsonl", CLAUDE, CLAUDE | {"uuid": "b" * 36})

    assert [(turn.session, turn.text) for turn in turns(log)] == [(SESSION, LONG)] * 2
    assert [one.format for one in find(log)] == ["claude-code"]


def test_a_codex_log_is_known_by_the_end_of_its_first_record(tmp_path):
    assert [one.format for one in find(written(tmp_path / "a.jsonl", CODEX))] == ["codex"]


def test_a_long_first_record_with_a_text_is_no_row_of_ours(tmp_path):
    blocks = [{"type": "text", "text": LONG}]
    log = written(tmp_path / "a.jsonl", CLAUDE | {"message": {"role": "user", "content": blocks}})

    assert [one.format for one in find(tmp_path)] == ["claude-code"]
    assert [turn.text for turn in turns(log)] == [LONG]


@pytest.mark.parametrize("nuls", [100, HEAD_BYTES - 1, HEAD_BYTES, HEAD_BYTES + 1, 1_000_000])
@pytest.mark.parametrize("after", [b"", b"\n", b"\r\n\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_nuls_that_a_crash_left_at_the_beginning_are_passed_over(tmp_path, nuls, after, bom):
    log = written(tmp_path / "a.jsonl", CLAUDE, before=bom + b"\0" * nuls + after)

    assert [turn.text for turn in turns(log)] == [LONG]
    assert [one.format for one in find(log)] == ["claude-code"]


def test_a_log_that_is_known_late_is_followed_like_any_other(tmp_path):
    log = written(tmp_path / "a.jsonl", CLAUDE, before=b"\0" * 70_000)
    (found,) = find(log)
    reader = open_(found)
    first = [item.record for portion in read(found, reader) for item in portion.items]
    with log.open("ab") as file:
        file.write(json.dumps(CLAUDE | {"uuid": "b" * 36}).encode() + b"\n")

    assert first == [CLAUDE["uuid"]]
    assert reader.has_only_grown()
    assert [item.record for portion in read(found, reader) for item in portion.items] == ["b" * 36]


@pytest.mark.parametrize("begins", [b"{", b"", b"\0"])
def test_what_never_ends_is_given_up_within_bounds(tmp_path, begins):
    path = tmp_path / "a.jsonl"
    path.write_bytes((begins or b"\x89") + b'"type":"user"')
    with path.open("ab") as file:
        file.truncate(8 * FIRST_LINE_BYTES)  # a hole: NULs that take no room on the disk
    tracemalloc.start()
    known = log_at(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert known is None
    assert peak < 4 * FIRST_LINE_BYTES


def test_only_what_may_be_a_log_is_read_past_its_head(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 3 * HEAD_BYTES)

    assert first_records(path, head_of(path)) == b"x" * HEAD_BYTES


def test_nuls_make_no_document_of_a_file(tmp_path):
    Path(tmp_path / "a.md").write_bytes(b"\0" * 70_000 + b"# A\n\nb")
    Path(tmp_path / "b.md").write_bytes(b"# B\n\nb")

    assert [one.name for one in find(tmp_path)] == ["b.md"]

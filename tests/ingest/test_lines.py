import json
import tracemalloc

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm.domain.turn import Turn, Unread
from slm.ingest.lines import LINE_LIMIT, LogReader, decode, lines_of
from slm.ingest.reading import find, open_, read

ANY = msgspec.json.Decoder(dict)


def row(text):
    return json.dumps({"text": text}).encode()


def texts(path, reader=None):
    (found,) = find(path, "jsonl")
    return [
        item.text if isinstance(item, Turn) else item
        for portion in read(found, reader)
        for item in portion.items
    ]


def opened(log):
    (found,) = find(log, "jsonl")
    return open_(found)


def test_lines_know_where_they_lie(tmp_path):
    log = tmp_path / "log"
    log.write_bytes(b"one\n\ntwo\r\nthree")
    with log.open("rb") as file:
        lines = list(lines_of(file))
        again = list(lines_of(file, 5, 3))

    assert [line.raw for line in lines] == [b"one\n", b"\n", b"two\r\n", b"three"]
    assert [line.end for line in lines] == [4, 5, 10, 15]
    assert [line.is_finished for line in lines] == [True, True, True, False]
    assert again == lines[2:]


def test_a_line_of_5_mb_is_read(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(row("é" * 2_500_000) + b"\n" + row("after") + b"\n")

    assert [len(text) for text in texts(log)] == [2_500_000, 5]


def test_a_line_beyond_the_limit_is_counted_and_never_held(tmp_path):
    log = tmp_path / "log.jsonl"
    with log.open("wb") as file:
        file.write(row("before") + b"\n")
        file.truncate(3 * LINE_LIMIT)  # a hole: NULs that take no room on the disk
        file.seek(0, 2)
        file.write(b"\n" + row("after") + b"\n")
    tracemalloc.start()
    read_texts = texts(log)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read_texts == ["before", Unread("line too long", 2), "after"]
    assert peak < 2.5 * LINE_LIMIT


def test_an_unfinished_last_line_is_left_for_the_next_time(tmp_path):
    log = tmp_path / "log.jsonl"
    whole = row("first") + b"\n" + row("second")
    log.write_bytes(whole[:-4])
    reader = opened(log)
    first, waiting = reader.more()

    assert waiting.items == (Unread("unfinished line", 2),)
    assert waiting.offset == first.offset

    log.write_bytes(whole + b"\n")

    assert texts(log, reader) == ["second"]


def test_a_whole_last_line_without_its_newline_is_read_once(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(row("first"))
    reader = opened(log)

    assert texts(log, reader) == ["first"]

    log.write_bytes(row("first") + b"\n" + row("second") + b"\n{")

    assert texts(log, reader) == ["second", Unread("unfinished line", 3)]


def test_what_is_glued_to_a_line_that_was_read_is_read(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(row("first"))
    reader = opened(log)

    assert texts(log, reader) == ["first"]

    log.write_bytes(row("first") + row("glued") + b"\n" + row("second") + b"\n")

    assert texts(log, reader) == ["glued", "second"]


def test_a_log_has_only_grown_until_what_was_read_of_it_is_gone(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(row("first") + b"\n")
    reader = opened(log)
    texts(log, reader)
    with log.open("ab") as file:
        file.write(row("second") + b"\n")

    assert reader.has_only_grown()


@pytest.mark.parametrize("after", [b"", row("first")[:-1], row("fisrt") + b"\n" + row("more")])
def test_a_log_cut_short_or_written_anew_has_not_only_grown(tmp_path, after):
    log = tmp_path / "log.jsonl"
    log.write_bytes(row("first") + b"\n")
    reader = opened(log)
    texts(log, reader)
    log.write_bytes(after)

    assert not reader.has_only_grown()


def test_a_log_replaced_by_another_or_gone_has_not_only_grown(tmp_path):
    log, other = tmp_path / "log.jsonl", tmp_path / "other.jsonl"
    log.write_bytes(row("first") + b"\n")
    other.write_bytes(row("first") + b"\n")
    reader = opened(log)
    texts(log, reader)
    other.replace(log)

    assert not reader.has_only_grown()

    log.unlink()

    assert not reader.has_only_grown()


def test_records_glued_by_a_crash_are_told_apart():
    assert decode(b'{"a":1}{"b":"}{"}\n', ANY) == [{"a": 1}, {"b": "}{"}]


@pytest.mark.parametrize("raw", [b"{", b"[" * 100_000, b'{"a":' * 100_000, b"nonsense", b"{}x"])
def test_a_broken_line_is_a_value_error(raw):
    with pytest.raises(ValueError, match=r"broken line|unknown shape"):
        decode(raw, ANY)


@settings(deadline=None)
@given(st.lists(st.text(min_size=1).filter(str.strip)), st.data())
def test_reading_in_two_steps_gives_what_one_step_gives(tmp_path_factory, written, drawn):
    log = tmp_path_factory.mktemp("log") / "log.jsonl"
    log.write_bytes(b"".join(row(text) + b"\n" for text in written) + b'{"text":')
    whole = log.read_bytes()
    log.write_bytes(whole[: drawn.draw(st.integers(0, len(whole)))])
    reader = LogReader(log, ANY, lambda row, _line: [row])
    parts = [list(reader.more())]
    log.write_bytes(whole)
    parts.append(list(reader.more()))
    rows = [item for part in parts for p in part for item in p.items if isinstance(item, dict)]

    assert [one["text"] for one in rows] == written

import json
import tracemalloc

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm.domain.turn import Sort, Turn, Unread
from slm.ingest.lines import LINE_LIMIT, decode, read_lines
from slm.ingest.reading import find, read

ANY = msgspec.json.Decoder(dict)


def row(text):
    return json.dumps({"text": text}).encode()


def texts(path, start=0):
    (found,) = find(path, "jsonl")
    return [
        item.text if isinstance(item, Turn) else item
        for portion in read(found, start)
        for item in portion.items
    ]


def test_lines_know_where_they_lie_and_which_were_read_before(tmp_path):
    log = tmp_path / "log"
    log.write_bytes(b"one\n\ntwo\r\nthree")
    lines = list(read_lines(log, start=5))

    assert [line.raw for line in lines] == [b"one\n", b"\n", b"two\r\n", b"three"]
    assert [(line.start, line.end) for line in lines] == [(0, 4), (4, 5), (5, 10), (10, 15)]
    assert [line.is_old for line in lines] == [True, True, False, False]
    assert [line.is_finished for line in lines] == [True, True, True, False]


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
    (found,) = find(log, "jsonl")
    first, waiting = read(found)

    assert waiting.items == (Unread("unfinished line", 2),)
    assert waiting.offset == first.offset

    log.write_bytes(whole + b"\n")

    assert texts(log, waiting.offset) == ["second"]


def test_a_whole_last_line_without_its_newline_is_read_once(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(row("first"))
    (found,) = find(log, "jsonl")
    (portion,) = read(found)
    log.write_bytes(row("first") + b"\n" + row("second") + b"\n")

    assert texts(log, portion.offset) == ["second"]


def test_what_is_glued_to_a_line_that_was_read_is_read(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(row("first"))
    log.write_bytes(row("first") + row("glued") + b"\n" + row("second") + b"\n")

    assert texts(log, len(row("first"))) == ["glued", "second"]


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
    (found,) = find(log, "jsonl")
    portions = list(read(found))
    offset = drawn.draw(st.sampled_from([0, *(portion.offset for portion in portions)]))
    before = [item for p in portions if p.offset <= offset for item in p.items if is_speech(item)]
    after = [item for p in read(found, offset) for item in p.items if is_speech(item)]

    assert [turn.text for turn in before + after] == written


def is_speech(item):
    return isinstance(item, Turn) and item.sort is Sort.SPEECH

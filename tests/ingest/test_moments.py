import json
from datetime import UTC, datetime, timedelta

import pytest

from slm.domain.turn import Turn
from slm.ingest.moments import moment
from slm.ingest.reading import find, read

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRITTEN = [
    "2026-03-01T12:00:00Z",
    "2026-03-01T14:00:00+02:00",
    1_772_366_400,
    1_772_366_400.0,
    "1772366400",
    1_772_366_400_000,
    "1772366400000",
    "1772366400.000",
    1_772_366_400_000_000,
    "1772366400000000000",
]
LOGS = {
    "claude-code": {
        "type": "user",
        "uuid": "5d0e1b9c-0000-4000-8000-000000000001",
        "sessionId": "s",
        "message": {"role": "user", "content": "Preheat the oven."},
    },
    "codex": {
        "type": "response_item",
        "payload": {
            "type": "message",
            "role": "user",
            "content": [{"type": "input_text", "text": "Preheat the oven."}],
        },
    },
    "jsonl": {"text": "Preheat the oven."},
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_time_is_read_however_it_is_written(written):
    assert moment(written) == NOON


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("format_", LOGS)
def test_every_format_reads_a_time_however_it_is_written(tmp_path, format_, written):
    key = "time" if format_ == "jsonl" else "timestamp"
    (tmp_path / "log.jsonl").write_text(json.dumps(LOGS[format_] | {key: written}) + "\n")
    (found,) = find(tmp_path)
    (turn,) = [item for portion in read(found) for item in portion.items]

    assert found.format == format_
    assert isinstance(turn, Turn)
    assert turn.said_at == NOON


def test_parts_of_a_second_are_kept():
    assert moment(1_772_366_400_250) == NOON + timedelta(milliseconds=250)


def test_digits_are_a_date_or_a_count_and_never_both():
    assert moment("20260301") == datetime(2026, 3, 1).astimezone()
    assert moment("1710111211141").year == 2024  # a date in 1710 and 11:41, if read as ISO 8601


@pytest.mark.parametrize("written", [None, "", 0, "soon", "9" * 400, 1e300, -1e300, "١٢٣"])
def test_what_is_no_time_is_none(written):
    assert moment(written) is None

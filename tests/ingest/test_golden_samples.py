"""Each folder under samples/ is a case: what its format makes of it stands in expected.json."""

import dataclasses
import json
from pathlib import Path

import pytest

from slm.domain.memory import Draft, Kind
from slm.domain.turn import Turn
from slm.ingest.extract import draft
from slm.ingest.formats import FORMATS
from slm.ingest.reading import find, read

SAMPLES = Path(__file__).parent / "samples"
CASES = sorted(path.parent for path in SAMPLES.glob("*/*/in.*"))
BY_NAME = {format_.name: format_ for format_ in FORMATS}


def shown(value):
    """Only what is not its default, and nothing of when the sample was unpacked."""
    fields = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if held != field.default:
            fields[field.name] = held
    if value.kind is Kind.RESOURCE:
        del fields["said_at"]
    return fields


def expected_of(case):
    (sample,) = case.glob("in.*")
    (found,) = find(sample, case.parent.name)
    items = [item for portion in read(found) for item in portion.items]
    turns = [item for item in items if isinstance(item, Turn)]
    drafts = [draft(turn, found.format, f"docs/{sample.name}", "bakery") for turn in turns]
    return {
        "turns": [shown(turn) for turn in turns],
        "unread": [f"{item.line}: {item.reason}" for item in items if not isinstance(item, Turn)],
        "drafts": [f"{made.id} {made.text}" for made in drafts if isinstance(made, Draft)],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-2:]))
def test_a_sample_is_read_as_its_expected_file_says(case, update_golden):
    made = json.dumps(expected_of(case), indent=1, ensure_ascii=False, default=str) + "\n"
    golden = case / "expected.json"
    if update_golden:
        golden.write_text(made, encoding="utf-8")

    assert json.loads(made) == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-2:]))
def test_a_sample_is_claimed_by_its_own_format_alone(case):
    (sample,) = case.glob("in.*")
    head = sample.read_bytes()[: 64 * 1024]

    assert [name for name, one in BY_NAME.items() if one.claims(sample, head)] == [case.parent.name]


def test_every_format_of_files_has_samples():
    assert {case.parent.name for case in CASES} == set(BY_NAME) - {"git"}

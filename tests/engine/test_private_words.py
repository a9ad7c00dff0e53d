"""What a user marks as private is neither kept nor concluded from, however it reaches the log."""

import json

import pytest

SESSION = "5b0f6c1e-0000-4000-8000-000000000001"
REFUSED = (
    "The user doesn't want to proceed with this tool use. To tell you how to proceed, "
    "the user said:\n"
)


def record(number, author, block):
    return {
        "type": author,
        "uuid": f"{number:08}-0000-4000-8000-000000000001",
        "sessionId": SESSION,
        "timestamp": f"2026-03-01T10:{number:02}:00.000Z",
        "cwd": "/home/ana/bakery",
        "message": {"role": author, "content": [block]},
    }


def typed(words):
    return [record(1, "user", {"type": "text", "text": words})]


def refused(words):
    call = {"type": "tool_use", "id": "t1", "name": "Edit", "input": {}}
    result = {"type": "tool_result", "tool_use_id": "t1", "content": REFUSED + words}
    return [record(1, "assistant", call), record(2, "user", result | {"is_error": True})]


def attached(words):
    given = {"type": "queued_command", "prompt": words}
    return [
        record(1, "user", {"type": "text", "text": "Go on."})
        | {"type": "attachment"}
        | {"attachment": given}
    ]


def after_a_command(words):
    command = f"<command-name>/bake</command-name><command-args>{words}</command-args>"
    return [record(1, "user", {"type": "text", "text": command})]


@pytest.mark.parametrize("said", [typed, refused, attached, after_a_command])
@pytest.mark.parametrize(
    "marked",
    [
        "<private>Always buy the yeast from Zorn.</private>",
        "<private >Always buy the yeast from Zorn.</PRIVATE>",
        "<private why='mine'>\nAlways buy the yeast from Zorn.\n</private>",
        "<private>\nAlways buy the yeast from Zorn.",
    ],
)
def test_no_word_of_it_is_kept(engine, tmp_path, said, marked):
    log = tmp_path / f"{SESSION}.jsonl"
    written = said(f"Always use grams for the flour.\n{marked}")
    log.write_text("".join(json.dumps(one) + "\n" for one in written), encoding="utf-8")
    engine.import_(log)
    kept = [one.text for one in engine.list(limit=50).memories]

    assert any("grams" in text for text in kept)
    assert not any("Zorn" in text for text in kept)


DOCUMENT = "# Bread\n\nUse grams.\n\n{}## Yeast\n\nBuy it from Zorn.\n\n{}## Oven\n\nIt runs hot.\n"


def test_no_section_of_a_document_is_kept_that_becomes_private(engine, tmp_path):
    document = tmp_path / "notes" / "bread.md"
    document.parent.mkdir()
    document.write_text(DOCUMENT.format("", ""))
    engine.import_(document.parent)
    document.write_text(DOCUMENT.format("<private>\n\n", "</private>\n\n"))
    engine.import_(document.parent)
    kept = [one.text for one in engine.list(limit=50).memories]

    assert sorted(kept) == ["# Bread\n\nUse grams.", "## Oven\n\nIt runs hot."]

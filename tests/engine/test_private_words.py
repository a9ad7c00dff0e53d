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


def text(words):
    return {"type": "text", "text": words}


PICTURE = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": ""}}
CALL = {"type": "tool_use", "id": "t1", "name": "Bash", "input": {"command": "ls"}}
REMINDER = text("<system-reminder>Words in <private> tags are not kept.</system-reminder>")
NOTICE = text("<task-notification>It wrote <private> into the file.</task-notification>")


def in_blocks(author, blocks):
    one = record(1, author, None)
    return one | {"message": {"role": author, "content": blocks}}


def queued(blocks):
    given = {"type": "queued_command", "prompt": blocks}
    return in_blocks("user", [text("Go on.")]) | {"type": "attachment", "attachment": given}


def codex_message(role, blocks):
    kinds = {"user": "input_text", "assistant": "output_text"}
    content = [one | {"type": kinds[role]} for one in blocks if one["type"] == "text"]
    payload = {"type": "message", "role": role, "content": content}
    return {"timestamp": "2026-05-03T07:00:01Z", "type": "response_item", "payload": payload}


def kept_of(engine, log, *records):
    log.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    engine.import_(log)
    return sorted(one.text for one in engine.list(limit=50).memories)


BLOCKS = [
    ([text("Grams. <private>Zorn"), PICTURE, text("Zorn</private> Ounces.")],
     ["Grams.", "Ounces."]),
    ([text("Grams. <private>Zorn"), CALL, text("Zorn"), text("</private>Ounces.")],
     ["Grams.", "Ounces."]),
    ([text("Grams."), text("< private>Zorn"), text("Zorn</ private>"), text("Ounces.")],
     ["Grams.", "Ounces."]),
    ([text("Grams. <private>Zorn"), PICTURE, text("Zorn")], ["Grams."]),
    ([text("Grams. `<private>` it is"), text("Ounces.</private>")],
     ["Grams. `<private>` it is", "Ounces.</private>"]),
    ([text("Grams <private key>"), text("Ounces.")], ["Grams <private key>", "Ounces."]),
    ([REMINDER, text("Grams."), NOTICE, text("Ounces.")], ["Grams.", "Ounces."]),
    ([text("Grams. <private>Zorn"), REMINDER, text("Zorn</private>Ounces.")],
     ["Grams.", "Ounces."]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "left"), BLOCKS)
@pytest.mark.parametrize("author", ["user", "assistant"])
def test_what_is_private_goes_on_from_block_to_block(engine, tmp_path, author, blocks, left):
    log = tmp_path / f"{SESSION}.jsonl"

    assert kept_of(engine, log, in_blocks(author, blocks)) == left


@pytest.mark.parametrize(("blocks", "left"), BLOCKS)
def test_so_it_does_in_what_is_typed_while_the_agent_works(engine, tmp_path, blocks, left):
    assert kept_of(engine, tmp_path / f"{SESSION}.jsonl", queued(blocks)) == left


@pytest.mark.parametrize(("blocks", "left"), BLOCKS)
@pytest.mark.parametrize("author", ["user", "assistant"])
def test_so_it_does_in_codex(engine, tmp_path, author, blocks, left):
    meta = {"type": "session_meta", "payload": {"id": "019d0000-0000-7000-8000-000000000031"}}

    assert kept_of(engine, tmp_path / "r.jsonl", meta, codex_message(author, blocks)) == left


def test_so_it_does_after_a_command(engine, tmp_path):
    (command,) = after_a_command("Grams. <private>Zorn")
    command["message"]["content"] += [text("Zorn</private> Ounces.")]

    assert kept_of(engine, tmp_path / f"{SESSION}.jsonl", command) == ["Grams.", "Ounces."]


def test_nothing_is_private_from_one_record_to_the_next(engine, tmp_path):
    first, second = (
        record(1, "user", text("Grams. <private>Zorn")),
        record(2, "user", text("Oven.")),
    )

    assert kept_of(engine, tmp_path / f"{SESSION}.jsonl", first, second) == ["Grams.", "Oven."]

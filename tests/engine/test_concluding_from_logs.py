"""What a session settles is remembered beside its turns, with links to them."""

import json

import pytest

from slm.domain.memory import Kind
from slm.domain.question import Place, Question

BAKERY = Place("bakery")
LESSON = (
    "`mypy oven` failed (oven/bake.py:4: error: not an int); it passed after a change to bake.py."
)
SESSION = "5b0f6c1e-0000-4000-8000-000000000001"


def record(number, author, *blocks):
    role = {"user": "user", "assistant": "assistant"}[author]
    return {
        "type": role,
        "uuid": f"{number:08}-0000-4000-8000-000000000001",
        "sessionId": SESSION,
        "timestamp": f"2026-03-01T10:{number:02}:00.000Z",
        "cwd": "/home/ana/bakery",
        "gitBranch": "ovens",
        "message": {"role": role, "content": list(blocks)},
    }


def text(words):
    return {"type": "text", "text": words}


def call(name, tool, **given):
    return {"type": "tool_use", "id": name, "name": tool, "input": given}


def result(name, words, *, failed=False):
    return {"type": "tool_result", "tool_use_id": name, "content": words, "is_error": failed}


RECORDS = (
    record(1, "user", text("Always use grams for the flour.")),
    record(2, "assistant", text("Should I store the weights as integer grams in the table?")),
    record(3, "user", text("yes please")),
    record(4, "assistant", text("Running the tests.")),
    record(5, "assistant", call("t1", "Bash", command="mypy oven")),
    record(6, "user", result("t1", "Exit code 1\noven/bake.py:4: error: not an int", failed=True)),
    record(7, "assistant", call("t2", "Edit", file_path="/home/ana/bakery/oven/bake.py")),
    record(8, "user", result("t2", "done")),
    record(9, "assistant", call("t3", "Bash", command="mypy oven")),
    record(10, "user", result("t3", "")),
)


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "logs" / f"{SESSION}.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(one) + "\n" for one in RECORDS), encoding="utf-8")
    return path


def concluded(engine):
    """Each conclusion's kind, text, and the texts of what it rests on."""
    found = engine.list(BAKERY, limit=50).memories
    texts = {memory.id: memory.text for memory in found}
    return {
        memory.kind: (memory.text, [texts[one] for one in memory.derived_from])
        for memory in found
        if memory.derived_from
    }


def test_a_session_leaves_its_decision_its_preference_and_its_lesson(engine, log):
    told = engine.import_(log, place=BAKERY)

    assert told.added == 4 + 3
    assert concluded(engine) == {
        Kind.PREFERENCE: ("Always use grams for the flour.", ["Always use grams for the flour."]),
        Kind.DECISION: (
            "Agreed: store the weights as integer grams in the table",
            ["Should I store the weights as integer grams in the table?", "yes please"],
        ),
        Kind.LESSON: (LESSON, ["Running the tests."]),
    }


def test_a_conclusion_keeps_who_said_it_when_and_where(engine, log):
    engine.import_(log, place=BAKERY)

    (hit, *_) = engine.recall(
        Question("what is used for flour?", BAKERY, kinds=(Kind.PREFERENCE,))
    ).hits

    origin = hit.memory.origin
    assert (origin.agent, origin.author, origin.session) == ("claude-code", "user", SESSION)
    assert (hit.memory.branch, hit.memory.said_at.minute) == ("ovens", 1)


def test_importing_again_concludes_nothing_anew(engine, log):
    engine.import_(log, place=BAKERY)
    again = engine.import_(log, place=BAKERY)

    assert (again.added, again.known) == (0, 7)


def test_what_was_concluded_and_forgotten_stays_so(engine, log):
    engine.import_(log, place=BAKERY)
    kept = concluded(engine)
    found = engine.list(BAKERY, limit=50).memories
    engine.forgetting.forget([one.id for one in found if one.kind is Kind.DECISION])
    engine.import_(log, place=BAKERY)

    assert concluded(engine).keys() == kept.keys() - {Kind.DECISION}


TAKEN_BACK = (
    record(1, "user", text("Always use grams for the flour.")),
    record(2, "assistant", text("I will.")),
    record(3, "user", text("Oh, wrong window, ignore that.")),
)


def written(path, records):
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def test_what_the_next_turn_takes_back_is_not_concluded(engine, log):
    told = engine.import_(written(log, TAKEN_BACK), place=BAKERY)

    assert told.added == 3
    assert concluded(engine) == {}


def test_what_is_taken_back_later_holds_no_longer(engine, log):
    engine.import_(written(log, TAKEN_BACK[:2]), place=BAKERY)
    assert concluded(engine).keys() == {Kind.PREFERENCE}
    engine.import_(written(log, TAKEN_BACK), place=BAKERY)

    assert concluded(engine) == {}
    assert engine.recall(Question("grams", BAKERY, kinds=(Kind.PREFERENCE,))).hits == ()
    assert [one.check for one in engine.examine().findings if not one.ok] == []

    engine.import_(written(log, TAKEN_BACK), place=BAKERY)
    assert concluded(engine) == {}


def test_what_is_said_again_after_it_was_taken_back_holds(engine, log):
    again = record(4, "user", text("No, sorry, it was right here. Always use grams for the flour."))
    engine.import_(written(log, (*TAKEN_BACK, again)), place=BAKERY)

    (preference, (evidence,)) = concluded(engine)[Kind.PREFERENCE]
    assert preference == "Always use grams for the flour."
    assert evidence.startswith("No, sorry")


def test_nothing_is_concluded_from_what_is_no_agents_log(engine, tmp_path):
    note = tmp_path / "notes.md"
    note.write_text("# Flour\n\nAlways use grams for the flour.\n", encoding="utf-8")
    engine.import_(note, place=BAKERY)

    assert concluded(engine) == {}

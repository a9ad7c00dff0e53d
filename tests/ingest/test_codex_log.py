"""Codex tells a message by an item, an event, or both: it is one turn."""

import json

import pytest

from slm.domain.turn import Sort, Turn
from slm.ingest.reading import find, read

META = {"type": "session_meta", "payload": {"id": "019d0000-0000-7000-8000-000000000031"}}


def event(second, kind, words):
    payload = {"type": kind, "message": words}
    return {"timestamp": f"2026-05-03T07:00:{second:02}Z", "type": "event_msg", "payload": payload}


def item(second, role, words):
    content = [{"type": "input_text", "text": words}]
    payload = {"type": "message", "role": role, "content": content}
    time = f"2026-05-03T07:00:{second:02}Z"
    return {"timestamp": time, "type": "response_item", "payload": payload}


def spoken(folder, *records):
    log = folder / "rollout.jsonl"
    log.write_text("".join(json.dumps(one) + "\n" for one in (META, *records)), encoding="utf-8")
    (found,) = find(log)
    items = [item for portion in read(found) for item in portion.items]
    return [
        (one.author, one.text) for one in items if isinstance(one, Turn) and one.sort is Sort.SPEECH
    ]


ASKED, ANSWERED = ("user", "Weigh the salt."), ("assistant", "18 g.")


@pytest.mark.parametrize(
    "records",
    [
        [item(1, *ASKED), event(1, "user_message", ASKED[1]),
         event(9, "agent_message", ANSWERED[1]), item(9, *ANSWERED)],
        [event(1, "user_message", ASKED[1]), item(1, *ASKED),
         event(9, "agent_message", ANSWERED[1]), item(9, *ANSWERED)],
        [event(1, "user_message", ASKED[1]), event(9, "agent_message", ANSWERED[1]),
         item(2, *ASKED), item(9, *ANSWERED)],
        [event(1, "user_message", ASKED[1]), event(9, "agent_message", ANSWERED[1])],
        [event(1, "user_message", ASKED[1]), item(9, *ANSWERED)],
    ],
)  # fmt: skip
def test_each_message_is_heard_once(tmp_path, records):
    assert spoken(tmp_path, *records) == [ASKED, ANSWERED]


def test_a_prompt_that_nothing_follows_is_heard(tmp_path):
    assert spoken(tmp_path, event(1, "user_message", ASKED[1])) == [ASKED]


def test_who_says_the_same_again_is_heard_again(tmp_path):
    records = [event(1, "user_message", "yes"), item(30, "user", "yes"), item(31, "user", "yes")]

    assert spoken(tmp_path, *records) == [("user", "yes")] * 3

"""What a memory gave to an agent, ours or another's, is not heard as something that was said."""

import json
from pathlib import Path

import pytest

from slm.domain.frame import OWN_TAG
from slm.domain.question import Place

BAKERY = Place("bakery")
SAMPLES = Path(__file__).parents[1] / "ingest" / "samples"
TALK = [
    ("user", "Which flour did we settle on?"),
    ("assistant", "T65, since the rye batch failed."),
    ("user", "Then order twenty bags."),
    ("assistant", "Twenty bags are ordered."),
]
PEERS = [
    "<claude-mem-context>\nThe oven was cleaned on Monday.\n</claude-mem-context>",
    "<hindsight_memories>\nThe oven was cleaned on Tuesday.\n</hindsight_memories>",
    "<relevant_memories>\nThe oven was cleaned on Sunday.\n</relevant_memories>",
]


def ours(remembered):
    return f'<{OWN_TAG} project="bakery">\n{remembered}\n</{OWN_TAG}>'


class ClaudeCode:
    """A session, with what a memory gave to it in every way that there is."""

    name = "claude-code"

    def __init__(self):
        self.count = 0

    def record(self, type_, **fields):
        self.count += 1
        return {
            "type": type_,
            "uuid": f"{self.count:08}-0000-4000-8000-000000000001",
            "sessionId": "5b0f6c1e-0000-4000-8000-000000000009",
            "cwd": "/home/ana/bakery",
            "timestamp": f"2026-05-02T08:00:{self.count:02}Z",
            **fields,
        }

    def message(self, role, content, uuid):
        made = self.record(role, message={"role": role, "content": content})
        return {**made, "uuid": uuid}

    def log(self, given):
        records = list(self.began(given)) if given else []
        for number, (role, text) in enumerate(TALK):
            uuid = f"{number:08}-1111-4000-8000-000000000001"
            told = "\n".join((text, *given)) if role == "user" else text
            records.append(self.message(role, [{"type": "text", "text": told}], uuid))
            records += self.asked(given) if given else ()
        return records

    def began(self, given):
        for event in ("SessionStart", "UserPromptSubmit"):
            for kind in ("hook_additional_context", "hook_success"):
                held = {"type": kind, "hookEvent": event, "content": given, "stdout": given[0]}
                yield self.record("attachment", attachment=held)
        started = {"type": "hook_progress", "hookEvent": "SessionStart", "output": given}
        yield self.record("progress", data=started)
        for text in given:
            reminder = f"<system-reminder>\nhook success: {text}\n</system-reminder>"
            yield self.record("user", message={"role": "user", "content": reminder})
            yield self.record("user", isMeta=True, message={"role": "user", "content": text})

    def asked(self, given):
        for tool in ("mcp__mem__recall", "mcp__plugin_mem_mem__recall"):
            call = {"type": "tool_use", "id": f"toolu_{self.count}", "name": tool, "input": {}}
            yield self.record("assistant", message={"role": "assistant", "content": [call]})
            answer = {
                "type": "tool_result",
                "tool_use_id": call["id"],
                "content": [{"type": "text", "text": text} for text in given],
            }
            held = {"structuredContent": {"hits": given}}
            content = {"role": "user", "content": [answer]}
            yield self.record("user", message=content, toolUseResult=held)


class Codex:
    """The same in a log of Codex, where hooks speak as the developer."""

    name = "codex"

    def item(self, type_, **fields):
        payload = {"type": type_, **fields}
        return {"timestamp": "2026-05-02T08:00:00Z", "type": "response_item", "payload": payload}

    def message(self, role, text, **fields):
        kind = "output_text" if role == "assistant" else "input_text"
        return self.item("message", role=role, content=[{"type": kind, "text": text}], **fields)

    def log(self, given):
        meta = {"id": "019e0000-0000-7000-8000-000000000009", "cwd": "/home/ana/bakery"}
        records = [{"timestamp": "2026-05-02T08:00:00Z", "type": "session_meta", "payload": meta}]
        records += [self.message("developer", text) for text in given]
        for number, (role, text) in enumerate(TALK):
            told = "\n\n".join((*given, text)) if role == "user" else text
            records.append(self.message(role, told, id=f"msg_{number:050}"))
            records += self.asked(given) if given else ()
        return records

    def asked(self, given):
        yield self.item("function_call", name="mem__recall", arguments="{}", call_id="call_1")
        yield self.item("function_call_output", call_id="call_1", output="\n".join(given))
        ended = {"type": "mcp_tool_call_end", "result": {"Ok": {"content": given}}}
        yield {"timestamp": "2026-05-02T08:00:00Z", "type": "event_msg", "payload": ended}


@pytest.fixture(params=[ClaudeCode, Codex])
def host(request):
    return request.param


def learn(engine, log, records):
    log.write_text("".join(json.dumps(record) + "\n" for record in records))
    return engine.import_(log, place=BAKERY)


def texts(engine):
    return sorted(one.text for one in engine.list(BAKERY, limit=100).memories)


def test_a_session_full_of_memories_says_what_it_says_without_them(engine, tmp_path, host):
    told = learn(engine, tmp_path / "log.jsonl", host().log([ours("Old words."), *PEERS]))

    assert texts(engine) == sorted(text for _, text in TALK)
    assert told.formats == {host.name: 1}
    assert told.unread == {}


def test_what_was_recalled_and_given_again_adds_nothing_however_often(engine, tmp_path, host):
    log = tmp_path / "log.jsonl"
    learn(engine, log, host().log([]))
    before = texts(engine)
    for _ in range(2):
        given = [ours("\n".join(texts(engine)))]
        again = learn(engine, log, host().log(given))

        assert again.added == 0
        assert texts(engine) == before


@pytest.mark.parametrize(
    ("agent", "case", "turns"),
    [
        ("claude-code", "observer", 5),
        ("claude-code", "note-taker", 2),
        ("codex", "consolidation", 2),
    ],
)
def test_a_session_in_which_a_memory_asks_a_model_is_left_out_and_counted(
    engine, agent, case, turns
):
    told = engine.import_(SAMPLES / agent / case / "in.jsonl", place=BAKERY)

    assert texts(engine) == []
    assert told.left_out == {"memory tool's session": turns}


@pytest.mark.parametrize("case", ["claude-code/headless", "codex/exec"])
def test_a_session_that_a_program_began_for_a_person_is_kept(engine, case):
    assert engine.import_(SAMPLES / case / "in.jsonl", place=BAKERY).added == 2


def test_a_compaction_that_repeats_what_was_given_is_freed_of_it(engine, tmp_path):
    host = ClaudeCode()
    summary = f"{ours('Old words.')}\nThe flour is T65.\n{PEERS[0]}"
    message = {"role": "user", "content": summary}
    learn(
        engine,
        tmp_path / "log.jsonl",
        [host.record("user", isCompactSummary=True, message=message)],
    )

    assert texts(engine) == ["The flour is T65."]

"""Call the tools over a real daemon, through a server in this process."""

import hashlib
import math
import os
import signal

import pytest
from mcp.shared.exceptions import MCPError
from mcp_agents import text
from mcp_types import ListToolsResult

from slm.client.asking import ask
from slm.client.holder import holder
from slm.domain.question import Place, Question
from slm.lifecycle.forget import UNDO_DAYS
from slm.mcp_server import wording
from slm.mcp_server.server import describe
from slm.mcp_server.tools import TOOLS
from slm.wire.messages import Recall, Undo

PINNED = "We pinned the tide table parser to 4.2 because 5.0 drops leap seconds."
WHY = {"query": "why is the tide table parser pinned?"}


def listed():
    result = ListToolsResult(tools=[describe(tool) for tool in TOOLS])
    return result.model_dump_json(by_alias=True, exclude_none=True)


def test_all_schemas_together_stay_under_fifteen_hundred_tokens():
    assert math.ceil(len(listed()) / 4) < 1500
    assert len(TOOLS) <= 6


def test_what_agents_are_told_changes_only_on_purpose():
    # An agent obeys what it reads here: whoever changes it shows so by changing this line.
    told = "\n".join(f"{tool.name}: {tool.description}" for tool in TOOLS)

    assert hashlib.sha256(told.encode()).hexdigest()[:16] == "a61c3f3f49dd90ce"


def test_hints_tell_what_a_tool_does_to_the_memory():
    hints = {tool.name: describe(tool).annotations for tool in TOOLS}

    assert [name for name, hint in hints.items() if hint.read_only_hint] == ["recall", "show"]
    assert [name for name, hint in hints.items() if hint.destructive_hint] == ["forget"]
    assert [name for name, hint in hints.items() if not hint.idempotent_hint] == ["forget"]
    assert not any(hint.open_world_hint for hint in hints.values())


def test_schemas_need_no_references_and_every_field_has_a_type():
    for tool in map(describe, TOOLS):
        for schema in (tool.input_schema, tool.output_schema):
            assert schema["type"] == "object"
            assert "$ref" not in str(schema)
            assert all("type" in field for field in schema["properties"].values())


def test_the_time_for_undoing_is_the_one_that_is_kept():
    assert wording.UNDO_DAYS == UNDO_DAYS


def test_what_goes_wrong_is_an_answer_with_a_hint_and_the_server_goes_on(home):
    async def talk(agent):
        async def wrong(tool, **arguments):
            result = await agent.call_tool(tool, arguments)
            assert result.is_error
            assert "Traceback" not in text(result)
            assert "\nhint: " in text(result)
            return text(result)

        assert "`query`" in await wrong("recall")
        assert "hint: it takes query, project?, limit?" in await wrong("recall", query=["a"])
        assert "Invalid enum value 'song'" in await wrong("recall", query="a", kinds=["song"])
        assert "`int` <= 50" in await wrong("recall", query="a", limit=51)
        assert "unknown field `purge`" in await wrong("forget", ids=["abcd"], purge=True)
        assert "'yesterday' is not a time" in await wrong("recall", query="a", since="yesterday")
        assert "the question is empty" in await wrong("recall", query=" ")
        assert "the text is empty" in await wrong("remember", text="")
        assert "no memory has the id 'beef0000'" in await wrong("show", id="beef0000")
        assert "no memory has the id 'beef0000'" in await wrong("forget", ids=["beef0000"])
        assert "neither ids nor a query" in await wrong("forget")
        assert "exclude each other" in await wrong(
            "recall", query="a", project="harbour", everywhere=True
        )
        assert "unknown project 'nowhere'" in await wrong("recall", query="a", project="nowhere")
        with pytest.raises(MCPError, match="unknown tool 'recal'; did you mean recall"):
            await agent.call_tool("recal", {})
        assert (await agent.call_tool("remember", {"text": PINNED})).structured_content["is_new"]

    home.talk_inside(talk)


def test_what_models_write_loosely_is_understood(home):
    async def talk(agent):
        await agent.call_tool("remember", {"text": PINNED, "kind": None})
        found = await agent.call_tool("recall", {**WHY, "limit": "1", "project": None})

        assert len(found.structured_content["hits"]) == 1

    home.talk_inside(talk)


def test_an_answer_says_that_meaning_is_off_without_a_model(home):
    async def talk(agent):
        await agent.call_tool("remember", {"text": PINNED})
        found = await agent.call_tool("recall", WHY)

        said, notice = (block.text for block in found.content)
        assert notice == found.structured_content["notice"] != ""
        assert said == (found.structured_content["context"] or found.structured_content["reason"])

    home.talk_inside(talk)


def test_a_config_file_that_cannot_be_read_fails_calls_until_it_is_mended(home):
    async def talk(agent):
        home.settings.config_file.write_text("model = [")
        failed = await agent.call_tool("remember", {"text": PINNED})
        home.settings.config_file.unlink()
        mended = await agent.call_tool("remember", {"text": PINNED})

        assert failed.is_error
        assert "config.toml" in text(failed)
        assert mended.structured_content["is_new"]

    home.settings.home.mkdir(mode=0o700, exist_ok=True)
    home.talk_inside(talk)


def test_forgetting_by_query_only_lists_unless_told_otherwise(home):
    async def talk(agent):
        kept = (await agent.call_tool("remember", {"text": PINNED})).structured_content
        listed = await agent.call_tool("forget", WHY)
        still = await agent.call_tool("recall", WHY)
        taken = await agent.call_tool("forget", {**WHY, "dry_run": False})
        gone = await agent.call_tool("recall", WHY)

        assert listed.structured_content["dry_run"] is True
        assert "would be forgotten" in text(listed)
        assert "undo" not in listed.structured_content
        assert [hit["id"] for hit in still.structured_content["hits"]] == [kept["id"]]
        assert taken.structured_content["dry_run"] is False
        assert gone.structured_content["hits"] == []
        restored = ask(home.settings, Undo((kept["id"],)))
        assert [memory.id for memory in restored.memories] == [kept["id"]]

    home.talk_inside(talk)


def test_forgetting_by_id_can_be_tried_first(home):
    async def talk(agent):
        kept = (await agent.call_tool("remember", {"text": PINNED})).structured_content
        tried = await agent.call_tool("forget", {"ids": [kept["id"]], "dry_run": True})
        still = await agent.call_tool("recall", WHY)

        assert [line["id"] for line in tried.structured_content["memories"]] == [kept["id"]]
        assert [hit["id"] for hit in still.structured_content["hits"]] == [kept["id"]]

    home.talk_inside(talk)


def test_a_secret_is_taken_out_and_said_to_be(home):
    key = "AKIA" + "Q4ZT7WN2KD5XJ3VB"

    async def talk(agent):
        kept = await agent.call_tool("remember", {"text": f"the harbour's key is {key}"})
        shown = await agent.call_tool("show", {"id": kept.structured_content["id"]})

        assert len(kept.structured_content["redacted"]) == 1
        assert "taken out" in text(kept)
        assert key not in text(shown)

    home.talk_inside(talk)


def test_another_project_is_seen_only_when_named_or_everywhere(home):
    elsewhere = {"text": PINNED, "project": "lighthouse"}

    async def talk(agent):
        await agent.call_tool("remember", {"text": "The crane is painted red."})
        kept = (await agent.call_tool("remember", elsewhere)).structured_content

        async def is_found(**bounds):
            found = await agent.call_tool("recall", {**WHY, "limit": 50, **bounds})
            return kept["id"] in {hit["id"] for hit in found.structured_content["hits"]}

        assert not await is_found()
        assert await is_found(project="lighthouse")
        assert await is_found(everywhere=True)
        assert await is_found(everywhere=True, kinds=["fact"], since="2020-01-01")
        assert not await is_found(everywhere=True, since="2999-01-01")
        assert not await is_found(everywhere=True, kinds=["lesson"])

    home.talk_inside(talk)


def test_the_server_and_the_client_give_the_same_answer(home):
    async def talk(agent):
        await agent.call_tool("remember", {"text": PINNED})
        found = (await agent.call_tool("recall", WHY)).structured_content
        answer = ask(home.settings, Recall(Question(WHY["query"], Place(folder=str(home.project)))))

        assert found["context"] == answer.context
        assert [hit["score"] for hit in found["hits"]] == [hit.score for hit in answer.hits]

    home.talk_inside(talk)


def test_a_daemon_killed_between_calls_is_started_again(home):
    async def talk(agent):
        kept = (await agent.call_tool("remember", {"text": PINNED})).structured_content
        before = holder(home.settings)
        os.kill(before.pid, signal.SIGKILL)
        found = await agent.call_tool("recall", WHY)

        assert [hit["id"] for hit in found.structured_content["hits"]] == [kept["id"]]
        assert holder(home.settings).pid != before.pid

    home.talk_inside(talk)

"""Let the SDK's own client start servers and talk to them, as an agent's host does."""

import anyio
import pytest
from mcp_agents import text

PINNED = "We pinned the tide table parser to 4.2 because 5.0 drops leap seconds."
WHY = {"query": "why is the tide table parser pinned?"}


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_memory_is_kept_found_shown_and_forgotten(home, mode):
    async def talk(agent):
        decided = {"text": PINNED, "kind": "decision", "tags": ["parser"]}
        kept = (await agent.call_tool("remember", decided)).structured_content
        again = (await agent.call_tool("remember", decided)).structured_content
        found = await agent.call_tool("recall", WHY)
        shown = await agent.call_tool("show", {"id": kept["id"]})
        forgotten = await agent.call_tool("forget", {"ids": [kept["id"]]})
        after = await agent.call_tool("recall", WHY)

        assert [tool.name for tool in (await agent.list_tools()).tools] == [
            *("recall", "remember", "show", "forget")
        ]
        assert kept == {"id": again["id"], "is_new": True, "redacted": []}
        assert again["is_new"] is False
        (hit,) = found.structured_content["hits"]
        assert (hit["id"], hit["text"], hit["kind"]) == (kept["id"], PINNED, "decision")
        assert 0 <= hit["score"] <= 1
        context, reason = (
            found.structured_content["context"],
            found.structured_content.get("reason"),
        )
        assert found.content[0].text == (context or reason)
        assert shown.structured_content["text"] == PINNED
        assert shown.structured_content["tags"] == ["parser"]
        assert shown.structured_content["project"].startswith("harbour")
        assert text(shown).endswith(PINNED)
        assert forgotten.structured_content["memories"] == [{"id": kept["id"], "text": PINNED}]
        assert forgotten.structured_content["undo"] == f"mem undo {kept['id']}"
        assert "mem undo" in text(forgotten)
        assert after.structured_content["hits"] == []
        assert after.content[0].text == after.structured_content["reason"] != ""
        assert not after.is_error

    home.talk(talk, mode)

    assert home.said() == ""


def test_a_hundred_calls_go_through_one_session(home):
    async def talk(agent):
        await agent.call_tool("remember", {"text": PINNED})
        for _ in range(100):
            found = await agent.call_tool("recall", WHY)
            assert len(found.structured_content["hits"]) == 1

    home.talk(talk)


def test_two_servers_on_one_home_share_what_they_keep(home):
    async def keep(agent, said):
        for number in range(10):
            result = await agent.call_tool("remember", {"text": f"{said} at {number}"})
            assert result.structured_content["is_new"]

    async def first(one):
        async def second(other):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(keep, one, "the crane lifts")
                tasks.start_soon(keep, other, "the ferry leaves")
            found = await one.call_tool("recall", {"query": "ferry leaves", "limit": 50})
            said = [hit["text"] for hit in found.structured_content["hits"]]
            assert len([one for one in said if "ferry" in one]) == 10

        await home.talk_beside(second)

    home.talk(first)

    assert home.said() == ""

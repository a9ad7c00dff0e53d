"""Our server goes into Claude Code's list beside others, and comes out without a trace."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from odd import OTHER_SERVER, SERVERS, server_documents

from slm.agents.json_text import read
from slm.agents.part import NotOurs
from slm.agents.servers import ServerEntry

PART = ServerEntry(Path(".claude.json"))
MEM = Path("/usr/bin/mem")
ELSEWHERE = Path("/home/anna lee/.local/bin/mem")
ENTRY = {"type": "stdio", "command": "/usr/bin/mem", "args": ["mcp"]}


def expected(value):
    return {**value, "mcpServers": {**value.get("mcpServers", {}), "mem": ENTRY}}


def value_of(text):
    return {} if PART.is_blank(text) else read(text).value


@pytest.mark.parametrize("text", SERVERS.values(), ids=SERVERS)
def test_an_odd_file_gets_our_server_and_is_the_same_again_without_it(text):
    after = PART.put_in(text, MEM)
    rest = PART.take_out(after, PART.traces(text))

    assert read(after).value == expected(value_of(text))
    assert PART.is_right(after, MEM)
    assert PART.put_in(after, MEM) == after
    assert rest == text or (PART.is_blank(text) and PART.says_nothing(rest))


@given(server_documents())
def test_any_file_gets_our_server_and_is_the_same_again_without_it(document):
    value, text = document
    after = PART.put_in(text, MEM)

    assert read(after).value == expected(value)
    assert PART.take_out(after, PART.traces(text)) == text


@given(server_documents())
def test_a_program_that_moved_is_replaced_where_it_stands(document):
    assert PART.put_in(PART.put_in(document[1], ELSEWHERE), MEM) == PART.put_in(document[1], MEM)


def test_the_agent_may_write_the_whole_file_anew_meanwhile():
    text = SERVERS["another server"]
    value = read(PART.put_in(text, MEM)).value
    anew = json.dumps({**value, "numStartups": 4, "projects": {"/w": {}}}, indent=2)
    rest = PART.take_out(anew, PART.traces(text))

    expected_ = {**json.loads(text), "numStartups": 4, "projects": {"/w": {}}}
    assert rest == json.dumps(expected_, indent=2)


def test_what_the_user_added_to_ours_is_kept_when_the_program_moves():
    mine = {"mcpServers": {"mem": {**ENTRY, "command": "/old/mem", "env": {"A": "1"}}}}
    after = read(PART.put_in(json.dumps(mine), MEM)).value

    assert after == {"mcpServers": {"mem": {**ENTRY, "env": {"A": "1"}}}}


def test_of_two_lists_the_one_that_counts_gets_ours():
    after = PART.put_in(SERVERS["servers twice"], MEM)

    assert set(json.loads(after)["mcpServers"]) == {"docs", "mem"}


@pytest.mark.parametrize(
    "entry",
    [
        '{"command": "memory", "args": ["mcp"]}',
        '{"command": "/usr/bin/mem", "args": ["serve"]}',
        '{"command": "/usr/bin/mem"}',
        '{"type": "http", "url": "https://mem.example"}',
        "null",
        '"mem"',
    ],
)
def test_another_server_of_our_name_is_left_alone(entry):
    text = f'{{"mcpServers": {{{OTHER_SERVER}, "mem": {entry}}}}}'

    with pytest.raises(NotOurs, match=r"mcpServers\.mem"):
        PART.put_in(text, MEM)
    assert PART.take_out(text, None) == text


@pytest.mark.parametrize("text", ["[]", "3", '{"mcpServers": []}', '{"mcpServers": null}'])
def test_what_has_another_shape_is_refused(text):
    with pytest.raises(NotOurs):
        PART.put_in(text, MEM)
    assert PART.take_out(text, None) == text

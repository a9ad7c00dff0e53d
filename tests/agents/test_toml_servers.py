"""Our server goes to the end of Codex's settings, and comes out without a trace."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd import TOML

from slm.agents.part import NotOurs
from slm.agents.toml_servers import TomlServer

PART = TomlServer(Path("config.toml"))
MEM = Path("/usr/bin/mem")
ELSEWHERE = Path('/home/anna "lee"\\x/é/mem')
ENTRY = {"command": "/usr/bin/mem", "args": ["mcp"]}
LATER = "\n[projects.'/w']\ntrust_level = \"trusted\"\n"


def value_of(text):
    return tomllib.loads(text.removeprefix("\ufeff"))


def expected(value):
    return {**value, "mcp_servers": {**value.get("mcp_servers", {}), "mem": ENTRY}}


@pytest.mark.parametrize("text", TOML.values(), ids=TOML)
def test_an_odd_file_gets_our_server_and_is_the_same_again_without_it(text):
    after = PART.put_in(text, MEM)
    rest = PART.take_out(after, {})

    assert repr(value_of(after)) == repr(expected(value_of(text)))
    assert PART.is_right(after, MEM)
    assert rest == text or (PART.is_blank(text) and PART.says_nothing(rest))


# Whatever can stand between two line ends at the top level, in any order.
LINES = st.lists(
    st.sampled_from(
        (
            *("", "", "# c", "  # [x]", "[t{}]", "[ a.b{} ]  # c", "[[l]]", "\tk{} = 1"),
            *("k{} = [\n  [1],\n]", "k{} = {{ a = 1 }}", 'k{} = "["', "k{} = '''\n[x]\n'''"),
            'k{} = """a\n[\\"""b"""',
        )
    ),
    max_size=7,
)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_file_gets_our_server_and_is_the_same_again_without_it(lines, line_end, is_ended):
    text = line_end.join(line.format(at) for at, line in enumerate(lines))
    text += line_end if is_ended else ""
    after = PART.put_in(text, MEM)
    rest = PART.take_out(after, {})

    assert repr(value_of(after)) == repr(expected(value_of(text)))
    assert rest == text or (PART.is_blank(text) and PART.says_nothing(rest))


@pytest.mark.parametrize("text", TOML.values(), ids=TOML)
def test_what_was_added_behind_ours_stays(text):
    rest = PART.take_out(PART.put_in(text, MEM) + LATER, {})

    assert repr(value_of(rest)) == repr(value_of(text + LATER))
    assert rest == text + LATER or PART.is_blank(text)


@pytest.mark.parametrize("text", TOML.values(), ids=TOML)
def test_what_was_edited_before_ours_stays(text):
    changed = PART.put_in(text, MEM).replace("gpt-5", "gpt-6").replace("hooks = true", "hooks = 1")
    rest = PART.take_out(changed, {})

    assert rest == text.replace("gpt-5", "gpt-6").replace("hooks = true", "hooks = 1") or (
        PART.is_blank(text)
    )


@pytest.mark.parametrize("text", TOML.values(), ids=TOML)
def test_a_program_that_moved_is_replaced_where_it_stands(text):
    before = PART.put_in(text, ELSEWHERE) + LATER
    after = PART.put_in(before, MEM)

    assert PART.is_right(before, ELSEWHERE)
    assert after == PART.put_in(text, MEM) + LATER


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ('mcp_servers.mem.command = "mem"\nmcp_servers.mem.args = ["mcp"]\na = 1\n', "a = 1\n"),
        (
            '[mcp_servers]\nmem.command = "mem"\nmem.args = ["mcp"]\no.command = "x"\n',
            '[mcp_servers]\no.command = "x"\n',
        ),
        (
            '[mcp_servers]\nmem = { command = "mem", args = ["mcp"] } # x\no = { command = "y" }\n',
            '[mcp_servers]\no = { command = "y" }\n',
        ),
        (
            '[mcp_servers]\n[mcp_servers.mem] # c\ncommand="mem"\nargs=["mcp"]\n[b]\n',
            "[mcp_servers]\n[b]\n",
        ),
        (
            '[mcp_servers.a]\n[b]\n["mcp_servers".\'mem\']\nargs=["mcp"]\ncommand="mem"\n[c]',
            "[mcp_servers.a]\n[b]\n[c]",
        ),
    ],
)
def test_ours_as_the_user_wrote_it_is_ours(text, rest):
    moved = PART.put_in(text, MEM)

    assert PART.take_out(text, {}) == rest
    assert PART.is_right(moved, MEM)
    assert moved.replace("/usr/bin/mem", "mem") == text


def test_tables_inside_ours_go_with_it():
    text = PART.put_in(TOML["plain"], MEM)
    text += '\n[mcp_servers.mem.env]\nA = "1"\n# about b\n\n[b]\n\n[mcp_servers.mem.tools.recall]\n'

    assert PART.take_out(text, {}) == TOML["plain"] + "# about b\n\n[b]\n"


def test_a_setting_that_the_user_gave_our_server_stays_when_the_program_moves():
    text = PART.put_in("", ELSEWHERE) + "startup_timeout_sec = 20 # slow\n"
    after = PART.put_in(text, MEM)

    assert after == PART.put_in("", MEM) + "startup_timeout_sec = 20 # slow\n"
    assert PART.says_nothing(PART.take_out(after, {}))


@pytest.mark.parametrize(
    "text",
    [
        '[mcp_servers.mem]\ncommand = "memory"\nargs = ["mcp"]\n',
        '[mcp_servers.mem]\nurl = "https://mem.example"\n',
        'mcp_servers.mem = "x"\n',
        "mcp_servers = 3\n",
        "[[mcp_servers]]\nx = 1\n",
    ],
)
def test_another_server_of_our_name_is_left_alone(text):
    with pytest.raises(NotOurs):
        PART.put_in(text, MEM)
    assert PART.take_out(text, {}) == text


@pytest.mark.parametrize("text", ["a = ", "[a\n", "a = 1\na = 2\n", "\x00"])
def test_what_is_no_toml_is_refused(text):
    with pytest.raises(ValueError):
        PART.put_in(text, MEM)

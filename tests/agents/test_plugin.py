"""The plugin for Claude Code says the same as `mem init` writes, in the files that it looks for."""

import json
from pathlib import Path

import msgspec
import pytest

from slm import __version__
from slm.agents.hooks import EVENTS, HookEntries
from slm.agents.servers import ServerEntry
from slm.cli.commands import COMMANDS
from slm.domain.memory import Kind
from slm.mcp_server.tools import TOOLS

FOLDER = Path(__file__).parents[2] / "plugins" / "claude-code"
ON_PATH = Path("mem")
SKILL = (FOLDER / "skills" / "memory" / "SKILL.md").read_text()


class Manifest(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    version: str
    description: str
    license: str
    keywords: list[str]


def read(name):
    return json.loads((FOLDER / name).read_text())


def test_the_manifest_is_of_this_release():
    manifest = msgspec.convert(read(".claude-plugin/plugin.json"), Manifest)

    assert (manifest.name, manifest.version) == ("mem", __version__)
    assert [path.name for path in (FOLDER / ".claude-plugin").iterdir()] == ["plugin.json"]


def test_its_hooks_are_those_of_init():
    hooks = read("hooks/hooks.json")
    written = HookEntries(FOLDER, "claude-code").put_in("", ON_PATH)

    assert hooks["hooks"] == json.loads(written)["hooks"]
    assert set(hooks["hooks"]) == set(EVENTS)
    assert set(hooks) == {"description", "hooks"}


def test_its_server_is_that_of_init():
    assert read(".mcp.json") == json.loads(ServerEntry(FOLDER).put_in("", ON_PATH))


def test_the_skill_begins_with_its_name_and_when_it_is_of_use():
    opening, head, body = SKILL.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines())

    assert opening == ""
    assert set(fields) == {"name", "description"}
    assert fields["name"] == "memory"
    assert len(fields["description"]) <= 1024  # the host cuts or refuses more
    assert len(body.splitlines()) < 100


@pytest.mark.parametrize("tool", ["recall", "remember", "show", "forget"])
def test_the_skill_names_tools_that_exist(tool):
    assert f"`{tool}`" in SKILL
    assert tool in [one.name for one in TOOLS]


def test_the_skill_names_commands_and_kinds_that_exist():
    import re

    commands = set(re.findall(r"^mem (\w+)|`mem (\w+)", SKILL, re.MULTILINE))
    assert {first or second for first, second in commands} == {"recall", "show", "add"}
    assert {"recall", "show", "add"} <= set(COMMANDS)
    kinds = set(re.findall(r"--kind (\w+)", SKILL))
    assert kinds == {"decision", "preference", "lesson"}
    assert kinds <= set(Kind)

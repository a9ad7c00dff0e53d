"""What init writes, uninstall takes out: whatever the files, and whatever happened meanwhile."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from host import MEM, init, ledger, snapshot, uninstall
from odd import SERVERS, SETTINGS, TOML

from slm.agents import AGENTS, named
from slm.agents.claude_code import CLAUDE_CODE
from slm.agents.codex import CODEX
from slm.agents.installing import carry_out, plan_init, plan_uninstall
from slm.agents.program import find_mem
from slm.agents.servers import ServerEntry
from slm.errors import UnknownName, UnreadableInput, UsageError

NEWER = Path("/opt/new/mem")


@pytest.fixture
def home():
    folder = Path(os.environ["HOME"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def records(tmp_path):
    return tmp_path / "slm" / "agents"


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def check_round_trip(home, records, agents=AGENTS):
    before = snapshot(home)

    assert init(agents=agents)
    between = snapshot(home)
    assert between != before
    assert not init(agents=agents)
    assert snapshot(home) == between
    assert uninstall(agents)
    assert snapshot(home) == before
    assert not records.parent.exists()
    assert not uninstall()


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_odd_json_files_are_restored_to_the_byte(home, records, text):
    put(home / ".claude" / "settings.json", text)
    check_round_trip(home, records, [CLAUDE_CODE])


@pytest.mark.parametrize("text", SERVERS.values(), ids=SERVERS)
def test_odd_lists_of_servers_are_restored_to_the_byte(home, records, text):
    put(home / ".claude.json", text)
    check_round_trip(home, records, [CLAUDE_CODE])


@pytest.mark.parametrize("text", TOML.values(), ids=TOML)
def test_odd_toml_files_are_restored_to_the_byte(home, records, text):
    put(home / ".codex" / "config.toml", text)
    check_round_trip(home, records, [CODEX])


def test_files_and_folders_that_we_made_are_removed(home, records):
    check_round_trip(home, records)
    assert list(home.iterdir()) == []


def test_a_folder_that_we_made_stays_if_something_came_into_it(home):
    init()
    put(home / ".codex" / "auth.json", "{}")
    uninstall()

    assert sorted(path.name for path in home.rglob("*")) == [".codex", "auth.json"]


@pytest.mark.parametrize("name", ["settings.json", "hooks.json"])
def test_a_file_that_we_made_stays_if_something_was_added(home, name):
    path = next(home / f for f in (".claude/settings.json", ".codex/hooks.json") if name in f)
    init()
    value = json.loads(path.read_text())
    path.write_text(json.dumps({**value, "theirs": 1}, indent=2))
    uninstall()

    assert path.read_text() == '{\n  "theirs": 1\n}'


def test_a_file_that_we_made_goes_even_if_it_was_written_anew(home):
    init()
    path = home / ".claude.json"
    path.write_text(json.dumps(json.loads(path.read_text())))
    uninstall()

    assert not path.exists()


def test_links_and_modes_are_kept(home, records):
    put(home / "dotfiles" / "claude.json", '{"a": 1}')
    (home / "dotfiles" / "claude.json").chmod(0o640)
    (home / ".claude.json").symlink_to("dotfiles/claude.json")
    (home / "dotfiles" / "codex").mkdir()
    (home / ".codex").symlink_to(home / "dotfiles" / "codex")
    (home / ".claude").mkdir()
    (home / ".claude" / "settings.json").symlink_to("../nowhere.json")
    before = snapshot(home)
    init()

    assert (home / ".claude.json").is_symlink()
    assert "mcpServers" in (home / "dotfiles" / "claude.json").read_text()
    assert (home / "dotfiles" / "claude.json").stat().st_mode & 0o777 == 0o640
    assert (home / "dotfiles" / "codex" / "hooks.json").exists()
    assert (home / "nowhere.json").exists()
    uninstall()
    assert snapshot(home) == before
    assert not records.exists()


def test_what_is_kept_about_files_is_for_their_user_alone(home, records):
    put(home / ".claude.json", '{"token": "x"}')
    init()

    assert records.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in records.iterdir()} == {0o600}
    assert (home / ".codex" / "config.toml").stat().st_mode & 0o777 == 0o600


def test_other_files_are_edited_between_install_and_uninstall(home):
    put(home / ".claude" / "settings.json", SETTINGS["comments everywhere"])
    put(home / ".codex" / "config.toml", TOML["comment at the end"])
    init()
    settings, toml = home / ".claude" / "settings.json", home / ".codex" / "config.toml"
    settings.write_text(settings.read_text().replace("opus", "haiku"))
    toml.write_text(toml.read_text().replace("gpt-5", "gpt-6") + "\n[later]\n")
    uninstall()

    assert settings.read_text() == SETTINGS["comments everywhere"].replace("opus", "haiku")
    assert toml.read_text() == 'model = "gpt-6"\n# the end\n[later]\n'


@pytest.mark.parametrize("is_edited", [False, True])
def test_a_program_that_moved_is_called_where_it_is_now(home, records, is_edited):
    put(home / ".claude" / "settings.json", SETTINGS["others' hooks"])
    put(home / ".codex" / "config.toml", TOML["plain"])
    before = snapshot(home)
    init()
    settings = home / ".claude" / "settings.json"
    if is_edited:
        settings.write_text(settings.read_text().replace("lint", "flint"))
    assert init(NEWER)
    assert not init(NEWER)

    after = settings.read_text() + (home / ".codex" / "config.toml").read_text()
    assert str(MEM) not in after
    assert after.count(str(NEWER)) == 5
    uninstall()
    if is_edited:
        settings.write_text(settings.read_text().replace("flint", "lint"))
    assert snapshot(home) == before
    assert not records.exists()


@pytest.mark.parametrize("lost", ["removed", "broken", "binary", "another shape"])
def test_ours_are_found_without_a_record(home, records, lost):
    put(home / ".claude" / "settings.json", SETTINGS["others' hooks"])
    put(home / ".claude.json", SERVERS["another server"])
    put(home / ".codex" / "config.toml", TOML["plain"])
    before = snapshot(home)
    init()
    for record in records.iterdir():
        if lost == "removed":
            record.unlink()
        else:
            record.write_bytes({"broken": b"{", "binary": b"\xff", "another shape": b"[1]"}[lost])
    assert not init()
    uninstall()

    left = snapshot(home)
    assert {name: left[name] for name in before} == before
    assert (home / ".codex" / "hooks.json").read_text() == "{}\n"  # who made it is not known
    assert not records.exists()


def test_a_program_that_moved_is_replaced_without_a_record(home, records):
    put(home / ".claude" / "settings.json", SETTINGS["others' hooks"])
    init()
    for record in records.iterdir():
        record.unlink()
    init(NEWER)
    uninstall()

    assert (home / ".claude" / "settings.json").read_text() == SETTINGS["others' hooks"]


def test_a_folder_named_by_a_variable_is_used_and_remembered(home, tmp_path, monkeypatch):
    before = snapshot(tmp_path)
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", str(tmp_path / "cc"))
    monkeypatch.setenv("CODEX_HOME", str(tmp_path / "cx"))
    init()
    made = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert [name for name in made if not name.startswith("slm/")] == [
        "cc/.claude.json",
        "cc/settings.json",
        "cx/config.toml",
        "cx/hooks.json",
    ]
    assert CLAUDE_CODE.logs == tmp_path / "cc" / "projects"
    assert CODEX.logs == tmp_path / "cx" / "sessions"

    monkeypatch.delenv("CLAUDE_CONFIG_DIR")
    monkeypatch.delenv("CODEX_HOME")
    uninstall()
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        (".claude/settings.json", b'{"a": 1', "is no JSON: line 1, column 8"),
        (".claude/settings.json", b"\xff\xfe{\x00}\x00", "is not UTF-8"),
        (".claude/settings.json", b"[]", "it holds no object"),
        (".claude/settings.json", b"[" * 99_999, "nested too deeply"),
        (".claude.json", b"{'a': 1}", "is no JSON"),
        (".claude.json", b'{"mcpServers": {"mem": {"command": "x"}}}', "another server"),
    ],
)
def test_a_file_that_forbids_it_is_named_and_nothing_is_written(
    home, tmp_path, name, content, what
):
    put(home / name, "")
    (home / name).write_bytes(content)
    before = snapshot(tmp_path)

    with pytest.raises(UnreadableInput, match=what) as caught:
        plan_init(CLAUDE_CODE, MEM, ledger())
    assert str(home / name) in caught.value.message
    assert snapshot(tmp_path) == before


def test_what_could_not_be_undone_to_the_byte_is_not_written(home):
    class Untidy(ServerEntry):
        def take_out(self, text, traces):
            return super().take_out(text, traces).replace("  ", "\t")

    put(home / "x.json", '{\n  "a": 1\n}')
    untidy = replace(CLAUDE_CODE, write=lambda agent: (Untidy(home / "x.json"),))

    with pytest.raises(UnreadableInput, match="could not undo exactly"):
        plan_init(untidy, MEM, ledger())


@pytest.mark.parametrize("kind", ["folder", "circle", "no folder"])
def test_what_is_no_file_is_refused(home, kind):
    path = home / ".claude" / "settings.json"
    if kind == "no folder":
        (home / ".claude").write_text("x")
    elif kind == "circle":
        path.parent.mkdir()
        path.symlink_to(path)
    else:
        path.mkdir(parents=True)

    with pytest.raises(UnreadableInput, match="cannot read"):
        plan_init(CLAUDE_CODE, MEM, ledger())


def test_a_broken_file_does_not_keep_the_others_from_being_cleaned(home):
    init()
    put(home / ".claude" / "settings.json", "{")
    planned = list(plan_uninstall(CLAUDE_CODE, ledger()))

    assert [type(one).__name__ for one in planned] == ["UnreadableInput", "Change"]
    uninstall()
    assert not (home / ".claude.json").exists()
    assert len(list(ledger().of("claude-code"))) == 1
    put(home / ".claude" / "settings.json", "{}")
    uninstall()
    assert list(ledger().of("claude-code")) == []


def test_what_was_written_meanwhile_is_not_overwritten(home):
    put(home / ".claude.json", '{"a": 1}')
    planned = plan_init(CLAUDE_CODE, MEM, ledger())
    put(home / ".claude.json", '{"a": 2}')

    carry_out(planned[0], ledger())
    with pytest.raises(UsageError, match="was changed meanwhile"):
        carry_out(planned[1], ledger())
    assert (home / ".claude.json").read_text() == '{"a": 2}'
    uninstall()
    assert sorted(path.name for path in home.rglob("*")) == [".claude.json"]


def test_an_agent_is_here_by_its_folder_or_its_program(home, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert [agent.name for agent in AGENTS if agent.is_here] == []

    (home / ".codex").mkdir()
    assert [agent.name for agent in AGENTS if agent.is_here] == ["codex"]

    put(tmp_path / "bin" / "claude", "#!/bin/sh\n")
    (tmp_path / "bin" / "claude").chmod(0o755)
    assert [agent.name for agent in AGENTS if agent.is_here] == ["claude-code", "codex"]


def test_agents_are_named_each_once_and_misspelling_is_told():
    assert named(["codex", "claude-code", "codex"]) == (CODEX, CLAUDE_CODE)
    with pytest.raises(UnknownName) as caught:
        named(["codx"])
    assert caught.value.hint == "did you mean codex?"


def test_the_program_is_the_one_that_runs_and_no_link_is_followed(tmp_path, monkeypatch):
    put(tmp_path / "tool" / "mem", "")
    (tmp_path / "mem").symlink_to(tmp_path / "tool" / "mem")
    monkeypatch.setattr("sys.argv", [str(tmp_path / "mem"), "init"])

    assert find_mem() == tmp_path / "mem"


def test_without_a_program_nothing_can_be_named(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["-c"])
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UsageError, match="no program called mem"):
        find_mem()

"""`mem init` and `mem uninstall` as a user meets them: shown, asked, done, and undone."""

import json
import os
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

MEM = str(Path(sys.executable).with_name("mem"))
SETTINGS = '{\n  // chosen with care\n  "model": "opus",\n}'


@pytest.fixture
def user(newcomer):
    """Someone with Claude Code, and without any agent on the path."""
    (newcomer.folder / ".claude").mkdir()
    (newcomer.folder / ".claude" / "settings.json").write_text(SETTINGS)
    programs = newcomer.folder / "bin"
    programs.mkdir()
    newcomer.variables["PATH"] = f"{programs}{os.pathsep}/usr/bin:/bin"
    return newcomer


def files(user):
    """All but the memory itself, which stays when an agent is served no more."""
    own = user.home / "agents"
    return {
        str(path.relative_to(user.folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(user.folder.rglob("*"))
        if not path.is_relative_to(user.home) or path.is_relative_to(own)
    }


def test_what_was_found_is_served_and_taken_out_again(user):
    before = files(user)
    done = user.mem("init", "--yes")
    shown = done.stdout.decode()

    assert done.returncode == 0
    settings = user.folder / ".claude" / "settings.json"
    assert f"+++ {settings}\n" in shown
    assert shown.count(f'+            "command": "{shlex.quote(MEM)} hook claude-code"') == 4
    servers = json.loads((user.folder / ".claude.json").read_text())["mcpServers"]
    assert servers == {"mem": {"type": "stdio", "command": MEM, "args": ["mcp"]}}
    told = done.stderr.decode()
    assert "its own memory (CLAUDE.md, auto memory) is not changed" in told
    assert f"follows the logs in {user.folder}/.claude/projects" in told
    (followed,) = user.json("watch", "list")["watches"]
    assert followed == {
        "path": str(user.folder / ".claude" / "projects"), "holds": "logs", "asker": "init"
    }  # fmt: skip
    assert "Claude Code: 2 files changed" in told
    assert not (user.folder / ".codex").exists()

    between = files(user)
    again = user.mem("init", "--yes")
    assert (again.returncode, again.stdout) == (0, b"")
    assert b"Claude Code: nothing to do" in again.stderr
    assert files(user) == between

    assert user.mem("uninstall", "--yes").returncode == 0
    assert files(user) == before
    assert user.json("watch", "list")["watches"] == []
    assert b"nothing to do" in user.mem("uninstall").stderr


def test_codex_is_served_when_named_and_tells_of_its_trust(user):
    done = user.mem("init", "codex", "--yes")

    assert done.returncode == 0
    assert b"/hooks" in done.stderr
    hooks = json.loads((user.folder / ".codex" / "hooks.json").read_text())["hooks"]
    assert set(hooks) == {"SessionStart", "UserPromptSubmit", "Stop", "PreCompact"}
    handler = {"type": "command", "command": f"{shlex.quote(MEM)} hook codex", "timeout": 5}
    assert hooks["Stop"] == [{"hooks": [handler]}]
    written = tomllib.loads((user.folder / ".codex" / "config.toml").read_text())
    assert written == {"mcp_servers": {"mem": {"command": MEM, "args": ["mcp"]}}}


@pytest.mark.parametrize("command", ["init", "uninstall"])
def test_a_dry_run_shows_everything_and_changes_nothing(user, command):
    if command == "uninstall":
        user.out("init", "--yes")
    before = files(user)
    shown = user.out(command, "claude-code", "--dry-run")

    assert "hook claude-code" in shown
    assert files(user) == before


def test_a_dry_run_for_an_agent_that_is_not_here_makes_no_folder(user):
    before = files(user)

    assert "+[mcp_servers.mem]" in user.out("init", "codex", "--dry-run")
    assert files(user) == before


@pytest.mark.parametrize("command", ["init", "uninstall"])
def test_where_nobody_can_be_asked_nothing_is_changed(user, command):
    if command == "uninstall":
        user.out("init", "--yes")
    before = files(user)
    done = user.mem(command)

    assert done.returncode == 2
    assert b"hook claude-code" in done.stdout
    assert b"nothing was changed" in done.stderr
    assert b"hint: look with --dry-run, then give --yes" in done.stderr
    assert files(user) == before
    assert user.error(command)[0] == 2


@pytest.mark.parametrize(("typed", "code"), [(b"y\n", 0), (b"n\n", 1)])
def test_on_a_terminal_it_asks(user, typed, code):
    before = files(user)
    ended, shown = user.on_terminal("init", typed=typed)

    assert ended == code
    assert "write this into 2 files?" in shown
    assert (files(user) != before) == (code == 0)


def test_the_answer_as_json_has_each_file_and_its_diff(user):
    answer = user.json("init", "claude-code", "codex", "--dry-run")
    claude, codex = answer["agents"]

    assert (answer["program"], answer["dry_run"]) == (MEM, True)
    assert [file["action"] for file in claude["files"]] == ["change", "create"]
    assert [file["action"] for file in codex["files"]] == ["create", "create"]
    assert '+  "hooks": {' in claude["files"][0]["diff"]
    assert answer["follow"] == [
        f"{user.folder}/.claude/projects",
        f"{user.folder}/.codex/sessions",
    ]
    assert user.json("init", "--yes")["agents"][0]["files"][0]["action"] == "change"
    assert user.json("init", "--yes")["agents"][0]["files"][0]["action"] == "none"


def test_a_broken_file_is_named_and_left_while_the_others_are_done(user):
    broken = user.folder / ".claude" / "settings.json"
    broken.write_text("{ oops")
    done = user.mem("init", "claude-code", "codex", "--yes")

    assert done.returncode == 2
    assert f"{broken} is no JSON: line 1, column 3" in done.stderr.decode()
    assert b"hint: it was left alone" in done.stderr
    assert b"Codex: 2 files changed" in done.stderr
    assert broken.read_text() == "{ oops"
    assert not (user.folder / ".claude.json").exists()
    assert (user.folder / ".codex" / "hooks.json").exists()
    answer = json.loads(user.mem("init", "claude-code", "--yes", "--json").stdout)
    assert "is no JSON" in answer["agents"][0]["errors"][0]["message"]


def test_a_read_only_file_is_named_and_left(user):
    if os.geteuid() == 0:
        pytest.skip("root may write anything")
    settings = user.folder / ".claude" / "settings.json"
    settings.chmod(0o444)
    done = user.mem("init", "--yes")

    assert done.returncode == 2
    assert b"it is read-only" in done.stderr
    assert settings.read_text() == SETTINGS


def test_a_file_on_one_long_line_is_not_shown_whole(user):
    long = json.dumps({"history": ["x" * 70] * 100, "mcpServers": {}})
    (user.folder / ".claude.json").write_text(long)
    shown = user.out("init", "--dry-run")

    assert max(map(len, shown.splitlines())) < 200
    assert '"mem": {"type": "stdio"' in shown
    user.out("init", "--yes")
    user.out("uninstall", "--yes")
    assert (user.folder / ".claude.json").read_text() == long


def test_an_unknown_agent_is_told_with_those_that_are_known(user):
    assert user.error("init", "claude")[1]["message"] == "unknown agent 'claude'"
    code, told = user.error("uninstall", "emacs")
    assert (code, told["hint"]) == (2, "known: claude-code, codex")


def test_without_any_agent_nothing_is_found(newcomer):
    code, told = newcomer.error("init", PATH="/nowhere")

    assert (code, told["message"]) == (1, "no agent was found on this machine")
    assert told["hint"] == "name one of claude-code, codex"


def test_help_names_the_agents(user):
    assert "claude-code, codex" in user.out("init", "--help")


def test_a_home_that_init_made_serves_the_daemon(user):
    user.out("init", "--yes")

    assert user.out("add", "We pin sqlite 3.45").strip()

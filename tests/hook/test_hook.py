"""`mem hook` answers in the host's envelope, in time, or with nothing; it never fails."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import pytest
from shell import MEM, Shell

# Far above the deadline, for a busy machine; far below what a hung daemon would take.
SOON = 3.0


@pytest.fixture(scope="module")
def user(tmp_path_factory):
    made = Shell(tmp_path_factory.mktemp("u"))
    (made.cwd / ".git").mkdir()
    made.out("add", "We decided to bake with rye flour.", "--kind", "decision")
    yield made
    made.close()


def told(user, agent="claude-code", **fields):
    event = {"session_id": "s1", "cwd": str(user.cwd), "hook_event_name": "UserPromptSubmit"}
    return hook(user, agent, json.dumps({**event, **fields}))


def hook(user, agent, given):
    began = time.monotonic()
    done = user.mem("hook", agent, given=given)
    assert time.monotonic() - began < SOON
    assert done.returncode == 0
    return done


def context(done, event):
    (line,) = done.stdout.decode().splitlines()
    envelope = json.loads(line)
    assert envelope.keys() == {"hookSpecificOutput"}
    inner = envelope["hookSpecificOutput"]
    assert inner.keys() == {"hookEventName", "additionalContext"}
    assert inner["hookEventName"] == event
    return inner["additionalContext"]


@pytest.mark.parametrize("agent", ["claude-code", "codex"])
def test_a_start_and_a_prompt_are_answered_in_the_hosts_envelope(user, agent):
    begun = told(user, agent, hook_event_name="SessionStart", source="startup", session_id=agent)
    asked = told(user, agent, prompt="Which flour do we bake with?", session_id=f"{agent} 2")

    assert "rye" in context(begun, "SessionStart")
    assert "rye" in context(asked, "UserPromptSubmit")


@pytest.mark.parametrize("event", ["Stop", "PreCompact", "SessionEnd", "PreToolUse", "", "New"])
def test_other_events_are_answered_with_nothing(user, event):
    done = told(user, hook_event_name=event, prompt="Which flour?", session_id="other")

    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_prompt_that_nothing_is_known_of_is_answered_with_nothing(user):
    assert told(user, prompt="Who won in Reykjavik?", session_id="chess").stdout == b""


def test_what_a_subagents_hook_tells_is_not_answered(user):
    done = told(user, prompt="Which flour do we bake with?", agent_id="a1", session_id="sub")

    assert done.stdout == b""


@pytest.mark.parametrize(
    "given",
    [
        "",
        "{",
        "[]",
        "null",
        "\x00",
        "{}",
        '{"session_id": 3}',
        "[" * 100_000,
        '{"prompt": "\\ud800"}',
    ],
)
def test_whatever_is_told_there_is_no_error(user, given):
    assert hook(user, "claude-code", given).stdout == b""


def test_half_a_character_in_a_prompt_is_no_error(user):
    given = '{"hook_event_name":"UserPromptSubmit","session_id":"h","cwd":"/","prompt":"a\\ud800b"}'

    assert hook(user, "codex", given).returncode == 0


@pytest.mark.parametrize("words", [[], ["claude"], ["claude-code", "more"]])
def test_whatever_it_is_called_with_there_is_no_error(user, words):
    done = user.mem("hook", *words, given="{}")

    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Traceback" not in done.stderr


def test_whoever_asks_for_help_gets_it(user):
    done = user.mem("hook", "--help", given="{}")

    assert done.stdout.startswith(b"usage: mem hook AGENT")
    assert done.stderr == b""


def test_on_a_terminal_it_says_who_runs_it(user):
    code, shown = user.on_terminal("hook", "codex")

    assert code == 0
    assert "run by an agent" in shown


def test_where_no_daemon_runs_one_is_started_and_answers_later(newcomer):
    told(newcomer, prompt="Which flour do we bake with?")
    deadline = time.monotonic() + 20
    while not (newcomer.home / "daemon.sock").exists() and time.monotonic() < deadline:
        time.sleep(0.05)

    assert newcomer.json("status")["memories"] == 0


def test_input_that_never_ends_is_not_waited_for(user):
    began = time.monotonic()
    with subprocess.Popen(
        [*MEM, "hook", "codex"], env=user.variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdin.write(b'{"hook')
        child.stdin.flush()

        assert child.wait(SOON) == 0
        assert time.monotonic() - began < SOON
        assert child.stdout.read() == b""


def test_a_daemon_that_hangs_is_not_waited_for(newcomer):
    newcomer.home.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(str(newcomer.home / "daemon.sock"))
        (newcomer.home / "daemon.sock").chmod(0o600)
        hung.listen(1)

        assert told(newcomer, prompt="Which flour?").stdout == b""
        assert told(newcomer, hook_event_name="SessionStart", source="startup").stdout == b""


def test_a_stopped_daemon_is_not_waited_for(newcomer):
    pid = newcomer.json("status")["pid"]
    os.kill(pid, signal.SIGSTOP)
    try:
        assert told(newcomer, prompt="Which flour?").stdout == b""
    finally:
        os.kill(pid, signal.SIGCONT)


def test_a_locked_store_is_not_waited_for(newcomer):
    newcomer.out("add", "We bake with rye flour.")
    newcomer.out("daemon", "stop")
    with sqlite3.connect(newcomer.home / "memory.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")

        assert told(newcomer, prompt="Which flour do we bake with?").returncode == 0
        other.execute("ROLLBACK")


def test_a_config_that_cannot_be_read_is_no_error(newcomer):
    newcomer.home.mkdir()
    (newcomer.home / "config.toml").write_text("idle_minutes = [")
    done = told(newcomer, prompt="Which flour?")

    assert done.stdout == b""
    assert b"config.toml" in done.stderr


def test_an_output_that_nobody_reads_is_no_error(user):
    event = {"session_id": "unread", "cwd": str(user.cwd), "hook_event_name": "UserPromptSubmit"}
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*MEM, "hook", "codex"],
        input=json.dumps({**event, "prompt": "Which flour do we bake with?"}).encode(),
        env=user.variables, stdout=theirs, stderr=subprocess.PIPE, timeout=SOON, check=False,
    )  # fmt: skip
    os.close(theirs)

    assert (done.returncode, done.stderr) == (0, b"mem: BrokenPipeError\n")


def test_a_hook_loads_nothing_heavy():
    heavy = {
        "msgspec", "dataclasses", "typing", "inspect", "asyncio", "subprocess", "logging", "numpy",
        "threading", "tempfile", "platformdirs", "tomllib", "hashlib", "typer", "apsw", "datetime",
    }  # fmt: skip
    program = "import sys; before = {*sys.modules}; import slm.hook.door, slm.config"
    program += "; print(*({*sys.modules} - before))"
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True).split()

    assert "slm.wire.frames" in loaded
    assert not heavy & set(loaded)

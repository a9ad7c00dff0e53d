"""Codex itself, from its registry, with a stub for its model: told, captured, and told again."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stub import serving

# The release that its hooks were tried with; another may be named to try that.
RELEASE = os.environ.get("CODEX_RELEASE", "0.169.0")
MEM = str(Path(sys.executable).with_name("mem"))
CONFIG = """# chosen with care
model = "stub"
model_provider = "stub"

[model_providers.stub]
name = "stub"
base_url = "http://127.0.0.1:{port}/v1"
wire_api = "responses"
env_key = "STUB_KEY"
"""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def codex(tmp_path_factory):
    """The program, installed into a folder of its own."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not here")
    folder = tmp_path_factory.mktemp("npm")
    done = subprocess.run(
        [npm, "install", "--prefix", folder, "--no-audit", "--no-fund", f"@openai/codex@{RELEASE}"],
        env={**os.environ, "HOME": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"codex cannot be had: {done.stderr[-300:]}")
    return str(folder / "node_modules" / ".bin" / "codex")


class Ana:
    """Somebody with Codex, mem, an empty environment and a repository."""

    def __init__(self, folder, codex, port):
        self.home = folder / "ana"
        self.shop = folder / "ana" / "shop"
        (self.shop / ".git").mkdir(parents=True)
        (self.home / ".codex").mkdir()
        self.config = self.home / ".codex" / "config.toml"
        self.config.write_text(CONFIG.format(port=port))
        programs = f"{Path(codex).parent}:{Path(shutil.which('node')).parent}:/usr/bin:/bin"
        self.variables = {
            "PATH": programs, "HOME": str(self.home), "STUB_KEY": "x",
            "SLM_HOME": str(folder / "slm"), "SLM_MODEL_DIR": str(folder / "models"),
        }  # fmt: skip
        self._codex = codex

    def run(self, *command):
        done = subprocess.run(
            command, cwd=self.shop, env=self.variables, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def mem(self, *words):
        return self.run(MEM, *words)

    def codex(self, *words):
        return self.run(self._codex, *words)

    def ask(self, prompt):
        """One session of Codex; its hooks are trusted, as their user would trust them."""
        flags = ("--dangerously-bypass-hook-trust", "--skip-git-repo-check")
        return self.codex("exec", *flags, prompt)

    def remembers(self, text, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            listed = json.loads(self.mem("list", "--all", "--limit", "100", "--json"))
            if any(text in one["text"] for one in listed["memories"]):
                return True
            time.sleep(0.2)
        return False


@pytest.fixture
def stub():
    with serving() as made:
        yield made


@pytest.fixture
def ana(tmp_path, codex, stub):
    made = Ana(tmp_path, codex, stub.port)
    before = made.config.read_bytes()
    made.mem("init", "codex", "--yes")
    yield made
    made.mem("uninstall", "codex", "--yes")
    assert made.config.read_bytes() == before
    made.mem("daemon", "stop")


def test_codex_lists_mem_among_its_servers(ana):
    assert "mem" in ana.codex("mcp", "list")
    assert "enabled" in ana.codex("mcp", "list")


def test_a_session_is_told_and_captured_and_the_next_one_is_told_of_it(ana, stub):
    ana.mem("add", "We decided to bake with rye flour, not wheat.", "--kind", "decision")
    stub.answer = "The copper kettle belongs on the third shelf."
    ana.ask("Which flour do we bake with, and where does the copper kettle belong?")
    words = stub.developer_words()

    assert "rye flour" in words
    assert words.count("<mem-context>") == words.count("</mem-context>") >= 1
    assert ana.remembers("where does the copper kettle belong?")
    assert ana.remembers("The copper kettle belongs on the third shelf.")

    stub.answer = "As you said."
    ana.ask("On which shelf does the copper kettle belong?")

    assert "third shelf" in stub.developer_words()
    told = json.loads(ana.mem("list", "--all", "--limit", "100", "--json"))["memories"]
    assert not any("mem-context" in one["text"] for one in told)

"""The completions are those of the commands, and work in the shells that are here."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "completions"
# What a user may have typed, and a word that must be offered for its end.
TYPED = [
    ("mem re", "recall"),
    ("mem add --ki", "--kind"),
    ("mem list --state fo", "forgotten"),
    ("mem recall --kind les", "lesson"),
    ("mem import --format co", "codex"),
    ("mem import not", "notes.md"),
    ("mem init co", "codex"),
    ("mem uninstall claude-code cod", "codex"),
    ("mem uninstall --dr", "--dry-run"),
    ("mem daemon st", "stop"),
    ("mem daemon logs --fo", "--follow"),
    ("mem model get all", "all-MiniLM-L6-v2"),
]


def test_the_completions_are_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "completions", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "\n")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "notes.md").write_text("# Notes")
    return tmp_path


def asked(folder, *command):
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True, timeout=20
    ).stdout.split()


@pytest.mark.parametrize(("typed", "offered"), TYPED)
def test_bash_offers_what_can_follow(folder, typed, offered):
    script = (
        f'source "{FOLDER}/mem.bash"; COMP_WORDS=({typed}); '
        'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mem; printf "%s\\n" "${COMPREPLY[@]}"'
    )

    assert offered in asked(folder, "bash", "--norc", "-c", script)


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not here")
@pytest.mark.parametrize(("typed", "offered"), TYPED)
def test_fish_offers_what_can_follow(folder, typed, offered):
    script = f"source {FOLDER}/mem.fish; complete -C '{typed}'"

    assert offered in asked(folder, "fish", "--no-config", "-c", script)


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not here")
def test_zsh_understands_its_completions(folder):
    assert asked(folder, "zsh", "-n", f"{FOLDER}/_mem") == []

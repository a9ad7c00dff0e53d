"""Every command tells what it does, with an example, and answers in JSON."""

import re

import pytest
import typer

from slm.cli import overview
from slm.cli.app import run
from slm.cli.commands import COMMANDS, carry_out, load


def leaves():
    """Every command that does something, and its parts."""
    for name in COMMANDS:
        found = typer.main.get_command(load(name))
        if hasattr(found, "commands"):
            yield from ((f"{name} {part}", command) for part, command in found.commands.items())
        else:
            yield name, found


LEAVES = dict(leaves())


def help_of(name, capsys):
    assert run([*name.split(), "--help"], {}) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", [*LEAVES, "model", "daemon"])
def test_help_has_an_example_of_this_very_command(name, capsys):
    shown = help_of(name, capsys)
    examples = shown.partition("Examples:\n")[2]

    assert shown.startswith(f"Usage: mem {name} ")
    assert f"mem {name}" in examples
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_has_json_and_says_what_each_option_is_for(name, capsys):
    options = [param for param in LEAVES[name].params if param.param_type_name == "option"]

    assert "--json" in [option.opts[0] for option in options]
    assert [option.opts for option in options if not option.help] == []
    assert [option.opts for option in options if not (option.is_flag or option.metavar)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_overview_says_the_same_as_the_command(name):
    module_line = typer.main.get_command(load(name)).help.splitlines()[0]

    assert COMMANDS[name][1] == module_line


def test_the_overview_names_every_command_and_exit_code(capsys):
    assert run(["--help"], {}) == 0
    shown = capsys.readouterr().out

    assert re.findall(r"^  ([a-z]+) {2,}[A-Z]", shown, re.MULTILINE) == list(COMMANDS)
    for code in ("0 done", "1 nothing found", "2 usage", "3 daemon", "4 memory file"):
        assert code in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("words", [["help", "recall"], ["recall", "--help"]], ids=" ".join)
def test_help_can_be_asked_either_way(words, capsys):
    run(words, {})

    assert capsys.readouterr().out.startswith("Usage: mem recall ")


def test_the_version_is_told(capsys):
    carry_out("--version", [], {})
    plain = capsys.readouterr().out
    overview.version(as_json=True)

    assert plain.split()[1] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["recal", "x"], "unknown command 'recal'", "did you mean recall?"),
        (["--jsn"], "unknown option '--jsn'", "did you mean --json?"),
        (
            ["recall", "x", "--limt", "3"],
            "mem recall has no option --limt",
            "did you mean --limit?",
        ),
        (["daemon", "strt"], "unknown daemon command 'strt'", "did you mean start?"),
        (["show"], "missing argument 'ID'", "mem show --help"),
        (["recall", "x", "--limit", "three"], "'three'", "--limit 10"),
        (["list", "--limit"], "--limit", "mem list --help"),
    ],
    ids=str,
)
def test_a_mistyped_word_is_told_with_what_was_probably_meant(words, message, hint, capsys):
    assert run(words, {}) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("mem: ")
    assert message in first
    assert second == f"hint: {hint}"

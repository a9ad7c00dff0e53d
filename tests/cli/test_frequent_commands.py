"""`mem recall` and `mem add` ask the same whether the light door or typer reads them."""

import json
import socket
import threading
from contextlib import contextmanager

import pytest
import typer

from slm.cli import app, commands, light
from slm.config import load_settings
from slm.wire.codec import decode_request

ANSWER = {"hits": [], "context": "", "reason": "", "notice": "", "took_ms": 1.0}
ADDED = {"id": "0123456789abcdef", "is_new": True, "redacted": [], "notice": ""}

RECALLS = [
    ["pin"],
    ["why did we pin sqlite?"],
    ["why", "did", "we", "pin"],
    ["pin", "--limit", "3"],
    ["--limit=3", "pin"],
    ["--limit", "3", "--limit", "4", "pin"],
    ["pin", "--budget", "200", "--project", "web"],
    ["pin", "--project=web=2"],
    ["pin", "--kind", "fact", "--kind=decision"],
    ["pin", "--since", "2026-05-04"],
    ["pin", "--since", "2026-05-04T10:00+02:00", "--as-of", "2026-06-01T00:00:00Z"],
    ["--all", "pin"],
    ["pin", "--why", "--json"],
    ["pin", "--quick"],
    ["--", "--limit", "3"],
    ["-"],
    ["pin", "--", "-x"],
    ["  spaces  ", ""],
    ["größe 漢字 🙂"],
]
ADDS = [
    ["a text"],
    ["a", "text"],
    ["a text", "--kind", "lesson"],
    ["a text", "--tag", "x", "--tag=y"],
    ["a text", "--project", "web", "--branch", "main"],
    ["a text", "--time", "2026-05-04T17:30", "--json"],
    ["a text", "--kind", "summary", "--from", "3f9a0c21", "--from=81d4"],
    ["--", "-a text"],
    ["multi\nline\ttext"],
]
# What the light door leaves to typer: help, mistakes, and what is rare.
UNUSUAL = [
    [],
    ["--help"],
    ["pin", "--limt", "3"],
    ["pin", "--limit"],
    ["pin", "--all=yes"],
    ["--batch", "questions.jsonl", "--json"],
    ["-l", "3", "pin"],
]


class Recorder:
    """A daemon that writes down what it is asked, and always answers the same."""

    def __init__(self, answer):
        self.asked = []
        self._reply = json.dumps({"is": "result", "value": answer}).encode() + b"\n"

    @contextmanager
    def listening(self):
        settings = load_settings()
        settings.home.mkdir(mode=0o700)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(settings.socket))
            listener.listen()
            thread = threading.Thread(target=self._serve, args=(listener,))
            thread.start()
            try:
                yield
            finally:
                listener.shutdown(socket.SHUT_RDWR)
                thread.join()

    def _serve(self, listener):
        while True:
            try:
                end, _ = listener.accept()
            except OSError:
                return
            with end, end.makefile("rb") as lines:
                if line := lines.readline():
                    self.asked.append(decode_request(line))
                    end.sendall(self._reply)


@pytest.mark.parametrize(
    ("command", "options", "answer", "table"),
    [("recall", light.RECALL, ANSWER, RECALLS), ("add", light.ADD, ADDED, ADDS)],
)
def test_both_doors_ask_the_same(command, options, answer, table, capsys):
    recorder = Recorder(answer)
    with recorder.listening():
        for arguments in table:
            assert light.read(arguments, options), f"{arguments} is left to typer"

            code = app.run([command, *arguments], {})
            by_light = capsys.readouterr()
            typed_code = commands.carry_out(command, arguments, {})
            by_typer = capsys.readouterr()

            first, second = recorder.asked[-2:]
            assert first == second, arguments
            assert code == typed_code
            assert by_light == by_typer


@pytest.mark.parametrize("arguments", UNUSUAL, ids=" ".join)
def test_whatever_is_unusual_is_left_to_typer(arguments):
    assert light.read(arguments, light.RECALL) is None


@pytest.mark.parametrize(
    ("command", "options", "rare"),
    [("recall", light.RECALL, {"--batch"}), ("add", light.ADD, set())],
)
def test_both_doors_have_the_same_options(command, options, rare):
    typed = typer.main.get_command(commands.load(command))
    by_typer = {
        param.opts[0]: (param.is_flag, param.multiple)
        for param in typed.params
        if param.param_type_name == "option"
    }
    by_light = {option.flag: (option.is_switch, option.repeats) for option in options}

    assert {flag: how for flag, how in by_typer.items() if flag not in rare} == by_light

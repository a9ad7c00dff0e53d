"""A tiny model for fast tests, and the real one for slow ones."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
import pytest

from slm.embed import fetch, tensors
from slm.embed.models import MODELS, Model, ModelFile

# Read before any test replaces the environment: the real model is shared by all of them.
REAL_MODELS = Path(
    os.environ.get("SLM_MODEL_DIR") or Path(platformdirs.user_cache_dir("slm", False)) / "models"
)


@dataclass
class Heard:
    """A listener that remembers."""

    lines: list[str]
    sizes: list[tuple[str, int]]

    def say(self, line):
        self.lines.append(line)

    def arriving(self, file, size):
        self.sizes.append((file.name, size))


@pytest.fixture
def heard():
    return Heard([], [])


def known(name, content):
    """Describe a file by its content, as an entry of MODELS does."""
    return ModelFile(name, hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def published():
    """The two files of a model of a few numbers, by name."""
    drawn = np.random.default_rng(3)
    arrays = {
        "table": drawn.standard_normal((10, 4)).astype(np.float32),
        "dense.weight": drawn.standard_normal((6, 4)).astype(np.float32),
        "dense.bias": drawn.standard_normal(6).astype(np.float32),
    }
    return {"tokenizer.json": b"{}", "model.safetensors": b"".join(tensors.pack(arrays))}


@pytest.fixture
def tiny_model(published):
    """An entry of a registry, for those two files."""

    class TinyModel(Model):
        def graph(self):
            return b"a graph"

        def recipe(self):
            return b"""{"plain": {"bias": ["dense.bias"]},
                        "matmul": {"dense": ["dense.weight"]},
                        "gather": {"words": ["table"]}}"""

    return TinyModel(
        name="tiny",
        dimension=6,
        tokens=16,
        pooling="mean",
        query_prefix="",
        passage_prefix="",
        licence="Apache-2.0",
        repository="nobody/tiny",
        revision="abc",
        files=tuple(known(name, content) for name, content in published.items()),
        hub="http://127.0.0.1:9",  # the discard port: nothing answers
    )


@pytest.fixture
def tiny_folder(tmp_path, tiny_model, published):
    """The tiny model's folder, complete."""
    folder = tmp_path / tiny_model.name
    folder.mkdir()
    for name, content in published.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def real_models(tmp_path_factory):
    """The folder of models with the real one in it, fetched if it is not here yet."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SLM_HOME", str(home))
        environment.setenv("SLM_MODEL_DIR", str(REAL_MODELS))
        assert fetch.main([MODELS[0].name]) == 0, "the real model cannot be had"
    return REAL_MODELS

"""Keep a model's quantised weights in one file, made once, checked and mapped at each start."""

from __future__ import annotations

import hashlib
import logging
import mmap
from pathlib import Path

from slm.embed import files, quantise, tensors
from slm.embed.models import Model, ModelFile
from slm.embed.tensors import Arrays
from slm.errors import ModelProblem

log = logging.getLogger(__name__)

_DIGEST = hashlib.sha256().digest_size


class Weights:
    """The arrays, and the mapped file below them if there is one.

    Mapped, 23 MB need not stay in memory. The price: the file may never be shortened while it is
    in use, so it is only ever replaced as a whole.
    """

    def __init__(self, arrays: Arrays, mapped: mmap.mmap | None = None) -> None:
        self.arrays = arrays
        self._mapped = mapped

    def let_go(self) -> None:
        """Give back the memory of pages read so far; what is needed again comes from the file."""
        if self._mapped is not None and hasattr(self._mapped, "madvise"):
            self._mapped.madvise(mmap.MADV_DONTNEED)


def identity(model: Model) -> str:
    """Name what the vectors depend on: graph, weights, words and how they are put together."""
    parts = (
        model.graph(),
        model.recipe(),
        *(file.sha256.encode() for file in (model.weights, model.tokenizer)),
        repr((quantise.RULES, model.tokens, model.pooling)).encode(),
        repr((model.query_prefix, model.passage_prefix)).encode(),
    )
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]


def open_weights(model: Model, folder: Path) -> Weights:
    """Map the kept weights, making them anew when they are missing or damaged."""
    kept = folder / f"int8-{identity(model)}.bin"
    try:
        return _mapped(kept)
    except FileNotFoundError:
        log.info("quantising model=%s", model.name)
    except (OSError, ValueError) as exc:
        log.warning("quantising again model=%s reason=%s", model.name, exc)
    arrays = _made(model, folder)
    try:
        _keep(kept, arrays)
        return _mapped(kept)
    except OSError as exc:  # a folder we may not write to: the next start makes them again
        log.warning("weights not kept path=%s reason=%s", kept, exc)
        return Weights(arrays)


def require(model: Model, folder: Path, file: ModelFile) -> Path:
    """Give the path of a published file that is here and unchanged; raises ModelProblem."""
    path = folder / file.name
    hint = f"mem model get {model.name}"
    try:
        found = files.sha256(path)
    except FileNotFoundError as exc:
        raise ModelProblem(f"model {model.name} is not here: no {path}", hint) from exc
    except OSError as exc:
        raise ModelProblem(f"cannot read {path}: {exc}", "see who may read that folder") from exc
    if found != file.sha256:
        raise ModelProblem(f"{path} is damaged: sha256 {found}, expected {file.sha256}", hint)
    return path


def _made(model: Model, folder: Path) -> Arrays:
    path = require(model, folder, model.weights)
    with path.open("rb") as file:
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return quantise.quantise(model.recipe(), tensors.read(content))


def _mapped(path: Path) -> Weights:
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    content = memoryview(mapped)
    if hashlib.sha256(content[:-_DIGEST]).digest() != content[-_DIGEST:]:
        raise ValueError(f"{path} is damaged")
    return Weights(tensors.read(content[:-_DIGEST]), mapped)


def _keep(path: Path, arrays: Arrays) -> None:
    digest = hashlib.sha256()
    with files.whole(path) as file:
        for piece in tensors.pack(arrays):
            digest.update(piece)
            file.write(piece)
        file.write(digest.digest())
    for other in path.parent.glob("int8-*.bin"):
        if other != path:  # of an earlier release: 23 MB that nothing would read again
            other.unlink(missing_ok=True)

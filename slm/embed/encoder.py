"""Run a model on one text at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from slm.embed import Reading, files
from slm.embed.models import FOLDER_GRAPH, TOKENIZER, Model, by_name, folder_named
from slm.embed.runtime import onnxruntime
from slm.embed.tokens import CODEC
from slm.embed.weights import Weights, identity, open_weights, require
from slm.errors import ModelProblem

# What a model named by its folder is given of a text: nothing in the folder says it reliably, and
# passages are cut to fewer tokens than this.
FOLDER_TOKENS = 256

# Real text has 3 to 5 characters a token; more than this is a blob, whose tail is cut unread.
CHARACTERS_A_TOKEN = 64

# The inputs a BERT-like graph may ask for: words, which of them count, which sentence they are of.
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


class Encoder:
    """An Embedder on one ONNX session, by the mean of a text's token vectors.

    Each text is run alone: dynamic int8 scales a run by its largest value, so in a batch a text's
    vector would depend on its neighbours.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        tokens: int,
        fingerprint: str,
    ) -> None:
        # The published tokenizer.json pads every text to 128 and cuts it there.
        tokenizer.no_padding()
        tokenizer.enable_truncation(tokens)
        self._session = session
        self._tokenizer = tokenizer
        self._characters = tokens * CHARACTERS_A_TOKEN
        self._inputs = [given.name for given in session.get_inputs()]
        self._output = _token_output(session)
        self.fingerprint = f"{fingerprint}:{CODEC}"
        self.dimension = self.token_vectors("a").shape[1]

    def token_vectors(self, text: str) -> NDArray[np.float32]:
        """Give one row a token, the model's opening and closing marks included."""
        return self._run(self._tokens(text))

    def read(self, text: str) -> Reading:
        """Give the text's vector, and those of its tokens."""
        tokens = self._tokens(text)
        rows = self._run(tokens)
        spans = tokens.offsets  # a new list at each look
        own = _own(spans, tokens.special_tokens_mask)
        vector = _of_length_one(rows.mean(axis=0))
        return Reading(vector, _of_length_one(rows[own]), tuple(spans[place] for place in own))

    def encode(self, text: str) -> NDArray[np.float32]:
        """Give the text's vector alone, of length one."""
        return self.read(text).vector

    def _tokens(self, text: str) -> Encoding:
        # A log may hold half of a surrogate pair, which the tokenizer refuses; the mark that stands
        # for it then is one character too, so that the spans are those of the text.
        clean = text[: self._characters].encode("utf-8", "replace").decode("utf-8")
        return self._tokenizer.encode(clean)

    def _run(self, tokens: Encoding) -> NDArray[np.float32]:
        numbers = np.array([tokens.ids], np.int64)
        given = {
            "input_ids": numbers,
            "attention_mask": np.ones_like(numbers),
            "token_type_ids": np.zeros_like(numbers),
        }
        rows = self._session.run([self._output], {name: given[name] for name in self._inputs})[0]
        return np.asarray(rows[0], np.float32)


def _own(spans: Sequence[tuple[int, int]], marks: Sequence[int]) -> list[int]:
    """The tokens that stand for something in the text: not the model's marks around it."""
    return [place for place, (start, stop) in enumerate(spans) if start < stop and not marks[place]]


def _of_length_one(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


def load(models_folder: Path, name: str, threads: int = 1) -> Encoder:
    """Make ready a known model, or one in a folder; raises ModelProblem or UnknownName."""
    folder = folder_named(name)
    if folder is not None:
        return load_folder(folder, threads)
    model = by_name(name)
    return load_known(model, models_folder / model.name, threads)


def load_known(model: Model, folder: Path, threads: int = 1) -> Encoder:
    """Run a known model on its int8 weights; raises ModelProblem."""
    tokenizer = Tokenizer.from_file(str(require(model, folder, model.tokenizer)))
    weights = open_weights(model, folder)
    options = _options(threads)
    # The graph is already in the shape that runs fastest, and left alone it runs the same
    # operations in the same order whatever the release of onnxruntime.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    _attach(options, weights)
    session = onnxruntime.InferenceSession(model.graph(), options)
    encoder = Encoder(session, tokenizer, model.tokens, f"{model.name}:int8:{identity(model)}")
    weights.let_go()  # onnxruntime has packed its own copy of what it multiplies with
    return encoder


def load_folder(folder: Path, threads: int = 1) -> Encoder:
    """Run the graph in the folder as it is; raises ModelProblem."""
    # A graph over 2 GB, or one saved so, has its weights in files beside it.
    parts = [folder / TOKENIZER, folder / FOLDER_GRAPH, *sorted(folder.glob(f"{FOLDER_GRAPH}?*"))]
    for path in parts:
        if not path.is_file():
            raise ModelProblem(f"no {path}", f"a model folder holds {FOLDER_GRAPH} and {TOKENIZER}")
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        session = onnxruntime.InferenceSession(str(folder / FOLDER_GRAPH), _options(threads))
        return Encoder(session, tokenizer, FOLDER_TOKENS, _folder_fingerprint(folder, parts))
    except ModelProblem:
        raise
    except Exception as exc:  # both libraries raise no narrower one for a bad file
        raise ModelProblem(
            f"cannot use the model in {folder}: {exc}", "name another model"
        ) from exc


def _folder_fingerprint(folder: Path, parts: Iterable[Path]) -> str:
    whole = hashlib.sha256(f"{FOLDER_TOKENS} mean".encode())
    for path in parts:
        whole.update(f" {path.name} {files.sha256(path)}".encode())
    return f"{folder.name}:onnx:{whole.hexdigest()[:16]}"


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Otherwise a plan of memory is kept for every length of text met: 13 MB after 150 texts.
    options.enable_mem_pattern = False
    # A thread that waits for work must not burn the developer's processor.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3  # errors only; they come as exceptions too
    return options


def _attach(options: onnxruntime.SessionOptions, weights: Weights) -> None:
    values = {
        name: onnxruntime.OrtValue.ortvalue_from_numpy(array)
        for name, array in weights.arrays.items()
    }
    options.add_external_initializers(list(values), list(values.values()))


def _token_output(session: onnxruntime.InferenceSession) -> str:
    unknown = {given.name for given in session.get_inputs()} - _INPUTS
    if unknown:
        raise ModelProblem(
            f"the graph asks for {', '.join(sorted(unknown))}",
            f"only models that take {', '.join(sorted(_INPUTS))} can be used",
        )
    for output in session.get_outputs():
        shape: list[Any] = output.shape
        if len(shape) == 3:
            return str(output.name)
    raise ModelProblem(
        "the graph gives no vector a token", "export it with its last hidden state as output"
    )

"""Texts to vectors, on a small graph of the same make as the real one, and on the real one."""

import importlib.machinery
import importlib.util
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from slm.embed import encoder, tensors, weights
from slm.embed.files import sha256
from slm.embed.models import MODELS, Model, ModelFile, by_name, present
from slm.embed.tokens import CODEC
from slm.errors import ModelProblem, UnknownName

SCRIPT = Path(__file__).parents[2] / "scripts" / "build-graph"
SENTENCE = "the cache was stale because two writers used different keys for one page"
WORDS = SENTENCE.split()
TEXTS = [
    "the cache was stale",
    "two writers used one page",
    "why did the reader see an old page after the writer had closed its connection?",
    "def recall(query: str, limit: int = 10) -> list[Hit]: ...",
    "",
    " ".join(WORDS * 8),
]


@pytest.fixture(scope="module")
def script():
    """The script that builds graphs, as a module."""
    loader = importlib.machinery.SourceFileLoader("build_graph", str(SCRIPT))
    spec = importlib.util.spec_from_loader("build_graph", loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_graph"] = module  # dataclasses look their module up
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPT.parent)  # where a script run by itself finds its neighbours
        loader.exec_module(module)
    return module


def small_tokenizer():
    vocabulary = {word: number for number, word in enumerate(["[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.enable_padding(length=32)  # as published ones do
    tokenizer.enable_truncation(8)
    return tokenizer


def random_tensors(recipe, shape):
    """What a publisher would have trained: one array for every name in the recipe."""
    drawn = np.random.default_rng(5)
    inner, width = shape.inner, shape.width
    sizes = {
        "word_embeddings.weight": (shape.words, width),
        "position_embeddings.weight": (shape.positions, width),
        "token_type_embeddings.weight": (2, width),
        "intermediate.dense.weight": (inner, width),
        "intermediate.dense.bias": (inner,),
        "attention.output.dense.weight": (width, width),
        "output.dense.weight": (width, inner),
        "query.weight": (width, width),
        "key.weight": (width, width),
        "value.weight": (width, width),
    }
    names = [name for parts in recipe.values() for made in parts.values() for name in made]
    return {
        name: drawn.standard_normal(
            next((size for end, size in sizes.items() if name.endswith(end)), (width,))
        ).astype(np.float32)
        for name in names
    }


@pytest.fixture(scope="module")
def small_shape(script):
    return script.Bert("small", 2, 2, 16, 32, 3 + len(WORDS), 64)


@pytest.fixture(scope="module")
def small(script, small_shape, tmp_path_factory):
    """A model made like the real one, and the folder it lies in."""
    graph, recipe = script.build(small_shape)
    folder = tmp_path_factory.mktemp("models") / "small"
    folder.mkdir()
    small_tokenizer().save(str(folder / "tokenizer.json"))
    packed = tensors.pack(random_tensors(recipe, small_shape))
    (folder / "model.safetensors").write_bytes(b"".join(packed))
    return described(folder, graph.SerializeToString(), json.dumps(recipe).encode()), folder


def described(folder, graph, recipe):
    """An entry of MODELS for what lies in the folder."""

    class SmallModel(Model):
        def graph(self):
            return graph

        def recipe(self):
            return recipe

    real = MODELS[0]
    fields = {name: getattr(real, name) for name in real.__dataclass_fields__}
    names = ("tokenizer.json", "model.safetensors")
    files = tuple(
        ModelFile(name, sha256(folder / name), (folder / name).stat().st_size) for name in names
    )
    return SmallModel(**fields | {"name": "small", "dimension": 16, "tokens": 40, "files": files})


def float_graph(script, shape, safetensors):
    """The same model as plain float32 ONNX, its weights inside."""
    graph, recipe = script.build(shape, quantised=False)
    published = tensors.read(memoryview(safetensors.read_bytes()))
    joined = {}
    for kind, parts in recipe.items():
        for name, sources in parts.items():
            arrays = [published[source] for source in sources]
            if kind == "matmul":
                arrays = [array.T for array in arrays]
            joined[name] = np.ascontiguousarray(
                np.concatenate(arrays, axis=-1 if kind == "matmul" else 0)
            )
    constants = [tensor for tensor in graph.graph.initializer if tensor.name not in joined]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(constants)
    graph.graph.initializer.extend(
        onnx.numpy_helper.from_array(array, name) for name, array in joined.items()
    )
    return graph


def run_alone(graph_path, tokenizer, texts):
    """Run a graph the plain way: no room of ours between."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(graph_path), options)
    rows = [
        session.run(None, {"input_ids": np.array([tokenizer.encode(text).ids])})[0][0]
        for text in texts
    ]
    means = np.array([row.mean(axis=0) for row in rows])
    return means / np.linalg.norm(means, axis=1, keepdims=True)


def cosines(one, other):
    return (np.asarray(one) * np.asarray(other)).sum(axis=1)


def whole_tokenizer(folder, tokens):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(tokens)
    return tokenizer


def compare(script, shape, folder, model, texts, tmp_path):
    """Our vectors beside those of onnxruntime's quantiser, and of float32."""
    plain, quantised = tmp_path / "float.onnx", tmp_path / "int8.onnx"
    onnx.save(float_graph(script, shape, folder / "model.safetensors"), plain)
    quantize_dynamic(
        plain,
        quantised,
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # Gelu is not standard ONNX
    )
    ours = encoder.load_known(model, folder)
    vectors = [ours.encode(text) for text in texts]
    tokenizer = whole_tokenizer(folder, model.tokens)
    return (
        cosines(vectors, run_alone(quantised, tokenizer, texts)),
        cosines(vectors, run_alone(plain, tokenizer, texts)),
    )


def test_int8_vectors_are_those_of_onnxruntimes_own_quantiser(script, small_shape, small, tmp_path):
    model, folder = small

    to_theirs, to_float = compare(script, small_shape, folder, model, TEXTS, tmp_path)

    assert to_theirs.min() > 0.9999
    assert to_float.min() > 0.98


def test_a_vector_has_length_one_and_the_models_dimension(small):
    model, folder = small
    ready = encoder.load_known(model, folder)

    vectors = [ready.encode(text) for text in TEXTS]

    assert ready.dimension == 16
    assert {vector.shape for vector in vectors} == {(16,)}
    assert {vector.dtype for vector in vectors} == {np.dtype(np.float32)}
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_the_same_text_has_the_same_vector_from_many_threads_and_later_starts(small):
    model, folder = small
    first, second = encoder.load_known(model, folder), encoder.load_known(model, folder, threads=2)
    expected = [first.encode(text).tobytes() for text in TEXTS]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: first.encode(text).tobytes(), TEXTS * 20))

    assert found == expected * 20
    assert [second.encode(text).tobytes() for text in TEXTS] == expected


def test_a_text_is_neither_padded_nor_cut_before_the_models_own_limit(small):
    model, folder = small
    ready = encoder.load_known(model, folder)

    assert ready.token_vectors("the cache").shape == (4, 16)  # with the two marks
    assert ready.token_vectors(" ".join(WORDS * 3)).shape == (40, 16)
    assert ready.token_vectors("the " * 1_000_000).shape == (40, 16)


def test_a_text_is_read_once_for_its_vector_and_its_tokens(small):
    model, folder = small
    ready = encoder.load_known(model, folder)

    for text in TEXTS:
        reading = ready.read(text)
        rows = ready.token_vectors(text)
        assert reading.vector.tolist() == ready.encode(text).tolist()
        assert np.allclose(reading.vector, rows.mean(axis=0) / np.linalg.norm(rows.mean(axis=0)))
        own = rows[1:-1] / np.linalg.norm(rows[1:-1], axis=1, keepdims=True)
        assert np.allclose(reading.tokens, own, atol=1e-6)


def test_each_token_knows_where_it_stands_and_the_marks_are_left_out(small):
    model, folder = small
    text = "the cache, \ud83dwas stale"

    reading = encoder.load_known(model, folder).read(text)

    places = [text[start:stop] for start, stop in reading.spans]
    assert places == ["the", "cache", ",", "\ud83d", "was", "stale"]
    assert reading.tokens.shape == (6, 16)
    assert reading.tokens.dtype == np.float32
    assert np.allclose(np.linalg.norm(reading.tokens, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_text_without_a_word_has_a_vector_and_no_token(small, text):
    model, folder = small

    reading = encoder.load_known(model, folder).read(text)

    assert reading.tokens.shape == (0, 16)
    assert reading.spans == ()
    assert np.isclose(np.linalg.norm(reading.vector), 1)


def test_a_text_that_is_cut_has_only_the_tokens_that_were_read(small):
    model, folder = small

    reading = encoder.load_known(model, folder).read(" ".join(WORDS * 100))

    assert reading.tokens.shape == (38, 16)
    assert len(reading.spans) == 38


@pytest.mark.parametrize(
    "text", ["", "\0", "half a pair \ud83d", "\U0001f600" * 5000, " " * 10_000]
)
def test_odd_texts_have_vectors_too(small, text):
    model, folder = small

    vector = encoder.load_known(model, folder).encode(text)

    assert np.isfinite(vector).all()


def test_the_fingerprint_changes_with_what_changes_vectors(small):
    model, folder = small
    shorter = replace(model, tokens=20)

    prints = {encoder.load_known(each, folder).fingerprint for each in (model, shorter)}

    assert len(prints) == 2
    assert all(print_.startswith("small:int8:") for print_ in prints)
    assert all(print_.endswith(f":{CODEC}") for print_ in prints)
    assert encoder.load_known(model, folder).fingerprint in prints


def test_a_missing_model_says_how_to_get_it(tmp_path):
    with pytest.raises(ModelProblem) as problem:
        encoder.load(tmp_path, "all-MiniLM-L6-v2")

    assert problem.value.hint == "mem model get all-MiniLM-L6-v2"
    assert not present(tmp_path, "all-MiniLM-L6-v2")


def test_a_model_in_a_folder_that_cannot_be_written_still_runs(small, tmp_path):
    model, folder = small
    for name in ("tokenizer.json", "model.safetensors"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    # A folder where the kept weights should go: a place that cannot be written, for root too.
    (tmp_path / f"int8-{weights.identity(model)}.bin").mkdir()

    vector = encoder.load_known(model, tmp_path).encode(TEXTS[0])

    assert vector.tolist() == encoder.load_known(model, folder).encode(TEXTS[0]).tolist()


def test_a_changed_tokenizer_is_refused(small, tmp_path):
    model, folder = small
    for name in ("tokenizer.json", "model.safetensors"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    with (tmp_path / "tokenizer.json").open("a") as file:
        file.write(" ")

    with pytest.raises(ModelProblem, match="is damaged"):
        encoder.load_known(model, tmp_path)


def test_an_unknown_name_is_refused(tmp_path):
    with pytest.raises(UnknownName, match="unknown model 'word2vec'"):
        encoder.load(tmp_path, "word2vec")
    with pytest.raises(UnknownName):
        present(tmp_path, "word2vec")


def test_known_models_are_found_by_name():
    assert [by_name(model.name) for model in MODELS] == list(MODELS)


@pytest.fixture
def own_folder(script, small_shape, small, tmp_path):
    """A model of the user's own: a graph with its weights, and a tokenizer."""
    folder = tmp_path / "own"
    folder.mkdir()
    _, made = small
    onnx.save(float_graph(script, small_shape, made / "model.safetensors"), folder / "model.onnx")
    (folder / "tokenizer.json").write_bytes((made / "tokenizer.json").read_bytes())
    return folder


def test_a_model_named_by_its_folder_is_run_as_it_is(own_folder, tmp_path):
    ready = encoder.load(tmp_path, str(own_folder))
    tokenizer = whole_tokenizer(own_folder, 64)

    vectors = [ready.encode(text) for text in TEXTS[:3]]

    assert ready.dimension == 16
    assert present(tmp_path, str(own_folder))
    plain = run_alone(own_folder / "model.onnx", tokenizer, TEXTS[:3])
    assert cosines(vectors, plain).min() > 0.99999


def test_a_folders_fingerprint_follows_its_files(own_folder, tmp_path):
    before = encoder.load(tmp_path, str(own_folder)).fingerprint
    same = encoder.load(tmp_path, str(own_folder)).fingerprint
    with (own_folder / "tokenizer.json").open("a") as file:
        file.write(" ")
    after = encoder.load(tmp_path, str(own_folder)).fingerprint

    assert before == same
    assert before != after
    assert before.startswith("own:onnx:")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_a_part_is_refused(own_folder, tmp_path, name):
    (own_folder / name).unlink()

    with pytest.raises(ModelProblem, match=f"no .*{name}"):
        encoder.load(tmp_path, str(own_folder))
    assert not present(tmp_path, str(own_folder))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_folder_with_a_broken_part_is_refused(own_folder, tmp_path, name):
    (own_folder / name).write_bytes(b"not what it should be")

    with pytest.raises(ModelProblem, match="cannot use the model in"):
        encoder.load(tmp_path, str(own_folder))


def test_a_graph_of_another_kind_is_refused(own_folder, tmp_path):
    graph = onnx.load(own_folder / "model.onnx")
    graph.graph.input[0].name = "pixels"
    for node in graph.graph.node:
        node.input[:] = ["pixels" if name == "input_ids" else name for name in node.input]
    onnx.save(graph, own_folder / "model.onnx")

    with pytest.raises(ModelProblem, match="the graph asks for pixels"):
        encoder.load(tmp_path, str(own_folder))


def test_a_graph_without_token_vectors_is_refused(own_folder, tmp_path):
    graph = onnx.load(own_folder / "model.onnx")
    graph.graph.node.append(
        onnx.helper.make_node("ReduceMean", ["last_hidden_state"], ["mean"], axes=[1], keepdims=0)
    )
    graph.graph.output[0].CopyFrom(
        onnx.helper.make_tensor_value_info("mean", onnx.TensorProto.FLOAT, [1, 16])
    )
    onnx.save(graph, own_folder / "model.onnx")

    with pytest.raises(ModelProblem, match="no vector a token"):
        encoder.load(tmp_path, str(own_folder))


def test_the_graphs_in_the_package_are_those_the_script_builds(script, capsys):
    assert script.main(["--check"]) == 0, capsys.readouterr().err


@pytest.mark.slow
def test_the_real_model_agrees_with_onnxruntimes_quantiser_and_with_float32(
    script, real_models, tmp_path
):
    model = MODELS[0]
    drawn = np.random.default_rng(11)
    texts = TEXTS + [" ".join(drawn.choice(WORDS, size)) for size in drawn.integers(3, 200, 30)]

    to_theirs, to_float = compare(
        script, script.KNOWN[0], real_models / model.name, model, texts, tmp_path
    )

    assert to_theirs.min() > 0.9999
    assert to_float.mean() >= 0.99


@pytest.mark.slow
def test_the_real_model_finds_the_text_that_means_the_same(real_models):
    ready = encoder.load(real_models, "all-MiniLM-L6-v2")
    question = ready.encode("why did we keep the old database version?")
    answers = [
        "We pinned sqlite because the new release broke our full-text index.",
        "The logo is blue and the buttons are green.",
        "Lunch is at noon on Fridays.",
    ]

    scores = [float(question @ ready.encode(answer)) for answer in answers]

    assert scores[0] > 0.3 > max(scores[1:])


@pytest.mark.slow
def test_the_real_models_tokens_stand_where_their_words_do(real_models):
    text = "Naïve retries in Store.open() hid ECONNREFUSED — 数据库"

    reading = encoder.load(real_models, "all-MiniLM-L6-v2").read(text)

    places = [text[start:stop] for start, stop in reading.spans]
    assert places[:5] == ["Naïve", "re", "tries", "in", "Store"]
    assert "".join(places) == text.replace(" ", "")
    assert np.allclose(np.linalg.norm(reading.tokens, axis=1), 1, atol=1e-6)


@pytest.mark.slow
def test_the_real_model_loads_in_little_memory(real_models):
    code = (
        "import pathlib, sys; from slm.embed.encoder import load\n"
        "ready = load(pathlib.Path(sys.argv[1]), 'all-MiniLM-L6-v2'); ready.encode('hello')\n"
        "print(open('/proc/self/status').read().split('VmRSS:')[1].split()[0])"
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc, which only Linux has")
    run = subprocess.run(
        [sys.executable, "-c", code, str(real_models)], capture_output=True, text=True, check=True
    )

    assert int(run.stdout) < 120_000


@pytest.mark.slow
def test_every_published_file_is_the_one_the_registry_names(real_models):
    for model in MODELS:
        for file in model.files:
            assert (
                weights.require(model, real_models / model.name, file).stat().st_size == file.size
            )

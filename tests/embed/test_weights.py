"""Quantising, keeping the result, and refusing what is damaged."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from slm.embed import quantise, weights
from slm.errors import ModelProblem


def kept_files(folder):
    return list(folder.glob("int8-*.bin"))


def test_columns_are_coded_each_with_its_own_scale():
    weight = np.array([[1.27, -0.5], [-0.64, 0.0]], np.float32)

    codes, scale = quantise.by_column(weight)

    assert codes.dtype == np.int8
    assert codes.tolist() == [[127, -127], [-64, 0]]
    assert np.allclose(scale, [0.01, 0.5 / 127])


def test_a_column_of_zeros_is_coded_as_zeros():
    codes, scale = quantise.by_column(np.zeros((3, 2), np.float32))

    assert not codes.any()
    assert scale.all()


def test_a_table_is_coded_over_its_own_range():
    table = np.array([[-0.5, 2.05], [0.0, 1.0]], np.float32)

    codes, scale, zero = quantise.as_whole(table)

    assert (int(zero), codes.min(), codes.max()) == (50, 0, 255)
    assert np.abs((codes.astype(np.float32) - zero) * scale - table).max() <= scale / 2


def test_a_recipe_joins_tensors_side_by_side():
    parts = {
        name: np.full((2, 3), number, np.float32)
        for number, name in enumerate(("query", "key"), start=1)
    }
    recipe = b'{"plain": {}, "gather": {}, "matmul": {"both": ["query", "key"]}}'

    made = quantise.quantise(recipe, parts)

    assert made["both"].shape == (3, 4)
    assert np.allclose(made["both.scale"] * 127, [1, 1, 2, 2])


def test_weights_are_quantised_once_and_then_read(tiny_model, tiny_folder):
    made = weights.open_weights(tiny_model, tiny_folder).arrays
    (tiny_folder / "model.safetensors").unlink()

    again = weights.open_weights(tiny_model, tiny_folder).arrays

    assert set(made) == {"bias", "dense", "dense.scale", "words", "words.scale", "words.zero"}
    for name, array in made.items():
        np.testing.assert_array_equal(array, again[name])


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "short"])
def test_a_damaged_file_of_weights_is_made_again(tiny_model, tiny_folder, damage):
    made = weights.open_weights(tiny_model, tiny_folder).arrays
    [kept] = kept_files(tiny_folder)
    good = kept.read_bytes()
    middle = len(good) // 2
    kept.unlink()  # it is mapped: a file in use is replaced, never written into
    kept.write_bytes(
        {
            "flip": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
            "cut": good[:-7],
            "empty": b"",
            "short": hashlib.sha256(b"").digest(),
        }[damage]
    )

    again = weights.open_weights(tiny_model, tiny_folder).arrays

    assert kept.read_bytes() == good
    assert again["dense"].tolist() == made["dense"].tolist()


def test_weights_of_an_earlier_release_are_removed(tiny_model, tiny_folder):
    (tiny_folder / "int8-0123456789abcdef.bin").write_bytes(b"old")

    weights.open_weights(tiny_model, tiny_folder)

    assert len(kept_files(tiny_folder)) == 1
    assert not (tiny_folder / "int8-0123456789abcdef.bin").exists()


def test_weights_that_cannot_be_kept_are_used_all_the_same(tiny_model, tiny_folder):
    # A folder where the file should go: a place that cannot be written, for root too.
    (tiny_folder / f"int8-{weights.identity(tiny_model)}.bin").mkdir()

    arrays = weights.open_weights(tiny_model, tiny_folder).arrays

    assert arrays["dense"].shape == (4, 6)


def test_a_missing_file_says_how_to_get_it(tiny_model, tiny_folder):
    (tiny_folder / "model.safetensors").unlink()

    with pytest.raises(ModelProblem) as problem:
        weights.open_weights(tiny_model, tiny_folder)

    assert str(tiny_folder / "model.safetensors") in problem.value.message
    assert problem.value.hint == "mem model get tiny"


def test_a_changed_file_is_not_quantised(tiny_model, tiny_folder):
    path = tiny_folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"\0")

    with pytest.raises(ModelProblem) as problem:
        weights.open_weights(tiny_model, tiny_folder)

    assert tiny_model.weights.sha256 in problem.value.message
    assert hashlib.sha256(path.read_bytes()).hexdigest() in problem.value.message
    assert not kept_files(tiny_folder)


def test_identity_changes_with_all_that_changes_vectors(tiny_model):
    class OtherGraph(type(tiny_model)):
        def graph(self):
            return b"another graph"

    class OtherRecipe(type(tiny_model)):
        def recipe(self):
            return b"another recipe"

    fields = {name: getattr(tiny_model, name) for name in tiny_model.__dataclass_fields__}
    first, second = tiny_model.files
    others = [
        OtherGraph(**fields),
        OtherRecipe(**fields),
        replace(tiny_model, tokens=15),
        replace(tiny_model, pooling="first"),
        replace(tiny_model, query_prefix="query: "),
        replace(tiny_model, files=(replace(first, sha256="0" * 64), second)),
        replace(tiny_model, files=(first, replace(second, sha256="0" * 64))),
    ]

    names = {weights.identity(model) for model in (tiny_model, *others)}

    assert len(names) == 1 + len(others)


def test_identity_does_not_change_with_where_a_model_comes_from(tiny_model):
    moved = replace(tiny_model, hub="https://elsewhere.example", repository="other/place")

    assert weights.identity(moved) == weights.identity(tiny_model)

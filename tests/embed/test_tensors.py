"""The safetensors format, read and written."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from slm.embed import tensors

kinds = st.sampled_from([np.float32, np.int8, np.uint8, np.int64]).map(np.dtype)
any_array = kinds.flatmap(lambda kind: arrays(kind, array_shapes(min_dims=0, max_dims=3)))


def file_of(header, body=b""):
    text = json.dumps(header).encode()
    return memoryview(len(text).to_bytes(8, "little") + text + body)


@given(st.dictionaries(st.text(min_size=1).filter(lambda name: name != "__metadata__"), any_array))
def test_what_is_packed_is_read_back(given_arrays):
    content = memoryview(b"".join(tensors.pack(given_arrays)))

    read = tensors.read(content)

    assert read.keys() == given_arrays.keys()
    for name, array in given_arrays.items():
        assert read[name].dtype == array.dtype
        np.testing.assert_array_equal(read[name], array)


def test_a_file_made_elsewhere_is_read():
    header = {
        "__metadata__": {"format": "pt"},
        "half": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]},
        "first": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
    }
    body = np.array([1, 2, 3], "<f4").tobytes()

    read = tensors.read(file_of(header, body))

    assert read["first"].tolist() == [1]
    assert read["half"].tolist() == [2, 3]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff" * 40,
        file_of([1, 2]),
        file_of({"a": 3}),
        file_of({"a": {"dtype": "F32", "shape": [2]}}, bytes(8)),
        file_of({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}, bytes(4)),
        file_of({"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}}, bytes(8)),
        file_of({"a": {"dtype": "F32", "shape": [2], "data_offsets": [8, 0]}}, bytes(8)),
        file_of({"a": {"dtype": "Q9", "shape": [2], "data_offsets": [0, 8]}}, bytes(8)),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValueError):
        tensors.read(memoryview(content))


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_read_and_never_worse(content):
    try:
        tensors.read(memoryview(content))
    except ValueError:
        return
    assert content[8:].lstrip().startswith(b"{")

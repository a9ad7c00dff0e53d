"""Vector codecs: what is kept of a vector, and that sqlite-vec agrees."""

import apsw
import numpy as np
import sqlite_vec
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from slm.embed.codecs import dot_int8, to_bits, to_int8

numbers = st.floats(-1, 1, width=32)
vectors = arrays(np.float32, st.integers(1, 40).map(lambda eights: 8 * eights), elements=numbers)


def unit_vectors(count, dimension=384):
    drawn = np.random.default_rng(7).standard_normal((count, dimension)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def decoded(code):
    return np.frombuffer(code[:4], "<f4") * np.frombuffer(code[4:], np.int8).astype(np.float32)


@given(vectors)
def test_each_bit_says_whether_its_dimension_is_positive(vector):
    bits = np.unpackbits(np.frombuffer(to_bits(vector), np.uint8), bitorder="little")

    assert np.array_equal(bits, vector > 0)


@given(vectors)
def test_bits_lie_as_sqlite_vec_packs_them(vector):
    connection = apsw.Connection(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(sqlite_vec.loadable_path())
    [[packed]] = connection.execute("SELECT vec_quantize_binary(?)", (vector.tobytes(),))
    connection.close()

    assert to_bits(vector) == packed


@given(vectors)
def test_an_int8_code_gives_each_number_back_within_half_a_step(vector):
    code = to_int8(vector)
    step = np.frombuffer(code[:4], "<f4")[0]

    assert len(code) == 4 + len(vector)
    assert np.abs(decoded(code) - vector).max() <= step * 0.5001 + np.finfo(np.float32).tiny


def test_int8_codes_keep_the_direction_of_a_vector():
    drawn = unit_vectors(500)
    kept = np.array([decoded(to_int8(vector)) for vector in drawn])
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)

    assert (kept * drawn).sum(axis=1).mean() >= 0.9999


def test_a_vector_of_zeros_has_a_code_of_zeros():
    assert to_int8(np.zeros(8, np.float32)) == bytes(12)


@given(st.lists(arrays(np.float32, 16, elements=numbers), min_size=1, max_size=8))
def test_dot_is_the_product_with_the_decoded_vectors(drawn):
    query = unit_vectors(1, 16)[0]
    codes = [to_int8(vector) for vector in drawn]

    products = dot_int8(query, codes)

    expected = np.array([decoded(code) @ query for code in codes])
    assert products.dtype == np.float32
    assert np.allclose(products, expected, rtol=1e-5, atol=1e-6)


def test_rescoring_finds_the_nearest_vectors():
    drawn = unit_vectors(200)
    query = drawn[17]

    order = np.argsort(-dot_int8(query, [to_int8(vector) for vector in drawn]))

    exact = np.argsort(-(drawn @ query))
    assert order[0] == 17
    assert len(set(order[:10]) & set(exact[:10])) >= 9


def test_dot_with_nothing_is_nothing():
    assert dot_int8(unit_vectors(1)[0], []).shape == (0,)

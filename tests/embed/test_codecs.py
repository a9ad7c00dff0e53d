"""Vector codecs: what is kept of a vector, and that sqlite-vec agrees."""

import apsw
import numpy as np
import sqlite_vec
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from slm.embed.codecs import cosines, from_int4, to_bits, to_int4

numbers = st.floats(-1, 1, width=32)
vectors = arrays(np.float32, st.integers(1, 40).map(lambda eights: 8 * eights), elements=numbers)


def unit_vectors(count, dimension=384):
    drawn = np.random.default_rng(7).standard_normal((count, dimension)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


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


@given(vectors.filter(lambda vector: np.abs(vector).max() > 1e-30))
def test_a_code_of_four_bits_gives_each_number_back_within_half_a_step(vector):
    code = to_int4(vector)
    (given_back,) = from_int4([code])
    # How long the vector was is not kept; of its largest number the last step's middle is.
    step = np.abs(given_back).max() / 7.5
    steps = vector / np.abs(vector).max() * 8

    assert len(code) == len(vector) // 2
    assert np.isclose(np.linalg.norm(given_back), 1, atol=1e-6)
    assert np.abs(given_back / step - steps).max() <= 0.5001


def test_codes_of_four_bits_keep_the_direction_of_a_vector():
    drawn = unit_vectors(500)
    kept = from_int4([to_int4(vector) for vector in drawn])

    assert (kept * drawn).sum(axis=1).mean() >= 0.99


def test_a_vector_of_zeros_has_a_code_that_compares_with_any():
    asked = unit_vectors(1, 8)[0]

    assert np.isfinite(cosines(asked, [to_int4(np.zeros(8, np.float32))])).all()
    assert np.array_equal(cosines(np.zeros(8, np.float32), [to_int4(asked)]), [0])


@given(st.lists(arrays(np.float32, 16, elements=numbers), min_size=1, max_size=8))
def test_a_cosine_is_that_with_the_vector_given_back(drawn):
    asked = unit_vectors(1, 16)[0]
    codes = [to_int4(vector) for vector in drawn]

    found = cosines(asked, codes)

    assert found.dtype == np.float32
    assert np.allclose(found, from_int4(codes) @ asked, atol=1e-4)


def test_a_code_has_the_same_cosine_in_any_company():
    asked, *drawn = unit_vectors(400)
    codes = [to_int4(vector) for vector in drawn]
    together = cosines(asked, codes)

    assert np.array_equal(together[::-1], cosines(asked, codes[::-1]))
    assert together.tolist() == [cosines(asked, [code])[0] for code in codes]


def test_rescoring_finds_the_nearest_vectors():
    drawn = unit_vectors(200)
    asked = drawn[17]

    order = np.argsort(-cosines(asked, [to_int4(vector) for vector in drawn]))

    exact = np.argsort(-(drawn @ asked))
    assert order[0] == 17
    assert len(set(order[:10]) & set(exact[:10])) >= 8


def test_cosines_with_nothing_are_none():
    assert cosines(unit_vectors(1)[0], []).shape == (0,)

"""Token codes: what is kept of a token, and how well an asked one matches."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm.embed.tokens import TOKEN_DIMENSIONS, best_matches, rotation, to_code, turned

BYTES = TOKEN_DIMENSIONS // 8


def tokens(count, dimension=384, seed=3):
    drawn = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def plain_matches(asked, codes):
    """What `best_matches` is to give, number by number in double precision."""
    found = np.zeros((len(codes), len(asked)))
    for row, code in enumerate(codes):
        for column, one in enumerate(asked.astype(np.float64)):
            products = []
            for start in range(0, len(code), BYTES):
                bits = "".join(f"{byte:08b}"[::-1] for byte in code[start : start + BYTES])
                signs = np.array([1.0 if bit == "1" else -1.0 for bit in bits])
                products.append(one @ signs / np.sqrt(TOKEN_DIMENSIONS))
            found[row, column] = max(products, default=0)
    return found


codes = st.lists(st.lists(st.binary(min_size=BYTES, max_size=BYTES), max_size=4).map(b"".join))


@given(codes, st.integers(0, 4), st.integers(0, 9))
@settings(deadline=None)
def test_matches_are_those_of_plain_products(drawn, count, seed):
    asked = turned(tokens(count, seed=seed))

    found = best_matches(asked, drawn)

    assert found.shape == (len(drawn), count)
    assert found.dtype == np.float32
    assert np.allclose(found, plain_matches(asked, drawn), atol=1e-6)


def test_a_match_is_the_same_to_the_last_digit_in_any_company():
    asked = turned(tokens(9))
    every = [to_code(tokens(count, seed=count)) for count in range(150)]
    whole = best_matches(asked, every)

    alone = np.concatenate([best_matches(asked, [code]) for code in every])
    assert np.array_equal(whole, alone)
    assert np.array_equal(best_matches(asked, every[::-1]), whole[::-1])
    assert np.array_equal(best_matches(asked[4:5], every)[:, 0], whole[:, 4])


def test_a_code_without_tokens_matches_nothing():
    asked = turned(tokens(2))

    found = best_matches(asked, [b"", to_code(-tokens(2)), b""])

    assert found[0].tolist() == found[2].tolist() == [0, 0]
    assert best_matches(asked, []).shape == (0, 2)


def test_a_token_matches_itself_best_and_its_opposite_worst():
    drawn = tokens(40)
    every = [to_code(drawn[place : place + 1]) for place in range(40)]

    found = best_matches(turned(drawn), every)

    assert np.array_equal(found.argmax(axis=0), np.arange(40))
    assert found.diagonal().min() > 0.7  # signs keep sqrt(2 / pi) = 0.80 of a random direction
    opposite = best_matches(turned(-drawn[:1]), every[:1])
    assert np.allclose(opposite, -found[:1, :1])


def test_matches_follow_the_cosines_of_the_tokens():
    drawn = tokens(1)
    shares, others = np.linspace(-1, 1, 21, dtype=np.float32), tokens(21, seed=8)
    mixed = shares[:, None] * drawn + (1 - np.abs(shares))[:, None] * others

    found = best_matches(turned(drawn), [to_code(one[None]) for one in mixed])[:, 0]

    cosines = mixed @ drawn[0] / np.linalg.norm(mixed, axis=1)
    assert np.corrcoef(found, cosines)[0, 1] > 0.98


@pytest.mark.parametrize("dimension", [8, 64, 192, 384, 768])
def test_the_rotation_is_orthonormal(dimension):
    turn = rotation(dimension)
    smaller = min(dimension, TOKEN_DIMENSIONS)
    products = turn.T @ turn if dimension >= TOKEN_DIMENSIONS else turn @ turn.T

    assert turn.shape == (dimension, TOKEN_DIMENSIONS)
    assert np.allclose(products, np.eye(smaller), atol=1e-6)
    assert not turn.flags.writeable


def test_the_rotation_is_the_one_that_all_stored_codes_were_made_with():
    """Another numpy that drew or factored otherwise would make them worthless, unnoticed."""
    first = [[0.08817686, -0.03088333, 0.00005831, 0.0203782],
             [0.05645772, -0.04748194, -0.10743786, 0.10908973]]  # fmt: skip
    last = [-0.04423417, 0.03134780, 0.07618482, 0.03899885]

    assert np.allclose(rotation(384)[:2, :4], first, atol=1e-7)
    assert np.allclose(rotation(384)[-1, -4:], last, atol=1e-7)
    assert np.allclose(
        rotation(64)[0, :4], [0.12562519, -0.03462442, 0.00243891, 0.03028307], atol=1e-7
    )
    assert (
        to_code(np.eye(1, 384, dtype=np.float32)).hex()
        == "4d13b790e2871dce510785af0794bba93b7912eeb4388339"
    )


@pytest.mark.parametrize("dimension", [64, 384])
def test_turned_tokens_have_length_one_and_the_codes_are_their_signs(dimension):
    drawn = tokens(7, dimension)

    rows = turned(drawn)

    assert rows.shape == (7, TOKEN_DIMENSIONS)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    bits = np.unpackbits(np.frombuffer(to_code(drawn), np.uint8), bitorder="little")
    assert np.array_equal(bits.reshape(7, -1), rows > 0)


def test_a_small_model_loses_nothing_by_being_turned():
    drawn = tokens(5, 64)

    assert np.allclose(turned(drawn) @ turned(drawn).T, drawn @ drawn.T, atol=1e-6)


@given(st.integers(0, 8), st.integers(0, 20))
@settings(deadline=None)
def test_the_same_tokens_have_the_same_code_a_token_after_the_other(count, seed):
    drawn = tokens(count, seed=seed)

    assert len(to_code(drawn)) == BYTES * count
    assert to_code(drawn.copy()) == to_code(drawn)


def test_a_token_of_zeros_is_no_trouble():
    nothing = np.zeros((1, 384), np.float32)

    assert turned(nothing).tolist() == [[0] * TOKEN_DIMENSIONS]
    assert to_code(nothing) == bytes(BYTES)


def test_three_hundred_codes_are_compared_within_a_prompts_patience():
    """2 ms on one core of a server; ten times that is a fault, not a slow machine."""
    asked = turned(tokens(8))
    code = to_code(tokens(50))
    every = [code] * 300
    times = []
    for _ in range(9):
        started = time.perf_counter()
        best_matches(asked, every)
        times.append(time.perf_counter() - started)

    assert min(times) < 0.02

"""Shorten token vectors to one bit a dimension, and find each asked token's best match."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from slm.embed import codecs

Matrix = NDArray[np.float32]

# Half of the model's own 384. With one bit each, LoCoMo's dev set is ordered as well as by float16
# of all 384: nDCG@10 less .004 ± .010 (docs/decisions/0011).
TOKEN_DIMENSIONS = 192
# Stands in an embedder's fingerprint, so that codes made otherwise are made anew.
CODEC = f"{codecs.CODEC}:tokens{TOKEN_DIMENSIONS}x1"

_SEED = 7  # any other would do as well, but then all codes had to be made anew
_CODE = TOKEN_DIMENSIONS // 8  # bytes a token
# Tokens turned in one product. With 384 dimensions OpenBLAS keeps three on the calling thread (up
# to 2^18 multiplications) and puts more on several, which wait for each other while two texts are
# encoded: an import then makes a quarter of the vectors a second.
_TURNED_AT_ONCE = 3
# Codes compared in one step: some 3,000 tokens, whose sums stay in the processor's cache.
_COMPARED_AT_ONCE = 64


@functools.cache
def rotation(dimension: int) -> Matrix:
    """Give the fixed random rotation that spreads what a vector holds evenly over its signs.

    Its columns are orthonormal, or its rows where the model has fewer dimensions than a code.
    """
    # NEP 19 promises that this old generator's numbers never change.
    drawn = np.random.RandomState(_SEED).standard_normal((dimension, TOKEN_DIMENSIONS))
    if dimension < TOKEN_DIMENSIONS:
        return _fixed(_orthonormal(drawn))
    return _fixed(_orthonormal(drawn.T).T)


def _orthonormal(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Make each row stand upright on those before it, by Gram and Schmidt.

    By hand, since LAPACK's threads wait for each other on a busy machine, for up to two seconds
    that a first question would wait as well; this takes some 30 ms.
    """
    rows = drawn.copy()
    for place in range(len(rows)):
        row, rest = rows[place], rows[place + 1 :]
        np.divide(row, math.sqrt((row * row).sum()), out=row)
        rest -= (rest * row).sum(axis=1)[:, None] * row
    return rows


def _fixed(turn: NDArray[np.float64]) -> Matrix:
    kept = np.ascontiguousarray(turn, np.float32)
    kept.flags.writeable = False
    return kept


def turned(tokens: Matrix) -> Matrix:
    """Give the tokens in the codes' dimensions, each of length one again."""
    rows = _turn(tokens)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


def to_code(tokens: Matrix) -> bytes:
    """Give the tokens' signs in the codes' dimensions, 24 bytes a token, one after another."""
    return np.packbits(_turn(tokens) > 0, axis=1, bitorder="little").tobytes()


def _turn(tokens: Matrix) -> Matrix:
    count, dimension = tokens.shape
    filled = np.zeros((-(-count // _TURNED_AT_ONCE), _TURNED_AT_ONCE, dimension), np.float32)
    filled.reshape(-1, dimension)[:count] = tokens
    return (filled @ rotation(dimension)).reshape(-1, TOKEN_DIMENSIONS)[:count]


def best_matches(asked: Matrix, codes: Sequence[bytes]) -> Matrix:
    """Give, a row a code, each asked token's largest product with one of the code's tokens.

    `asked` is what `turned` gives; a code's token counts as its signs / sqrt(TOKEN_DIMENSIONS), so
    that products lie between -1 and 1; a code without tokens has 0. A product is a sum in one fixed
    order, so it is the same to the last digit whatever else is compared in the same call.
    """
    best = np.zeros((len(codes), len(asked)), np.float32)
    sums = _sums(asked)
    for start in range(0, len(codes), _COMPARED_AT_ONCE):
        some = codes[start : start + _COMPARED_AT_ONCE]
        filled = [place for place, code in enumerate(some, start) if code]
        if filled:
            best[filled] = _best(sums, [codes[place] for place in filled])
    return best


def _sums(asked: Matrix) -> NDArray[np.float32]:
    """What each value that a code's byte may have adds to each product: [24, 256, asked]."""
    numbers = (asked / np.float32(math.sqrt(TOKEN_DIMENSIONS))).T.reshape(_CODE, 8, 1, len(asked))
    sums = np.zeros((_CODE, 1, len(asked)), np.float32)
    for bit in range(8):  # each further bit doubles the values: first it unset, then it set
        sums = np.concatenate([sums - numbers[:, bit], sums + numbers[:, bit]], axis=1)
    return sums


def _best(sums: NDArray[np.float32], codes: Sequence[bytes]) -> Matrix:
    """Add up, byte by byte, what the sums say: 2 to 4 times as fast as a product of ±1."""
    values = np.frombuffer(b"".join(codes), np.uint8).reshape(-1, _CODE).T.astype(np.intp)
    products = sums[0][values[0]]
    added = np.empty_like(products)
    for byte in range(1, _CODE):
        # Without a mode `take` copies what it gives, to keep `out` whole if a number is too large.
        np.take(sums[byte], values[byte], axis=0, out=added, mode="clip")
        products += added
    firsts = np.cumsum([0, *(len(code) // _CODE for code in codes[:-1])])
    return np.asarray(np.maximum.reduceat(products, firsts, axis=0), np.float32)

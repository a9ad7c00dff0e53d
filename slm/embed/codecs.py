"""Shorten vectors to one bit or one byte a dimension, and compare the byte codes exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

_SCALE = np.dtype("<f4")  # stands before an int8 code's numbers


def to_bits(vector: Vector) -> bytes:
    """Give one bit a dimension, set where it is positive, as sqlite-vec's bit[n] wants them."""
    return np.packbits(vector > 0, bitorder="little").tobytes()


def to_int8(vector: Vector) -> bytes:
    """Give a float32 scale, then one signed byte a dimension."""
    largest = np.abs(vector).max(initial=0)
    scale = np.float32(largest / 127)
    # A vector of zeros, or of numbers too small to have a scale, is a code of zeros.
    codes = np.rint(vector / scale) if scale > 0 else np.zeros_like(vector)
    return scale.astype(_SCALE).tobytes() + codes.clip(-127, 127).astype(np.int8).tobytes()


def dot_int8(query: Vector, codes: Sequence[bytes]) -> Vector:
    """Give the product of the query with each code's vector; the codes are all of one length."""
    if not codes:
        return np.zeros(0, np.float32)
    scales, numbers = _parts(codes)
    return np.asarray((numbers.astype(np.float32) @ query) * scales, np.float32)


def from_int8(codes: Sequence[bytes]) -> Vector:
    """Give the vectors that codes of one length stand for, a row each."""
    scales, numbers = _parts(codes)
    return np.asarray(numbers * scales[:, None], np.float32)


def _parts(codes: Sequence[bytes]) -> tuple[Vector, NDArray[np.int8]]:
    rows = np.frombuffer(b"".join(codes), np.uint8).reshape(len(codes), -1)
    scales = rows[:, : _SCALE.itemsize].copy().view(_SCALE)[:, 0]
    return scales, rows[:, _SCALE.itemsize :].view(np.int8)

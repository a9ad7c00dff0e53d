"""Make a graph's int8 weights from published float32 tensors, as onnxruntime's quantiser would."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slm.embed.tensors import Arrays

# Stands in the fingerprint: count up when the same tensors would give other weights.
RULES = 1

Floats = NDArray[np.float32]


def quantise(recipe: bytes, tensors: Arrays) -> Arrays:
    """Make every weight the recipe names; raises KeyError when a tensor is missing."""
    plan = json.loads(recipe)
    made: Arrays = {}
    for name, parts in plan["plain"].items():
        made[name] = np.concatenate([tensors[part] for part in parts])
    for name, parts in plan["matmul"].items():
        # Published as (out, in), multiplied as (in, out).
        side_by_side = np.concatenate([tensors[part].T for part in parts], axis=1)
        made[name], made[f"{name}.scale"] = by_column(side_by_side)
    for name, (table,) in plan["gather"].items():
        made[name], made[f"{name}.scale"], made[f"{name}.zero"] = as_whole(tensors[table])
    return made


def by_column(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Give symmetric codes, -127 to 127, and one scale a column."""
    largest = np.abs(weight).max(axis=0)
    scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    codes = np.rint(weight / scale).clip(-127, 127)
    return codes.astype(np.int8, order="C"), scale  # onnxruntime takes no array turned about


def as_whole(table: Floats) -> tuple[NDArray[np.uint8], NDArray[Any], NDArray[Any]]:
    """Give codes 0 to 255 over the table's own range, with one scale and the code of zero."""
    lowest, highest = min(table.min(), 0), max(table.max(), 0)
    scale = np.float32((highest - lowest) / 255) or np.float32(1)
    zero = np.rint(-lowest / scale)
    codes = np.rint(table / scale) + zero
    return codes.clip(0, 255).astype(np.uint8), np.array(scale), np.array(zero, np.uint8)

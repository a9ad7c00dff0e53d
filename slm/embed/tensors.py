"""Read and write the safetensors format: named arrays behind a JSON header."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

_TYPES = {"F32": np.float32, "I8": np.int8, "U8": np.uint8, "I64": np.int64}
_NAMES = {np.dtype(kind): name for name, kind in _TYPES.items()}
_ALIGNMENT = 64  # a cache line: arrays are used where they lie, without a copy


def read(content: memoryview) -> Arrays:
    """Give each array as a view of `content`; raises ValueError for anything but safetensors."""
    try:
        start = 8 + int.from_bytes(content[:8], "little")
        header = json.loads(bytes(content[8:start]))
        described = {name: what for name, what in header.items() if name != "__metadata__"}
        return {name: _array(content[start:], what) for name, what in described.items()}
    except (KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise ValueError(f"not a safetensors header: {exc!r}") from exc


def pack(arrays: Mapping[str, NDArray[Any]]) -> list[bytes]:
    """Give the pieces of a safetensors file, the longest array first so that all are aligned."""
    ordered = sorted(arrays.items(), key=lambda item: (-item[1].nbytes, item[0]))
    header, offset = {}, 0
    for name, array in ordered:
        place = [offset, offset + array.nbytes]
        header[name] = {"dtype": _NAMES[array.dtype], "shape": array.shape, "data_offsets": place}
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-(8 + len(text)) % _ALIGNMENT)
    return [len(text).to_bytes(8, "little"), text, *(array.tobytes() for _, array in ordered)]


def _array(body: memoryview, described: dict[str, Any]) -> NDArray[Any]:
    kind, shape = np.dtype(_TYPES[described["dtype"]]), described["shape"]
    first, last = described["data_offsets"]
    if not 0 <= first <= last <= len(body) or last - first != math.prod(shape) * kind.itemsize:
        raise ValueError(f"an array of shape {shape} does not lie at {first}:{last}")
    return np.frombuffer(body[first:last], kind).reshape(shape)

"""Turn text into vectors, and vectors into short codes, on this machine alone.

To add a model: one entry in `models.MODELS`, and its graph from scripts/build-graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # numpy takes 100 ms, which a fetch or a doctor need not pay
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a model makes of a text: the whole, and each of its tokens."""

    vector: NDArray[np.float32]  # of length one
    tokens: NDArray[np.float32]  # one row each, of length one; the model's own marks are left out
    spans: tuple[tuple[int, int], ...]  # where each token stands, in characters of the text


class Embedder(Protocol):
    """Gives a text its vector: the same text always the same one, from any thread."""

    @property
    def fingerprint(self) -> str:
        """Names model and codecs; vectors of different fingerprints must not be compared."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def read(self, text: str) -> Reading:
        """Give the text's vector, and those of its tokens."""
        ...

    def encode(self, text: str) -> NDArray[np.float32]:
        """Give the text's vector alone, of length one."""
        ...

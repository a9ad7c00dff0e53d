"""Turn text into vectors, and vectors into short codes, on this machine alone.

To add a model: one entry in `models.MODELS`, and its graph from scripts/build-graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # numpy takes 100 ms, which a fetch or a doctor need not pay
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Gives a text its vector: the same text always the same one, from any thread."""

    @property
    def fingerprint(self) -> str:
        """Names model and codec; vectors of different fingerprints must not be compared."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def encode(self, text: str) -> NDArray[np.float32]:
        """Give the text's vector, of length one."""
        ...

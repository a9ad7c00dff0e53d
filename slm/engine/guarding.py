"""Hold what keeps `mem` from taking in what is not for it."""

from __future__ import annotations

from dataclasses import dataclass

from slm.engine.knowing import Knowing
from slm.ingest.excluding import Excluded


@dataclass(frozen=True, slots=True)
class Guarding:
    """The secrets that stand in `.env` files, and the paths that nobody wants read."""

    knowing: Knowing
    excluded: Excluded

"""Read the weights that recall ranks by."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from slm.errors import UsageError
from slm.recall.ranking.rank import Ranker

# Found by scripts/train-ranker; from which questions stands in the file itself.
DEFAULT = "ranker.json"


@cache
def ranker(path: Path | None) -> Ranker:
    """The weights in a file; None: those of the package. Raises UsageError for a bad file."""
    try:
        content = path.read_bytes() if path else files(__package__).joinpath(DEFAULT).read_bytes()
        return msgspec.json.decode(content, type=Ranker)
    except (OSError, msgspec.MsgspecError) as exc:
        raise UsageError(
            f"{path} holds no weights to rank by: {exc}", "scripts/train-ranker writes such files"
        ) from exc

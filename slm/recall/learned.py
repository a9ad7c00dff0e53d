"""Read the weights that recall ranks by."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from slm.errors import UsageError
from slm.recall.pool import Style
from slm.recall.ranking.features import FEATURES
from slm.recall.ranking.rank import Ranker
from slm.recall.ranking.signals import SIGNALS

# Found by scripts/train-ranker; from which questions stands in the file itself.
DEFAULT = "ranker.json"


@cache
def ranker(path: Path | None) -> Ranker:
    """The weights in a file; None: those of the package. Raises UsageError for a bad file."""
    named = path or files(__package__).joinpath(DEFAULT)
    try:
        found = msgspec.json.decode(named.read_bytes(), type=Ranker)
        unknown = sorted(_names(found) - {*FEATURES, *SIGNALS})
    except (OSError, msgspec.MsgspecError) as exc:
        raise _bad(named, str(exc)) from exc
    if unknown:
        raise _bad(named, f"nothing is known of {unknown[0]!r}")
    if any({*weights.styles} != {*Style} for weights in (found.by_meaning, found.by_words)):
        raise _bad(named, "a style is missing")
    return found


def _names(found: Ranker) -> set[str]:
    both = (found.by_meaning, found.by_words)
    sums = [one for weights in both for one in (*weights.styles.values(), weights.answerable)]
    return {name for one in sums for name in one.weights}


def _bad(named: object, why: str) -> UsageError:
    return UsageError(
        f"{named} holds no weights to rank by: {why}", "scripts/train-ranker writes such files"
    )

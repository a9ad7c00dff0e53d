"""Say how well a question was answered at all, in numbers that compare between stores."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import numpy as np

from slm.recall.pool import Numbers, Pool, own

# Of the best hit. Whose words they are is left out: a name known everywhere would answer anything.
OF_BEST = (
    "keyword",
    "semantic",
    "entity",
    "interaction",
    "interaction_rare",
    "interaction_least",
    "window",
    "session_best",
    "session_two",
    "session_three",
    "session_semantic",
    "session_words",
    "session_least",
)
# Of whichever candidate has most.
OF_MOST = (
    "keyword",
    "semantic",
    "entity",
    "interaction",
    "interaction_rare",
    "interaction_least",
    "window",
    "session_two",
    "session_three",
    "session_semantic",
    "session_words",
)
TOP = 10
# Shorter questions stand in no set that anything was learned from.
FEWEST_WORDS = 4
# Every name that `signals` gives.
SIGNALS = frozenset(
    {
        *(f"best.{name}" for name in OF_BEST),
        *(f"most.{name}" for name in OF_MOST),
        *("own.first", "own.top", "own.above_mean", "own.above_tenth"),
        *("interaction.above_mean", "words", "candidates"),
    }
)

_WORD = re.compile(r"\w+")


def signals(pool: Pool, features: Mapping[str, Numbers], best: int) -> dict[str, float]:
    """Every number that tells whether `best`, the first in order, answers; no empty pools."""
    mixed = np.sort(own(pool.scores, pool.matches))[::-1]
    found = features["interaction"]
    return (
        {f"best.{name}": float(features[name][best]) for name in OF_BEST}
        | {f"most.{name}": float(features[name].max()) for name in OF_MOST}
        | {
            "own.first": float(mixed[0]),
            "own.top": float(mixed[:TOP].mean()),
            "own.above_mean": float(mixed[0] - mixed.mean()),
            "own.above_tenth": float(mixed[0] - mixed[:TOP][-1]),
            "interaction.above_mean": float(found.max() - found.mean()),
            "words": math.log(1 + max(FEWEST_WORDS, len(_WORD.findall(pool.sought.text)))),
            # Among many, the best stands further above the rest by chance alone.
            "candidates": math.log(len(pool)),
        }
    )

"""Give an agent what is worth most of what was found, within a budget of tokens."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from slm.domain.memory import MemoryId
from slm.recall.budget.choice import choose
from slm.recall.budget.lines import write
from slm.recall.budget.shown import Shown

__all__ = ["CHARACTERS_A_TOKEN", "Shown", "fit", "tokens"]

# Without a tokenizer of the agent's own: what most count for English and code.
CHARACTERS_A_TOKEN = 4


def fit(
    shown: Sequence[Shown], budget: int, words: Collection[str] = ()
) -> tuple[str, tuple[MemoryId, ...]]:
    """Lines of at most `budget` tokens from what is `shown` best first, by session and time.

    `words` are the question's, in lower case: where a text must be cut, they say what stays.
    Also gives the ids of the memories that the lines are of, those worth most first.
    """
    lines = choose(shown, budget * CHARACTERS_A_TOKEN, words)
    return write(lines), tuple(one.shown.memory.id for one in lines)


def tokens(text: str) -> int:
    """How many tokens a text counts."""
    return math.ceil(len(text) / CHARACTERS_A_TOKEN)

"""Count how often a history's prompts repeat, and whether anything was said in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from slm.domain.memory import Memory

# "yes", "commit this": shorter prompts repeat most, and ask nothing.
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Repeats:
    """Prompts that were asked before in their project."""

    prompts: tuple[Memory, ...]  # all of them, in the order in which they were typed
    figures: dict[str, int] = field(default_factory=dict)


def as_typed(text: str) -> str:
    """The text itself."""
    return text


def nearly(text: str) -> str:
    """The text but for case, spaces and closing punctuation."""
    return " ".join(text.lower().split()).rstrip(" .?!")


def repeats(memories: Iterable[Memory]) -> Repeats:
    """Of what users typed: how much they had typed before, as a hook would have asked it."""
    turns = sorted(memories, key=lambda one: (one.said_at, one.id))
    prompts = tuple(one for one in turns if one.origin.author == "user")
    figures = {"prompts": len(prompts)}
    for name, folded in (("as typed", as_typed), ("nearly", nearly)):
        figures |= {f"{name}: {what}": count for what, count in _counted(turns, folded).items()}
    return Repeats(prompts, figures)


def _counted(turns: Iterable[Memory], folded: Callable[[str], str]) -> dict[str, int]:
    said: dict[str, int] = defaultdict(int)  # by others than users, in each project so far
    asked: dict[tuple[str, str], int] = {}  # what had been said when it was asked last
    counts = dict.fromkeys(("repeated", "of four words or more", "nothing said since"), 0)
    for one in turns:
        if one.origin.author != "user":
            said[one.project] += 1
            continue
        key = one.project, folded(one.text)
        if key in asked:
            counts["repeated"] += 1
            counts["of four words or more"] += len(one.text.split()) >= FEWEST_WORDS
            counts["nothing said since"] += asked[key] == said[one.project]
        asked[key] = said[one.project]
    return counts

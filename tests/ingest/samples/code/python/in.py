"""Brew tea, and keep it warm."""

from __future__ import annotations

import functools

# How hot it may be, in degrees.
LIMIT = 96


@functools.cache
def steep(minutes: int) -> str:
    """Say how the tea is after so many minutes."""

    def inner() -> str:
        return "strong"

    return inner() if minutes > 3 else "weak"


# Holds what was brewed.
class Pot(dict[str, int]):
    """A pot with a lid."""

    size = 3

    @property
    def full(self) -> bool:
        """Whether nothing more fits."""
        return len(self) >= self.size

    class Lid:
        def lift(self):
            pass


if LIMIT > 90:

    async def warn():
        print("hot")


if __name__ == "__main__":
    print(steep(4))

"""Hold what all that we write into JSON files has in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from slm.agents.json_text import BLANK, BOM

EMPTY = "{}\n"


@dataclass(frozen=True, slots=True)
class JsonPart:
    """A part (slm.agents.part) of a file that holds a JSON object."""

    path: Path

    def at(self, path: Path) -> Self:
        """The same in another file."""
        return replace(self, path=path)

    def begun(self, text: str) -> str:
        """The text, or an empty object where nothing is written yet."""
        return f"{text}{EMPTY}" if self.is_blank(text) else text

    def is_blank(self, text: str) -> bool:
        """Whether there is no JSON in it at all."""
        return not text.strip(BOM + BLANK)

    def says_nothing(self, text: str) -> bool:
        """Whether it is blank, or an empty object."""
        return "".join(text.removeprefix(BOM).split()) in ("", "{}")

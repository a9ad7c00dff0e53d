"""Hold a check that failed, and what was changed since and not taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

from slm.domain.turn import Turn
from slm.ingest.conclude import restoring
from slm.ingest.conclude.calls import Change
from slm.ingest.conclude.restoring import Restored

_PROSE = (".md", ".txt", ".rst")


@dataclass(slots=True)
class Failure:
    """A check that failed, and what is known of why."""

    number: int  # of its call, counted through the log
    reasons: tuple[str, ...]
    speech: tuple[Turn, ...]
    changes: list[Change] = field(default_factory=list)
    stashed: list[Change] = field(default_factory=list)
    cause: tuple[str, Turn] | None = None

    def change(self, change: Change) -> None:
        """Note what is changed after the check failed, or forget what is undone."""
        undone = next((one for one in self.changes if change.undoes(one)), None)
        if undone:
            self.changes.remove(undone)
        else:
            self.changes.append(change)

    def restore(self, restored: Restored) -> None:
        """Forget what was changed in files that are as they were."""
        if restored.is_stashed:
            self.stashed = self.changes
        self.changes = [one for one in self.changes if not _is_among(one.path, restored.paths)]

    def unstash(self) -> None:
        """Note again what was put aside."""
        self.changes, self.stashed = [*self.stashed, *self.changes], []

    def files(self) -> list[str]:
        """The names of the files that are not as they were, documents left out."""
        names = [change.path.replace("\\", "/").rsplit("/", 1)[-1] for change in self.changes]
        return [name for name in dict.fromkeys(names) if not name.endswith(_PROSE)]


def _is_among(path: str, restored: tuple[str, ...]) -> bool:
    return not restored or any(restoring.covers(one, path) for one in restored)

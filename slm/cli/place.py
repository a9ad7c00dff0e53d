"""Say where a command is given: in a named project, in a folder, or everywhere."""

from __future__ import annotations

from slm.config import working_folder
from slm.errors import UsageError

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from typing import TypedDict

    class Fields(TypedDict):
        """A Place as the wire carries it; making the class itself would cost 11 ms."""

        project: str
        folder: str
        everywhere: bool


def place(project: str | None = None, *, everywhere: bool = False) -> Fields:
    """Where a command is given; raises UsageError for two places at once."""
    if project and everywhere:
        raise UsageError("--project and --all exclude each other", "leave one of them out")
    folder = "" if project or everywhere else working_folder()
    return {"project": project or "", "folder": folder, "everywhere": everywhere}

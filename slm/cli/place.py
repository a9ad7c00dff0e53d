"""Say where a command is given: in a named project, in a folder, or everywhere."""

from __future__ import annotations

from pathlib import Path

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


def path(given: str) -> str:
    """The whole path of what was named; raises UsageError where nothing was."""
    if not given:
        raise UsageError("the path is empty", "name a file or folder; . is the one you are in")
    try:
        return str(Path(given).absolute())
    except OSError as exc:
        raise UsageError(f"cannot tell where {given} is: {exc.strerror}", "cd elsewhere") from exc


def place(project: str | None = None, *, everywhere: bool = False) -> Fields:
    """Where a command is given; raises UsageError for two places at once."""
    if project is not None and not project.strip():
        raise UsageError("--project is empty", "name one, or leave the option out")
    if project and everywhere:
        raise UsageError("--project and --all exclude each other", "leave one of them out")
    folder = "" if project or everywhere else working_folder()
    return {"project": project or "", "folder": folder, "everywhere": everywhere}

"""Find the repositories in a folder that is no project itself."""

from __future__ import annotations

from pathlib import Path

from slm.ingest.formats import format_of
from slm.ingest.walking import work_tree


def repositories_in(folder: Path) -> list[Path]:
    """The repositories right below a folder that only holds them.

    None, where it lies in a repository or has a file of its own that can be read: then it is what
    its owner says it is.
    """
    if work_tree(folder) is not None:
        return []
    try:
        entries = sorted(folder.iterdir())
        own = (path for path in entries if path.is_file() and path.name[:1] != ".")
        if any(format_of(path) for path in own):
            return []
        return [path for path in entries if (path / ".git").exists()]
    except OSError:
        return []

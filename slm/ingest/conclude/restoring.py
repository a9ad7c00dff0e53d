"""Read from a command line which changes Git takes out of the work tree, or brings back."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GIT = r"\bgit (?:-C \S{1,200} )?"
_RESTORES = re.compile(
    _GIT + r"(?P<how>checkout(?! (?:-b|-B|--orphan)\b)|restore(?! --staged\b)"
    r"|switch(?! (?:-c|-C)\b)|stash(?! (?:pop|apply|list|show|drop)\b)"
    r"|reset(?= --(?:hard|keep|merge)\b)|revert\b|clean\b"
    r"|apply(?= (?:-R|--reverse)\b))(?P<what>[^;&|\n]{0,300})"
)
# A longer command writes a file, which may tell of Git.
_LONGEST = 2_000
_UNSTASHES = re.compile(_GIT + r"stash (?:pop|apply)\b")


@dataclass(frozen=True, slots=True)
class Restored:
    """What is as it was before it was changed."""

    paths: tuple[str, ...]  # files and folders; () for all of the work tree
    is_stashed: bool = False  # it may come back
    is_elsewhere: bool = False  # another branch: nothing is as it was


def restored(line: str) -> Restored | None:
    """What a command line restores; None where it leaves the work tree alone, in the end."""
    found = _RESTORES.search(line) if len(line) <= _LONGEST else None
    if found is None or (found["how"] == "stash" and unstashes(line)):
        return None
    how, words = found["how"], [word.strip("'\"") for word in found["what"].split()]
    if how not in ("checkout", "restore"):
        return Restored((), is_stashed=how == "stash", is_elsewhere=how == "switch")
    after = words[words.index("--") + 1 :] if "--" in words else words
    paths = tuple(word for word in after if _is_path(word))
    is_all = "." in after or any(word.startswith(":/") for word in after)
    is_elsewhere = how == "checkout" and "--" not in words and not paths and not is_all
    return Restored(() if is_all else paths, is_elsewhere=is_elsewhere)


def unstashes(line: str) -> bool:
    """Whether a command line brings back what was stashed."""
    return _UNSTASHES.search(line) is not None


def touches(line: str) -> bool:
    """Whether a command line restores anything, if only for a while."""
    return _RESTORES.search(line) is not None


def covers(path: str, file: str) -> bool:
    """Whether a restored path, told from some folder, is this file or holds it."""
    name = path.removeprefix("./")
    if name.endswith("/"):
        return f"/{name}" in f"/{file}"
    return f"/{file}".endswith(f"/{name}")


def _is_path(word: str) -> bool:
    return not word.startswith("-") and (word.endswith("/") or "." in word.strip("./"))

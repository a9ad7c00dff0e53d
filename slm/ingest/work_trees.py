"""Read which other work trees a repository has, and what each of them is on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slm.ingest.project import Identity, branch


@dataclass(frozen=True, slots=True)
class WorkTree:
    """A work tree beside the main one."""

    folder: str
    branch: str  # of one on no branch, what stands for that: no branch of Git's is called so
    is_locked: bool  # its folder may be away for a while, the user says


def heads(git: str) -> Iterator[str]:
    """What HEAD says in each work tree, the main one first: a reference or a commit, or ""."""
    for path in (Path(git, "HEAD"), *Path(git).glob("worktrees/*/HEAD")):
        try:
            yield path.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            yield ""


def linked(git: str) -> Iterator[WorkTree]:
    """The work trees beside the main one, as the repository knows them: there or not."""
    for note in sorted(Path(git, "worktrees").glob("*/gitdir")):
        try:
            line = note.read_text(encoding="utf-8", errors="surrogateescape").strip()
        except OSError:
            continue
        own = note.parent
        folder = (own / line).parent  # relative where Git was told to write it so
        name = branch(Identity("", ("",), is_repository=True, git=git, head=str(own)))
        is_on = name or f"(worktree {own.name})"
        yield WorkTree(_resolved(folder), is_on, (own / "locked").exists())


def is_missing(folder: str) -> bool:
    """Whether nothing is at a path; what may not be looked at is there for all we know."""
    try:
        Path(folder).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _resolved(folder: Path) -> str:
    try:
        return str(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name no file can have
        return str(folder)

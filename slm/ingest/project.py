"""Tell which project a folder belongs to, by its repository."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from slm.config import wide_folders

# What the keys of a project begin with.
REMOTE, ROOT, FOLDER = "remote:", "root:", "folder:"

_SCP = re.compile(r"^(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!//)(?P<path>.+)$")
_URL = re.compile(r"^[\w+.-]+://(?:[^/@]*@)?(?P<host>[^/:]+)(?::\d+)?/(?P<path>.+)$")


# What a branch's name follows, in HEAD and in what Git notes of a rebase.
_BRANCH = "refs/heads/"
# While commits are being replayed HEAD is on none of them; the branch it will be is noted here.
_REPLAYED = ("rebase-merge/head-name", "rebase-apply/head-name")
# What stands in HEAD where the references are kept in tables.
_IN_TABLES = ".invalid"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a project is called and known by."""

    name: str
    keys: tuple[str, ...]  # best first
    is_repository: bool
    git: str = ""  # the repository's own folder, which all its work trees share
    head: str = ""  # this work tree's own folder in it
    inside: tuple[str, ...] = ()  # of a folder without a repository, the keys of those it lies in
    is_there: bool = True

    @property
    def remote(self) -> str:
        """host/owner/name of where it came from; "" of what has no remote."""
        return self.keys[0].removeprefix(REMOTE) if self.keys[0].startswith(REMOTE) else ""


def identify(folder: str) -> Identity:
    """The project of `folder`; two worktrees of a repository are one project.

    A folder without a repository is its own project, or part of one that it lies in.
    """
    here = Path(folder)
    git = _git(here)
    if git is None:
        here = _where(here)
        inside = tuple(f"{FOLDER}{parent}" for parent in here.parents)
        return Identity(
            here.name,
            (f"{FOLDER}{here}",),
            is_repository=False,
            inside=inside,
            is_there=_exists(here),
        )
    head, shared, top = _repository(git)
    remote = _remote(shared / "config")
    keys = (f"{REMOTE}{remote}",) if remote else ()
    name = remote.rpartition("/")[2] if remote else top.name.removesuffix(".git")
    return Identity(name, (*keys, f"{FOLDER}{top}"), True, str(shared), str(head))


def branch(identity: Identity) -> str:
    """The branch that the work tree is on, also while it is rebased; "" where it is on none."""
    if not identity.head:
        return ""
    line = _read(Path(identity.head, "HEAD")).removeprefix("ref: ")
    if not line.startswith(_BRANCH):
        replayed = (_read(Path(identity.head, name)) for name in _REPLAYED)
        line = next((name for name in replayed if name.startswith(_BRANCH)), "")
    name = line.removeprefix(_BRANCH)
    return _in_tables(identity) if name == _IN_TABLES else name


def _in_tables(identity: Identity) -> str:
    try:
        changed = Path(identity.head, "reftable", "tables.list").stat().st_mtime_ns
    except OSError:
        return ""
    return _from_tables(identity.head, changed)


@lru_cache(maxsize=64)
def _from_tables(head: str, _changed: int) -> str:
    """What HEAD names in tables of references, which only dulwich reads, and slowly."""
    from dulwich.refs import HEADREF
    from dulwich.reftable import ReftableRefsContainer

    try:
        named = ReftableRefsContainer(head).read_loose_ref(HEADREF) or b""
    except Exception:  # noqa: BLE001 of a damaged repository, dulwich raises what it meets
        return ""
    line = named.decode("utf-8", "replace").removeprefix("ref: ").strip()
    return line.removeprefix(_BRANCH) if line.startswith(_BRANCH) else ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def main_work_tree(folder: str) -> str:
    """The top of the main work tree of a folder's repository; "" where there is none."""
    git = _git(Path(folder))
    if git is None:
        return ""
    top = _repository(git)[2]
    return str(top) if (top / ".git").exists() else ""


def tops(folder: str) -> tuple[str, ...]:
    """`folder` and the top of its repository: of the work tree it lies in, and of the main one.

    Without a repository, all that it lies in: any of them may be its project's top.
    """
    here = Path(folder)
    git = _git(here)
    if git is None:
        wide = wide_folders()
        return tuple(str(one) for one in (here, *here.parents) if one not in wide) or (folder,)
    return tuple(dict.fromkeys(map(str, (here, git.parent, _repository(git)[2]))))


def _where(here: Path) -> Path:
    """The folder without links, by which a shell knows it; one that is gone, as it was written."""
    return Path(os.path.realpath(here)) if _exists(here) else here


def _git(here: Path) -> Path | None:
    folders = (here, *here.parents)
    return next((path for parent in folders if _exists(path := parent / ".git")), None)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a parent we may not look into, a name no file can have
        return False


def _repository(git: Path) -> tuple[Path, Path, Path]:
    """The work tree's own folder, the one it shares with others, and the main work tree.

    A worktree's or submodule's `.git` is a file that leads to the repository's own folder; only a
    worktree's has a `commondir` that leads on to the folder it shares.
    """
    if git.is_dir():
        return git, git, git.parent
    line = _read(git)
    try:
        own = (git.parent / line.removeprefix("gitdir:").strip()).resolve()
        shared = _read(own / "commondir")
        if not shared:
            return own, own, git.parent
        common = (own / shared).resolve()
    except (OSError, ValueError):
        return git, git, git.parent
    return own, common, common.parent if common.name == ".git" else common


def _remote(config: Path) -> str:
    """host/owner/name of the remote `origin`, else of the first; "" without any."""
    from dulwich.config import ConfigFile

    try:
        parsed = ConfigFile.from_path(str(config))
    except (OSError, ValueError):
        return ""
    urls = {
        section[-1]: parsed.get(section, b"url").decode(errors="replace")
        for section in parsed.sections()
        if section[0] == b"remote" and b"url" in parsed[section]
    }
    url = urls.get(b"origin", "") or next(iter(urls.values()), "")
    return normalise(url)


def normalise(url: str) -> str:
    """One spelling for all the ways to write a remote: lower-case host, no user, no `.git`."""
    match = _URL.match(url) or _SCP.match(url)
    if match is None:
        return ""
    path = match["path"].strip("/").removesuffix(".git").strip("/")
    return f"{match['host'].lower()}/{path}"

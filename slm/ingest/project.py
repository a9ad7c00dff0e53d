"""Tell which project a folder belongs to, by its repository."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_SCP = re.compile(r"^(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!//)(?P<path>.+)$")
_URL = re.compile(r"^[\w+.-]+://(?:[^/@]*@)?(?P<host>[^/:]+)(?::\d+)?/(?P<path>.+)$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a project is called and known by."""

    name: str
    keys: tuple[str, ...]  # best first
    is_repository: bool


def identify(folder: str) -> Identity:
    """The project of `folder`; two worktrees of a repository are one project.

    A folder without a repository, or that is gone, is its own project.
    """
    here = Path(folder)
    git = next((path for parent in (here, *here.parents) if _exists(path := parent / ".git")), None)
    if git is None:
        return Identity(here.name, (f"folder:{here}",), is_repository=False)
    config, top = _repository(git)
    remote = _remote(config)
    keys = (f"remote:{remote}",) if remote else ()
    name = remote.rpartition("/")[2] if remote else top.name.removesuffix(".git")
    return Identity(name, (*keys, f"folder:{top}"), is_repository=True)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a parent we may not look into
        return False


def _repository(git: Path) -> tuple[Path, Path]:
    """The repository's config file and its main work tree.

    A worktree's or submodule's `.git` is a file that leads to the repository's own folder; only a
    worktree's has a `commondir` that leads on to the folder it shares.
    """
    if git.is_dir():
        return git / "config", git.parent
    try:
        line = git.read_text(encoding="utf-8", errors="replace").strip()
        own = (git.parent / line.removeprefix("gitdir:").strip()).resolve()
        shared = own / "commondir"
        if not shared.exists():
            return own / "config", git.parent
        common = (own / shared.read_text(encoding="utf-8").strip()).resolve()
    except OSError:
        return git / "config", git.parent
    return common / "config", common.parent if common.name == ".git" else common


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

"""Walk a project's folders and give what files of it may be read, by their names and rules."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from slm.ingest.ignoring import GIT_RULES, OWN_RULES, Patterns, Rules
from slm.ingest.instructions import is_known_file, is_known_folder, tag_of

# Where a repository keeps the rules that are one person's own.
_EXCLUDE = Path("info", "exclude")
# Python's own mark of a folder that holds installed packages, whatever the folder is called.
_ENVIRONMENT = "pyvenv.cfg"
# Suffixes of what is no text, so that nothing need be opened to know it.
_SUFFIXES_OF_NO_TEXT = """
    png jpg jpeg gif bmp ico icns webp avif heic tif tiff psd ai eps pdf woff woff2 ttf otf eot mp3
    mp4 m4a wav ogg flac avi mov mkv webm zip gz tgz bz2 xz zst 7z rar tar jar war ear whl egg deb
    rpm dmg iso exe dll so dylib a o obj lib pyc pyo pyd class wasm bin dat db sqlite sqlite3 onnx
    pt pth safetensors npy npz parquet pkl pickle h5 doc docx xls xlsx ppt pptx odt ods key pem
"""
_NO_TEXT = frozenset(_SUFFIXES_OF_NO_TEXT.split())
# What says no to a file by its path in the project, whatever the rules say: one entry each.
REFUSALS: tuple[Callable[[str], bool], ...] = (
    lambda path: "." in path and path.rpartition(".")[2].lower() in _NO_TEXT,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that may be read, or a place that cannot be looked into."""

    path: Path
    name: str  # relative to its root, with "/"
    root: Path  # the top of its work tree, or the folder that the walk began in
    is_projects: bool  # come upon from the top of its work tree: a project's file, no log
    size: int = 0
    modified: int = 0  # nanoseconds
    inode: int = 0
    trouble: OSError | None = None


@dataclass(frozen=True, slots=True)
class _Root:
    path: Path
    is_work_tree: bool
    is_whole: bool  # the walk begins at its top
    real: str  # links may lead anywhere within it

    @classmethod
    def at(cls, path: Path, *, is_work_tree: bool, is_whole: bool = True) -> _Root:
        return cls(path, is_work_tree, is_work_tree and is_whole, os.path.realpath(path))


def work_tree(path: Path) -> Path | None:
    """The top of the work tree that a file or folder lies in."""
    return next((here for here in (path, *path.parents) if _is_top(here)), None)


def _is_top(folder: Path) -> bool:
    try:
        return (folder / ".git").exists()
    except OSError:  # a folder we may not look into
        return False


def walk(folder: Path, top: Path | None = None) -> Iterator[Entry]:
    """Every file below that may be read, in sorted order; a work tree inside has its own rules.

    With a `top` it is a part of that project: nothing, where a walk from there would not come. Else
    a folder that its work tree leaves out, as a home under Git does with an agent's logs, is none
    of that work tree's.
    """
    top = top or root_of(folder)
    root = _Root.at(top, is_work_tree=_is_top(top), is_whole=top == folder)
    name = "" if top == folder else folder.relative_to(top).as_posix()
    rules = _reach(root, name)
    if rules is not None:
        yield from _walk(root, name, rules)


def root_of(folder: Path) -> Path:
    """What the files of a folder are named from: the top of its work tree, or the folder itself."""
    top = work_tree(folder)
    if top is None or top == folder:
        return folder
    name = folder.relative_to(top).as_posix()
    return folder if _reach(_Root.at(top, is_work_tree=True), name) is None else top


def takes(path: Path, root: Path) -> bool:
    """Whether a walk of `root` would come upon this very file; reads the rules on the way."""
    if not path.is_relative_to(root) or path == root:
        return False
    whole = _Root.at(root, is_work_tree=_is_top(root))
    name = path.relative_to(root).as_posix()
    folder = name.rpartition("/")[0]
    rules = _reach(whole, folder)
    if rules is None:
        return False
    rules = _rules_in(whole, folder, rules)
    return _is_wanted(name, rules) and _stat(whole, path) is not None


def ruled_by(path: Path) -> Path | None:
    """The folder that the rules in a file are about, both relative to the top; None: no rules."""
    if path.name in (GIT_RULES, OWN_RULES):
        return path.parent
    return Path() if path == Path(".git", _EXCLUDE) else None


def _reach(root: _Root, name: str) -> Rules | None:
    """The rules of the folders above `name`; None where a walk from the top would not come."""
    rules, at = Rules(), ""
    for part in name.split("/") if name else ():
        rules = _rules_in(root, at, rules)
        at = f"{at}/{part}" if at else part
        here = root.path / at
        if not _enters(at, rules) or here.is_symlink() or _is_apart(here):
            return None
    return rules


def _is_apart(folder: Path) -> bool:
    return (folder / _ENVIRONMENT).exists() or _is_top(folder)


def _walk(root: _Root, name: str, rules: Rules) -> Iterator[Entry]:
    try:
        with os.scandir(root.path / name) as listed:
            entries = sorted(listed, key=lambda one: one.name)
    except OSError as exc:
        yield Entry(root.path / name, name, root.path, root.is_whole, trouble=exc)
        return
    names = {one.name for one in entries}
    if name and _ENVIRONMENT in names:
        return
    if names & {GIT_RULES, OWN_RULES, ".git"}:
        rules = _rules_in(root, name, rules)
    prefix = f"{name}/" if name else ""
    folders = {one.name: None for one in entries if one.is_dir(follow_symlinks=False)}
    for one in entries:
        if one.name not in folders:
            yield from _entry(root, prefix + one.name, one, rules)
    for folder in folders:
        if _enters(prefix + folder, rules):
            yield from _below(root, prefix + folder, rules)


def _entry(root: _Root, name: str, one: os.DirEntry[str], rules: Rules) -> Iterator[Entry]:
    if _is_wanted(name, rules) and (found := _stat(root, one)):
        stamp = found.st_size, found.st_mtime_ns, found.st_ino
        yield Entry(root.path / name, name, root.path, root.is_whole, *stamp)


def _below(root: _Root, name: str, rules: Rules) -> Iterator[Entry]:
    """A folder's files, or a whole work tree's where one begins there."""
    inner = root.path / name
    if _is_top(inner):
        yield from _walk(_Root.at(inner, is_work_tree=True), "", Rules())
    else:
        yield from _walk(root, name, rules)


def _enters(name: str, rules: Rules) -> bool:
    is_hidden = "/." in f"/{name}"
    if is_hidden:
        # Git's rules are not asked: many a project ignores what is for one person's agent.
        return is_known_folder(name) and not rules.refuses(name, is_folder=True)
    return not rules.ignores(name, is_folder=True)


def _is_wanted(path: str, rules: Rules) -> bool:
    if any(refuses(path) for refuses in REFUSALS):
        return False
    if "/." in f"/{path}" or tag_of(path):
        return is_known_file(path) and not rules.refuses(path)
    return not rules.ignores(path)


def _stat(root: _Root, one: os.DirEntry[str] | Path) -> os.stat_result | None:
    """What there is to know of a regular file that lies within its root, and is no double."""
    try:
        if one.is_symlink() and not _is_worth_following(root, one):
            return None
        found = one.stat()
    except (OSError, ValueError):  # gone meanwhile, or a link that leads nowhere
        return None
    # A pipe or a device would be waited for without end.
    return found if stat.S_ISREG(found.st_mode) else None


def _is_worth_following(root: _Root, link: os.DirEntry[str] | Path) -> bool:
    """Whether a link leads to agents' instructions in the project that are not read where they lie.

    A link to any other file there would double what it holds. Raises OSError and ValueError.
    """
    target = os.path.relpath(os.path.realpath(link), root.real)
    if target == os.pardir or target.startswith(os.pardir + os.sep):
        return False
    is_told = bool(tag_of(link.name)) and not tag_of(target)
    return is_told and not takes(root.path / target, root.path)


def _rules_in(root: _Root, name: str, rules: Rules) -> Rules:
    """The rules with those that stand in one folder; Git's count in work trees alone."""
    folder = root.path / name
    git = []
    if root.is_work_tree:
        if not name and (exclude := _read(_git_folder(folder) / _EXCLUDE)):
            git.append(exclude)
        if ours := _read(folder / GIT_RULES):
            git.append(ours)
    return rules.below(name, git, _read(folder / OWN_RULES))


def _git_folder(top: Path) -> Path:
    """Where a work tree's repository keeps what its worktrees share."""
    git = top / ".git"
    try:
        if git.is_dir():
            return git
        line = git.read_text(encoding="utf-8", errors="replace").strip()
        own = Path(os.path.normpath(top / line.removeprefix("gitdir:").strip()))
        shared = (own / "commondir").read_text(encoding="utf-8").strip()
        return Path(os.path.normpath(own / shared))
    except (OSError, ValueError):
        return git


def _read(path: Path) -> Patterns | None:
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    return Patterns(raw.decode("utf-8-sig", "surrogateescape"))

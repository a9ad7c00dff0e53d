"""Find the first commit of a repository: what it shares with every clone, however it is called."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING

from slm.ingest.history import EnoughError, History

if TYPE_CHECKING:
    from dulwich.repo import Repo

# Commits that a question may wait for, 40 ms' worth, and who adds something, half a second's.
FEW = 2_000
SOME = 20_000
# Commits worth reading once for a repository, whose first commit is then kept: 4 s' worth.
MOST = 200_000
_KEPT = 256

# By the repository's folder: the commit it was told from, what was found, and how far was looked.
_known: OrderedDict[str, tuple[bytes, str, int]] = OrderedDict()
_lock = Lock()


def first_commit(git: str, most: int = FEW) -> str:
    """The id of the commit that the repository at `git` began with.

    From HEAD it follows each commit's first parent: what was merged in from another repository,
    a library say, is older perhaps, but not this one's beginning. "" where that is farther than
    `most` commits, beyond the end of a shallow clone, or cannot be read.
    """
    from dulwich.repo import Repo  # 70 ms that folders without a repository need not pay

    try:
        with closing(Repo(git)) as repository:
            return _first_commit(repository, git, most)
    except Exception:  # noqa: BLE001 of a damaged repository, dulwich raises what it meets
        return ""


def _first_commit(repository: Repo, git: str, most: int) -> str:
    newest: bytes = repository.head()
    with _lock:
        told_from, found, looked = _known.get(git, (b"", "", 0))
    # What was too far stays so, until a daemon looks again that did not.
    if newest == told_from if found else looked >= most:
        return found
    try:
        # Where HEAD moved on, the way back soon meets where it stood.
        found = _walk(repository, newest, told_from if found else b"", found, most)
    except EnoughError:
        found = ""
    with _lock:
        _known[git] = newest, found, most
        _known.move_to_end(git)
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def _walk(repository: Repo, newest: bytes, told_from: bytes, known: str, most: int) -> str:
    history, ends = History(repository, most), repository.get_shallow()
    id_ = newest
    while id_ != told_from:
        commit = history.commit(id_)
        if commit is None or id_ in ends:
            return ""
        if not commit.parents:
            return id_.decode("ascii")
        id_ = commit.parents[0]
    return known

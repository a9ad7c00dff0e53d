"""Read the commit messages of a repository; run neither Git nor anything it configures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from slm.domain.turn import Sort, Turn, Unread
from slm.ingest.portion import Portion, Reader, WholeReader

if TYPE_CHECKING:
    from dulwich.objects import Commit


class Git:
    """A repository's history: each commit message is a piece.

    The files it changed are not named: their paths did not help to find commits, and telling
    them would mean comparing two trees for each commit.
    """

    name = "git"
    is_log = False

    def claims(self, path: Path, _head: bytes, /) -> bool:
        """Whether the folder is a work tree or a bare repository."""
        if not path.is_dir():
            return False
        is_bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
        return (path / ".git").exists() or (is_bare and (path / "refs").is_dir())

    def open(self, path: Path, /) -> Reader:
        """Give every commit that HEAD leads to, newest first."""
        return WholeReader(partial(_read, path))


def _read(path: Path) -> Iterator[Portion]:
    try:
        for commit in _commits(path):
            yield Portion((_turn(commit, path),), 0)
    except Exception as exc:  # noqa: BLE001 of a damaged repository, dulwich raises what it meets
        yield Portion((Unread(f"unreadable history: {type(exc).__name__}"),), 0)


def _commits(path: Path) -> Iterator[Commit]:
    from dulwich.repo import Repo  # 90 ms that other formats need not pay

    with closing(Repo(str(path))) as repository:
        if not Path(repository.controldir()).is_dir():
            raise FileNotFoundError(repository.controldir())  # a worktree whose repository is gone
        try:
            newest = repository.head()
        except KeyError:
            return  # nothing was ever committed
        for entry in repository.get_walker(include=[newest]):
            yield entry.commit


def _turn(commit: Commit, path: Path) -> Turn:
    return Turn(
        sort=Sort.PIECE,
        text=_decode(commit.message, commit.encoding),
        record=commit.id.decode("ascii"),
        author=_decode(commit.author, commit.encoding).partition("<")[0].strip(),
        said_at=_time(commit.author_time, commit.author_timezone),
        folder=str(path),
    )


def _decode(written: bytes, encoding: bytes | None) -> str:
    try:
        return written.decode((encoding or b"utf-8").decode("ascii"))
    except (LookupError, ValueError):  # an encoding nobody knows, or not the one it says
        return written.decode("utf-8", "replace")


def _time(seconds: int, offset: int) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
        return moment.astimezone(timezone(timedelta(seconds=offset)))
    except (ValueError, OverflowError, OSError):
        return None  # forged times lie beyond the calendar

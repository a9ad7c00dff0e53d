"""Make real Git repositories for tests, with dulwich: `git` itself need not be installed."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from dulwich.objects import Blob, Commit, Tree
from dulwich.repo import Repo

BEGAN = 1_767_000_000  # seconds; each commit is an hour after the one before
HOUR = 3_600
NOBODY = b"Ana <ana@example.org>"


class Made:
    """A repository, its commits told by the names they are given here."""

    def __init__(self, folder, remote=""):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True)
        self._hours = 0
        self._files = {}  # of each commit, by its id
        with closing(Repo.init(str(folder), default_branch=b"main")) as repository:
            if remote:
                config = repository.get_config()
                config.set((b"remote", b"origin"), b"url", remote.encode())
                config.write_to_path()

    @property
    def git(self):
        return self.folder / ".git"

    def commit(self, branch, *, files=None, parents=None, message="A change"):
        """Commit on a branch, by default on its last commit; returns the new one's id."""
        path = self.git / "refs" / "heads" / branch
        tip = path.read_text().strip() if path.exists() else ""
        parents = [tip] if parents is None and tip else parents or []
        kept = dict(self._files.get(parents[0], {})) if parents else {}
        for name, text in (files or {}).items():
            kept[name] = text
            if text is None:
                del kept[name]
        id_ = self._written(kept, parents, message)
        self.point(branch, id_)
        return id_

    def amend(self, branch, files):
        """Make the last commit of a branch again with other files, as `git commit --amend` does."""
        tip = self.tip(branch)
        with closing(Repo(str(self.folder))) as repository:
            old = repository[tip.encode()]
            id_ = self._written(
                {**self._files[tip], **files},
                [parent.decode() for parent in old.parents],
                old.message.decode(),
                old.author_time,
            )
        self.point(branch, id_)
        return id_

    def _written(self, files, parents, message, authored=0):
        self._hours += 1
        with closing(Repo(str(self.folder))) as repository:
            store = repository.object_store
            commit = Commit()
            commit.tree = _tree(store, files)
            commit.parents = [parent.encode() for parent in parents]
            commit.author = commit.committer = NOBODY
            commit.commit_time = BEGAN + self._hours * HOUR
            commit.author_time = authored or commit.commit_time
            commit.author_timezone = commit.commit_timezone = 0
            commit.message = message.encode()
            store.add_object(commit)
        id_ = commit.id.decode()
        self._files[id_] = files
        return id_

    def tip(self, branch):
        return (self.git / "refs" / "heads" / branch).read_text().strip()

    def point(self, branch, id_, folder="refs/heads"):
        path = self.git / folder / branch
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{id_}\n")

    def make(self, branch, at="main"):
        """Make a branch as git does, with a log of its own."""
        tip = self.tip(at)
        self.point(branch, tip)
        self.log(branch, f"{'0' * 40} {tip} Ana <ana@example.org> {BEGAN} +0000\tbranch: Created")

    def log(self, branch, line):
        path = self.git / "logs" / "refs" / "heads" / branch
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(f"{line}\n")

    def delete(self, branch):
        (self.git / "refs" / "heads" / branch).unlink()
        (self.git / "logs" / "refs" / "heads" / branch).unlink(missing_ok=True)

    def checkout(self, branch):
        (self.git / "HEAD").write_text(f"ref: refs/heads/{branch}\n")

    def pack(self):
        """Put every branch into packed-refs, as `git pack-refs --all` does."""
        heads = self.git / "refs" / "heads"
        lines = ["# pack-refs with: peeled fully-peeled sorted \n"]
        for path in sorted(one for one in heads.rglob("*") if one.is_file()):
            lines.append(f"{path.read_text().strip()} {path.relative_to(self.git).as_posix()}\n")
            path.unlink()
        (self.git / "packed-refs").write_text("".join(lines))

    def worktree(self, folder, branch):
        """Another work tree, laid out as `git worktree add` does it."""
        own = self.git / "worktrees" / folder.name
        own.mkdir(parents=True)
        (own / "commondir").write_text("../..\n")
        (own / "HEAD").write_text(f"ref: refs/heads/{branch}\n")
        (own / "gitdir").write_text(f"{folder / '.git'}\n")
        folder.mkdir()
        (folder / ".git").write_text(f"gitdir: {own}\n")
        return folder

    def clone(self, folder, remote="", *, shallow_at=""):
        """The same history elsewhere, under another remote or none."""
        shutil.copytree(self.folder, folder)
        copy = Made.__new__(Made)
        copy.__dict__.update(self.__dict__, folder=Path(folder), _files=dict(self._files))
        url = f'[remote "origin"]\n\turl = {remote}\n' if remote else ""
        (copy.git / "config").write_text(f"[core]\n\trepositoryformatversion = 0\n{url}")
        if shallow_at:
            (copy.git / "shallow").write_text(f"{shallow_at}\n")
        return copy

    def parents(self, id_):
        """All that a commit leads back to."""
        with closing(Repo(str(self.folder))) as repository:
            found = repository.get_walker(include=[id_.encode()])
            return {entry.commit.id.decode() for entry in found} - {id_}

    def lose(self, ids):
        """Take objects away, as they are in a shallow clone."""
        for id_ in ids:
            (self.git / "objects" / id_[:2] / id_[2:]).unlink()


def _tree(store, files):
    tree, below = Tree(), {}
    for name, text in files.items():
        first, _, rest = name.partition("/")
        if rest:
            below.setdefault(first, {})[rest] = text
        else:
            blob = Blob.from_string(text.encode())
            store.add_object(blob)
            tree.add(name.encode(), 0o100644, blob.id)
    for name, inside in below.items():
        tree.add(name.encode(), 0o040000, _tree(store, inside))
    store.add_object(tree)
    return tree.id

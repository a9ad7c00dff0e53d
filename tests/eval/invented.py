"""Make up a user's history: sessions in an agent's log, and a repository with their commits."""

import json
from datetime import UTC, datetime, timedelta

from dulwich import porcelain
from dulwich.repo import Repo

MORNING = datetime(2026, 2, 2, 9, tzinfo=UTC)
ANA, BEN = b"Ana <ana@example.org>", b"Ben <ben@example.org>"
# What a session is about, as its user says it; what its commit is called; the file it changes.
WORK = [
    ("the copper kettle drips at its spout", "Mend the dripping spout", "kettle/spout.py"),
    ("guests find no sugar beside the teapot", "Put sugar beside teapots", "table/sugar.py"),
    ("the oven forgets its temperature overnight", "Keep oven temperature", "oven/heat.py"),
    ("the fridge light stays on when closed", "Switch fridge light off", "fridge/light.py"),
    ("plates come out of the washer wet", "Dry plates after washing", "washer/plates.py"),
    ("bread is sliced far too thick", "Slice bread thinner everywhere", "bread/slices.py"),
    ("the spice rack is sorted by colour", "Sort spice rack alphabetically", "rack/order.py"),
    ("knives are blunt after a week", "Sharpen knives every week", "drawer/knives.py"),
    ("the pan lids belong to no pan", "Match lids with pans", "pans/lids.py"),
    ("the compost bin smells in summer", "Empty compost bin daily", "bin/compost.py"),
    ("the extractor fan howls at night", "Quieten extractor fan", "fan/speed.py"),
    ("nobody finds the corkscrew drawer", "Label corkscrew drawer", "drawer/labels.py"),
]


def session_id(number):
    return f"5e551000-0000-4000-8000-{number:012}"


def day(number):
    return MORNING + timedelta(days=number)


def record(session, number, said_at, author, text, folder="/work/kitchen"):
    """A turn as Claude Code writes it."""
    message = {"role": author, "content": [{"type": "text", "text": text}]}
    return {
        "type": author,
        "uuid": f"{session[-12:]}{number:020}",
        "sessionId": session,
        "timestamp": said_at.isoformat().replace("+00:00", "Z"),
        "cwd": folder,
        "message": message,
    }


def title(session, text):
    return {"type": "ai-title", "aiTitle": text, "sessionId": session}


def turns(number, *more):
    """A session of a quarter of an hour."""
    complaint, _, _ = WORK[number]
    session = session_id(number)
    said = [("user", f"I noticed that {complaint}."), ("assistant", "I am on it."), *more]
    for at, (author, text) in enumerate(said):
        yield record(session, at, day(number) + timedelta(minutes=5 * at), author, text)


def write_log(folder, number, *more, titled=""):
    records = [*turns(number, *more), *([title(session_id(number), titled)] if titled else ())]
    path = folder / f"{session_id(number)}.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    return path


class Repository:
    """A Git repository whose commits have the moments that are asked for."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        porcelain.init(folder)

    def commit(self, subject, when, files, author=ANA):
        """Write the files and commit them; `when` is a day as text, or a moment."""
        moment = datetime.fromisoformat(f"{when}T12:00:00+00:00") if isinstance(when, str) else when
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        porcelain.add(self.folder, [str(self.folder / name) for name in files])
        seconds = int(moment.timestamp())
        return porcelain.commit(
            self.folder,
            message=subject.encode(),
            author=author,
            committer=author,
            commit_timestamp=seconds,
            author_timestamp=seconds,
            commit_timezone=0,
            author_timezone=0,
        ).decode()

    def branch(self, name, subject="", files=None):
        """Let a branch begin where HEAD is, with a commit of its own if there are files."""
        porcelain.branch_create(self.folder, name)
        if not files:
            return ""
        before = porcelain.active_branch(self.folder).decode()
        porcelain.checkout(self.folder, name)
        made = self.commit(subject, "2026-01-25", files)
        porcelain.checkout(self.folder, before)
        # A branch that only went on is no other: the line it left goes on as well.
        self.commit("Go on", "2026-01-26", {"notes.md": "More.\n"})
        return made

    def merge(self, subject, when, tip):
        """Merge a branch's last commit, all of its files left as they are here."""
        moment = int(datetime.fromisoformat(f"{when}T12:00:00+00:00").timestamp())
        with Repo(self.folder) as repo:
            repo.get_worktree().commit(
                message=subject.encode(),
                committer=ANA,
                author=ANA,
                commit_timestamp=moment,
                author_timestamp=moment,
                commit_timezone=0,
                author_timezone=0,
                merge_heads=[tip.encode()],
            )

    def delete(self, name):
        porcelain.branch_delete(self.folder, name)


def history(folder):
    """Logs and a repository of twelve days' work, a session and a commit a day."""
    logs = folder / "logs"
    logs.mkdir()
    repository = Repository(folder / "kitchen")
    repository.commit("Begin", day(-1), {"README.md": "A kitchen.\n"})
    for number, (complaint, subject, path) in enumerate(WORK):
        write_log(logs, number, titled=f"Complaint: {complaint}")
        repository.commit(subject, day(number) + timedelta(minutes=7), {path: f"{number}\n"})
    return logs, repository.folder

"""Run `mem` as its users do, through its command line, in a home of its own."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from slm.client.asking import ask
from slm.config import Settings, environment
from slm.domain.question import Place
from slm.errors import UnreadableInput, UsageError
from slm.wire.messages import Read

MEM = (sys.executable, "-m", "slm")
IMPORTED = "imported.json"
RANKER = "SLM_RANKER"
HOUR = 3600
POLL_SECONDS = 0.2


class Hit(msgspec.Struct, frozen=True):
    """What counts of a hit: where it comes from, and how sure recall is of it."""

    source_id: str
    session: str
    score: float


class Reply(msgspec.Struct, frozen=True):
    """What `mem recall --batch` answers to one question."""

    id: str
    hits: tuple[Hit, ...]
    context: str
    took_ms: float

    @property
    def best(self) -> float:
        """The score of the best hit; 0 without one."""
        return max((hit.score for hit in self.hits), default=0.0)


_replies = msgspec.json.Decoder(Reply)


class Product:
    """`mem` as the only user of a folder; what was imported there before is not imported again."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self.import_seconds = 0.0
        self.asked_seconds = 0.0
        self._ranker: Path | None = None
        self._imported = _written(folder / IMPORTED)
        home = folder / "slm"
        self.settings = Settings(home, None, home / "daemon.sock")
        # The model is where the user has it; nothing else of the user's is seen.
        own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        self._variables = environment(self.settings) | own
        self._variables.pop(RANKER, None)

    def run(self, *words: str) -> str:
        """What a command answers; raises UsageError where it fails."""
        variables = self._variables | ({RANKER: str(self._ranker)} if self._ranker else {})
        done = subprocess.run(
            [*MEM, *words],
            env=variables,
            capture_output=True,
            text=True,
            timeout=HOUR,
            check=False,
        )
        if done.returncode:
            raise UsageError(f"mem {' '.join(words)} failed ({done.returncode}): {done.stderr}")
        return done.stdout

    def load(self, path: Path, format_: str, project: str) -> None:
        """Import logs or a file into a project, vectors included."""
        mark = f"{format_}:{project}:{_content_mark(path)}"
        if mark in self._imported:
            return
        started = time.perf_counter()
        self.run("import", str(path), "--format", format_, "--project", project)
        self.import_seconds += time.perf_counter() - started
        self._keep_mark(mark)

    def follow(self, folder: Path, project: str) -> None:
        """Follow a folder of logs until all is read and has vectors.

        Every project that its sessions tell of becomes part of `project`: the repositories that
        would say so are where the sessions were, not here.
        """
        mark = f"followed:{project}:{_content_mark(folder)}"
        if mark in self._imported:
            return
        before, began = self._projects(), datetime.now(UTC).isoformat()
        self.run("watch", "add", str(folder))
        while not (fresh := self.status()["fresh_at"]) or str(fresh) < began:
            time.sleep(POLL_SECONDS)
        for name in sorted(self._projects() - before - {project}):
            if project in self._projects():
                self.run("project", "join", name, project)
            else:
                self.run("project", "rename", name, project)
        self._await_vectors()
        self._keep_mark(mark)

    def _projects(self) -> set[str]:
        found = json.loads(self.run("project", "list", "--json"))["projects"]
        return {one["name"] for one in found} - {""}

    def _keep_mark(self, mark: str) -> None:
        self._imported.append(mark)
        (self._folder / IMPORTED).write_text(json.dumps(self._imported))

    def load_rows(self, rows: Iterable[Mapping[str, object]], project: str) -> None:
        """Import rows of the exchange format into a project."""
        path = self._folder / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        self.load(path, "jsonl", project)

    def use_ranker(self, ranker: Path | None) -> None:
        """Let the daemon answer with these weights from now on; None: with its own."""
        if ranker and not ranker.is_file():
            raise UnreadableInput(f"there is no {ranker}", "one file a fold: BOARD-FOLD.json")
        if ranker != self._ranker:
            self.stop()
            self._ranker = ranker

    def ask(
        self, questions: Sequence[Mapping[str, object]], options: Sequence[str] = ()
    ) -> dict[str, Reply]:
        """The reply to each question, by its id, once nothing waits for its vector any more."""
        self._await_vectors()
        path = self._folder / "questions.jsonl"
        path.write_text("".join(json.dumps(question) + "\n" for question in questions))
        started = time.perf_counter()
        lines = self.run("recall", "--batch", str(path), "--json", *options).split("\n")
        self.asked_seconds += time.perf_counter() - started
        replies = [_replies.decode(line) for line in lines if line]
        return {reply.id: reply for reply in replies}

    def _await_vectors(self) -> None:
        """A kept home may be of an older release, whose vectors are being made anew."""
        while (told := self.status())["waiting"] and told["model_ready"]:
            time.sleep(POLL_SECONDS)

    def status(self) -> dict[str, object]:
        """What `mem status` tells."""
        told: dict[str, object] = json.loads(self.run("status", "--json"))
        return told

    def text_bytes(self) -> int:
        """How long all memories' texts are together."""
        total, after = 0, 0
        while True:
            page = ask(self.settings, Read(Place(everywhere=True), after), start=False)
            total += sum(len(memory.text.encode()) for memory in page.memories)
            if not page.next:
                return total
            after = page.next

    def stop(self) -> None:
        """End the daemon, if one runs."""
        self.run("daemon", "stop")


@contextmanager
def product(folder: Path) -> Iterator[Product]:
    """`mem` with its home in `folder`, its daemon ended whatever happens."""
    made = Product(folder)
    try:
        yield made
    finally:
        made.stop()


def _written(path: Path) -> list[str]:
    try:
        marks: list[str] = json.loads(path.read_text())
    except FileNotFoundError:
        return []
    return marks


def _content_mark(path: Path) -> str:
    """A file by what it holds, a folder by its files' names and sizes."""
    hashed = hashlib.blake2b(digest_size=8)
    if path.is_file():
        hashed.update(path.read_bytes())
    else:
        for one in sorted(path.rglob("*")):
            hashed.update(f"{one.relative_to(path)} {one.stat().st_size}\n".encode())
    return hashed.hexdigest()

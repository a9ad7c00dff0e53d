"""Kill the daemon while it imports, again and again, and compare with an import left in peace."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from random import Random

from slm.client.asking import ask
from slm.config import Settings, environment
from slm.domain.question import Place
from slm.errors import MemError
from slm.store import check
from slm.store.store import Store
from slm.wire.messages import Import

TURNS_A_SESSION = 150
SUBJECTS = ("oven", "kettle", "dough", "rack", "timer", "flour", "yeast", "stone")
DEEDS = ("drifts", "whistles", "sticks", "rises", "cracks", "hums", "leaks", "cools")


@dataclass(frozen=True)
class Kept:
    """All that an import leaves in a memory, under names that do not depend on the order."""

    memories: frozenset
    passages: frozenset
    vectors: frozenset  # with the bytes of both codes
    trouble: str  # what is wrong with the file, or ""


def write_logs(folder, turns, seed):
    """Sessions in the shape of Claude Code's logs, with invented talk."""
    random = Random(seed)
    folder.mkdir(parents=True)
    for session in range(-(-turns // TURNS_A_SESSION)):
        name = f"{session:08}-0000-4000-8000-000000000000"
        lines = [
            {
                "type": ("user", "assistant")[turn % 2],
                "uuid": f"{session:08}-{turn:04}-4000-8000-000000000000",
                "sessionId": name,
                "timestamp": f"2026-03-{session % 28 + 1:02}T10:{turn % 60:02}:00.000Z",
                "cwd": f"/home/ana/{SUBJECTS[session % 3]}",
                "message": {"role": "user", "content": _talk(random, session, turn)},
            }
            for turn in range(min(TURNS_A_SESSION, turns - session * TURNS_A_SESSION))
        ]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text)


def _talk(random, session, turn):
    said = [
        f"The {random.choice(SUBJECTS)} {random.choice(DEEDS)} at {random.random():.3f}."
        for _ in range(random.choice((1, 2, 3, 40)))
    ]
    return f"Turn {turn} of session {session}. {' '.join(said)}"


class Daemon:
    """A daemon of our own: in a process group that is ours to kill."""

    def __init__(self, settings):
        self._settings = settings
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "slm.daemon"],
            env=environment(settings), cwd="/", start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def listens(self, seconds=30):
        """Wait until it answers; False if it ended or was killed first."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._process.poll() is None:
            with socket.socket(socket.AF_UNIX) as end, contextlib.suppress(OSError):
                end.connect(str(self._settings.socket))
                return True
            time.sleep(0.005)
        return False

    def kill(self):
        """End it and all it started, at once."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self):
        """End it as a user would."""
        self._process.terminate()
        self._process.wait(30)


def import_(settings, logs):
    """Import through the client; False if the daemon went meanwhile."""
    try:
        ask(settings, Import(str(logs), place=Place()), start=False, timeout=None)
    except MemError:
        return False
    return True


def settings_of(folder, models):
    home = folder / "home"
    return Settings(home, models, home / "daemon.sock")


def in_peace(folder, logs, models):
    """Import without a kill; what it leaves, and how long it took."""
    settings = settings_of(folder, models)
    settings.home.mkdir(parents=True)
    daemon = Daemon(settings)
    try:
        assert daemon.listens(), "the daemon does not start"
        began = time.monotonic()
        assert import_(settings, logs), "the import does not end"
        took = time.monotonic() - began
    finally:
        daemon.stop()
    return kept(settings), took


def under_fire(folder, logs, models, kills, seed, took):
    """Import again and again, each time killed at a random moment, and once to the end."""
    settings = settings_of(folder, models)
    settings.home.mkdir(parents=True)
    random = Random(seed)
    for _ in range(kills):
        daemon = Daemon(settings)
        try:
            _import_until_killed(daemon, settings, logs, random.uniform(0, took / kills * 2))
        finally:
            daemon.kill()
    daemon = Daemon(settings)
    try:
        assert daemon.listens(), "the daemon does not start again"
        assert import_(settings, logs), "the last import does not end"
    finally:
        daemon.stop()
    return kept(settings)


def _import_until_killed(daemon, settings, logs, moment):
    """Kill after `moment` seconds of importing, or, where that is short, as it starts."""
    if moment < 0.05:
        time.sleep(moment * 10)
        daemon.kill()
        return
    assert daemon.listens(), "the daemon does not start again"
    importing = threading.Thread(target=import_, args=(settings, logs))
    importing.start()
    time.sleep(moment)
    daemon.kill()
    importing.join(30)
    assert not importing.is_alive(), "the client still waits for a daemon that is gone"


def kept(settings):
    """All that is in a memory file, once nobody holds it."""
    store = Store(settings.database)
    try:
        with store.examining() as db:
            trouble = "; ".join([*check.damage(db), *check.disagreements(db)])
            memories = frozenset(
                db.execute(
                    "SELECT memories.id, text, kind, name, author, said_at, state"
                    " FROM memories JOIN projects ON projects.id = project"
                )
            )
            passages = frozenset(
                db.execute(
                    "SELECT id, start, stop FROM passages JOIN memories ON memories.row = memory"
                )
            )
            vectors = frozenset()
            if db.execute("SELECT count(*) FROM models").get:
                vectors = frozenset(
                    db.execute(
                        "SELECT id, start, vectors.code, bits.code, token_codes.code FROM vectors"
                        " JOIN bits ON bits.passage = vectors.passage"
                        " JOIN token_codes ON token_codes.passage = vectors.passage"
                        " JOIN passages ON passages.row = vectors.passage"
                        " JOIN memories ON memories.row = memory"
                    )
                )
        trouble = trouble or store.write(check.fulltext_damage)
    finally:
        store.close()
    return Kept(memories, passages, vectors, trouble)


def differences(peace, fire):
    """What an import under fire left otherwise than one in peace; empty if all is the same."""
    sides = {"in peace": peace, "under fire": fire}
    found = [f"{side}: {one.trouble}" for side, one in sides.items() if one.trouble]
    for name in ("memories", "passages", "vectors"):
        left, right = getattr(peace, name), getattr(fire, name)
        if left != right:
            found.append(f"{name}: {len(left - right)} missing, {len(right - left)} too many")
    return found

"""Do to a memory all that users do, and say after each step what must be there from then on."""

from dataclasses import dataclass, replace

from fakes import FixedClock, HashEmbedder
from made import embed_all, rows, write_jsonl

from slm.config import Settings
from slm.domain.question import Place
from slm.engine.engine import Engine

# More than two batches of an import, so that a crash may come between them.
IMPORTED = 430
LONG = "The long tale of the kettle. " * 120  # several passages


@dataclass(frozen=True)
class Snapshot:
    """What a memory file holds, as far as anybody was told."""

    states: dict[str, str]  # by id: active, forgotten or purged
    texts: dict[str, str]
    embedded: frozenset[str]  # ids whose every passage has its vector
    cursors: dict[str, int]  # by path: how far it was read


NOTHING = Snapshot({}, {}, frozenset(), {})


def snapshot(db):
    states = dict(db.execute("SELECT id, 'purged' FROM tombstones"))
    texts = {}
    for id_, text, state in db.execute("SELECT id, text, state FROM memories ORDER BY row"):
        states[id_] = state
        texts[id_] = text
    waiting = {
        id_
        for (id_,) in db.execute(
            "SELECT id FROM memories JOIN passages ON memory = memories.row"
            " WHERE passages.row NOT IN (SELECT passage FROM vectors)"
        )
    }
    active = {id_ for id_, state in states.items() if state == "active"}
    cursors = dict(db.execute("SELECT path, read_to FROM cursors"))
    return Snapshot(states, texts, frozenset(active - waiting), cursors)


@dataclass(frozen=True)
class Step:
    """One acknowledged step: when, what then stood, and whether it came in parts."""

    name: str
    acknowledged: int  # events recorded by then
    after: Snapshot
    log: str = ""  # the log an import read, which may have got part of the way
    ends: tuple[int, ...] = ()  # where each of its lines ends, from 0 on
    known: int = 0  # how many of its first lines were imported before


class Workload:
    """Runs the steps in a folder, noting each in `steps`."""

    def __init__(self, folder, recording):
        self._settings = Settings(folder / "slm", folder / "models", folder / "socket")
        self._logs = folder / "logs"
        self._recording = recording
        self._clock = FixedClock.ticking()
        self.steps = [Step("nothing", 0, NOTHING)]
        self.engine = None

    def run(self):
        """Everything, in the order a user might."""
        try:
            self._open()
            ids = [self._add(f"The kettle of {name} whistles.") for name in ("Ana", "Ben", "Cleo")]
            ids.append(self._add(LONG))
            self._do("embed", lambda: embed_all(self.engine))
            self._import(rows(IMPORTED))
            self._do("forget", lambda: self.engine.forgetting.forget(ids[:2]))
            self._add("A note between two forgettings.")
            self._do("forget a session", lambda: self.engine.forgetting.forget(session="s1"))
            self._do("undo", self.engine.undo)
            self._do("undo the first", lambda: self.engine.forgetting.undo(ids[:2]))
            self._do("embed again", lambda: embed_all(self.engine))
            self._do("purge", lambda: self.engine.forgetting.forget([ids[2]], purge=True))
            self._add("After the purge.")
            self._close()
            self._open()
            self._import(rows(IMPORTED + 20))
            for _ in range(3):  # fills the journal, so that it is folded back amid the writing
                self._do("forget the session", lambda: self.engine.forgetting.forget(session="s1"))
                self._do("undo", self.engine.undo)
                self._do("embed again", lambda: embed_all(self.engine))
            self._do("forget the long one", lambda: self.engine.forgetting.forget([ids[3]]))
            self._add("The last note of all.")
        finally:
            self._close()

    def _open(self):
        self.engine = Engine(self._settings, load_embedder=HashEmbedder, clock=self._clock)
        assert self.engine.meaning.embedder
        self._acknowledge("open")

    def _close(self):
        if self.engine:
            self.engine.close()
            self.engine = None

    def _add(self, text):
        added = []
        self._do("add", lambda: added.append(self.engine.add(text).id))
        return added[0]

    def _import(self, many):
        path = write_jsonl(self._logs / "log.jsonl", many)
        ends, end = [0], 0
        for line in path.read_bytes().splitlines(keepends=True):
            end += len(line)
            ends.append(end)
        known = self.engine.import_(path, place=Place("bakery")).known
        self._acknowledge("import")
        self.steps[-1] = replace(self.steps[-1], log=str(path), ends=tuple(ends), known=known)

    def _do(self, name, work):
        work()
        self._acknowledge(name)

    def _acknowledge(self, name):
        at = len(self._recording.events)
        with self.engine.store.reading() as db:
            self.steps.append(Step(name, at, snapshot(db)))

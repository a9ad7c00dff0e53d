"""Whatever is done in whatever order, the engine and a plain dict agree on what is remembered."""

import tempfile
from pathlib import Path

import pytest
from fakes import FixedClock, HashEmbedder
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from made import embed_all, rows, write_jsonl

from slm.config import Settings
from slm.domain.memory import State
from slm.domain.question import Place, Question
from slm.engine.engine import Engine
from slm.errors import NothingFound
from slm.store import check, memories

PROJECTS = ("bakery", "garden", "")
# Waiting for a real disk would only make the steps fewer.
QUICK = next((path for path in (Path("/dev/shm"),) if path.is_dir()), None)

numbers = st.integers(0, 9)
projects = st.sampled_from(PROJECTS)


class Memory(RuleBasedStateMachine):
    """Users' actions on an engine, each done to a model as well.

    The model: by id, [project, text, state, the forgetting it went with].
    """

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="slm-model-", dir=QUICK)
        self.clock = FixedClock.ticking()
        self.known = {}
        self.purged = set()
        self.forgettings = 0
        self.engine = self.opened()

    def opened(self):
        folder = Path(self.folder.name)
        return Engine(
            Settings(folder / "slm", folder / "models", folder / "socket"),
            load_embedder=HashEmbedder,
            clock=self.clock,
        )

    def active(self):
        return {id_ for id_, (_, _, state, _) in self.known.items() if state == "active"}

    def forgotten(self):
        return self.known.keys() - self.active()

    def pick(self, ids, number):
        return sorted(ids)[number % len(ids)]

    @rule(number=numbers, project=projects)
    def add(self, number, project):
        text = f"The kettle numbered {number} in the {project or 'house'} whistles."
        same = [
            id_ for id_, known in self.known.items()
            if known[:3] == [project, text, "active"] and not known[3]
        ]  # fmt: skip
        added = self.engine.add(text, place=Place(project))

        assert added.is_new is not bool(same)
        if same:
            assert added.id == same[0]
        else:
            assert added.id not in self.known
            self.known[added.id] = [project, text, "active", None]

    @rule(first=numbers, count=st.integers(1, 6), project=projects)
    def import_(self, first, count, project):
        some = rows(10 + first + count)[10 + first :]
        log = write_jsonl(Path(self.folder.name) / "log.jsonl", some)
        told = self.engine.import_(log, "jsonl", Place(project), wait=False)
        listed = self.engine.list(Place(everywhere=True), session="s1", limit=1_000).memories
        new = {memory.id: memory for memory in listed if memory.id not in self.known}

        texts = {row["text"] for row in some}
        mine = {
            id_: state for id_, (name, text, state, _) in self.known.items()
            if name == project and text in texts
        }  # fmt: skip
        purged = {text for name, text in self.purged if name == project and text in texts}
        assert told.added == len(new) == count - len(mine) - len(purged)
        assert told.known == sum(state == "active" for state in mine.values())
        assert told.forgotten == count - told.added - told.known
        for id_, memory in new.items():
            assert (memory.project, memory.text in texts) == (project, True)
            self.known[id_] = [project, memory.text, "active", None]

    @precondition(lambda self: self.active())
    @rule(number=numbers)
    def forget(self, number):
        id_ = self.pick(self.active(), number)
        self.engine.forgetting.forget([id_])
        self.note_forgotten([id_])

    @precondition(lambda self: self.active())
    @rule()
    def forget_the_session(self):
        session = {
            id_ for id_ in self.active() if self.known[id_][1] in {row["text"] for row in rows(30)}
        }
        if not session:
            with pytest.raises(NothingFound):
                self.engine.forgetting.forget(session="s1")
            return
        self.engine.forgetting.forget(session="s1")
        self.note_forgotten(session)

    def note_forgotten(self, ids):
        self.forgettings += 1
        for id_ in ids:
            self.known[id_][2:] = ["forgotten", self.forgettings]

    @rule()
    def undo(self):
        if not self.forgotten():
            with pytest.raises(NothingFound):
                self.engine.forgetting.undo()
            return
        latest = max(self.known[id_][3] for id_ in self.forgotten())
        expected = {id_ for id_ in self.forgotten() if self.known[id_][3] == latest}
        restored = {memory.id for memory in self.engine.forgetting.undo().memories}

        assert restored == expected
        for id_ in restored:
            self.known[id_][2:] = ["active", None]

    @precondition(lambda self: self.forgotten())
    @rule(number=numbers)
    def undo_one(self, number):
        id_ = self.pick(self.forgotten(), number)
        assert [memory.id for memory in self.engine.forgetting.undo([id_]).memories] == [id_]
        self.known[id_][2:] = ["active", None]

    @precondition(lambda self: self.known)
    @rule(number=numbers)
    def purge(self, number):
        id_ = self.pick(self.known, number)
        self.engine.forgetting.forget([id_], purge=True)
        project, text, _, _ = self.known.pop(id_)
        if text in {row["text"] for row in rows(30)}:
            self.purged.add((project, text))

    @rule()
    def expire(self):
        self.clock.pass_(days=31)
        gone = self.forgotten()
        assert self.engine.forgetting.expire() == len(gone)
        for id_ in gone:
            project, text, _, _ = self.known.pop(id_)
            if text in {row["text"] for row in rows(30)}:
                self.purged.add((project, text))

    @rule()
    def embed(self):
        embed_all(self.engine)
        assert self.engine.status().waiting == 0

    @rule()
    def reopen(self):
        self.engine.close()
        self.engine = self.opened()

    @rule()
    def rebuild(self):
        self.engine.examine(rebuild=True)

    @rule(project=projects)
    def recall(self, project):
        place = Place(project) if project else Place(everywhere=True)
        if project and project not in self.engine.status().projects:
            return
        hits = self.engine.recall(Question("kettle numbered", place, limit=1_000)).hits
        seen = {id_ for id_ in self.active() if not project or self.known[id_][0] in (project, "")}

        assert {hit.memory.id for hit in hits} == seen

    @invariant()
    def all_that_is_known_is_there_and_nothing_else(self):
        with self.engine.store.reading() as db:
            active, _ = memories.newest(db, None, limit=1_000)
            hidden, _ = memories.newest(db, None, state=State.FORGOTTEN, limit=1_000)
            assert check.disagreements(db) == {}
        found = {memory.id: [memory.project, memory.text] for memory in active + hidden}

        assert found == {id_: known[:2] for id_, known in self.known.items()}
        assert {memory.id for memory in active} == self.active()

    def teardown(self):
        with self.engine.store.examining() as db:
            assert check.damage(db) == []
        self.engine.close()
        self.folder.cleanup()


def steps(examples, each):
    return settings(
        deadline=None, max_examples=examples, stateful_step_count=each,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


class TestAFewSteps(Memory.TestCase):
    settings = steps(60, 30)


@pytest.mark.slow
@pytest.mark.timeout(900)
class TestManySteps(Memory.TestCase):
    settings = steps(400, 60)

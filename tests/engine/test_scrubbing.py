"""What an older release let in is taken out of every byte of the home, and nothing else is."""

import re
import threading
from contextlib import closing
from datetime import timedelta

import apsw
import pytest
from made import NOON
from secret_examples import examples, hidden

from slm.config import load_settings
from slm.domain.entities import of_memory
from slm.domain.file import Stamp
from slm.domain.memory import Kind, Memory, MemoryId, Origin, State
from slm.domain.question import Place, Question
from slm.domain.use import Act, Use
from slm.domain.watch import Asker, Holds, Watch
from slm.errors import UsageError
from slm.lifecycle.passages import cut
from slm.lifecycle.remember import about
from slm.store import (
    acts,
    cursors,
    derivations,
    entities,
    forgetting,
    memories,
    passages,
    projects,
    shown,
    unread,
    watches,
)
from slm.store.cursors import Cursor
from slm.store.schema import STEPS
from slm.store.scrubbing import LABELS

EVERYWHERE = Place(everywhere=True)
TOKEN = examples()["github personal token"]
# Nobody's, and of no shape that is known.
VALUE = "k9vv-zkqx-93jd"


def memory(id_, text, *, label="", project="", **origin):
    """A memory as a release without today's rules would have made it."""
    names = {"session": label, "path": label, "author": label, "source_id": label} | origin
    return Memory(
        MemoryId(id_),
        text,
        Kind.EXPERIENCE,
        Origin("codex", **names),
        project,
        label,
        NOON,
        NOON,
        State.ACTIVE,
        (label,) if label else (),
        1.0,
        30.0,
        0,
    )


def plant(store, *planted, keys=()):
    """Write memories as they are, with all that is derived from them."""

    def work(db):
        rows = []
        for one in planted:
            project = projects.create(db, one.project, keys) if one.project else projects.USER
            row = memories.insert(db, one, project)
            passages.add(db, row, project, about(one), one.text, cut(one.text))
            entities.write(db, row, project, of_memory(one.text, one.origin.author))
            rows.append(row)
        return rows

    return store.write(work)


def contents(home):
    return {path.name: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def leaks(home, secrets):
    """Which secrets, or the middles of their words as an index holds them, stand in which files."""
    found = set()
    for name, content in contents(home).items():
        lowered = content.lower()
        for kind, secret in secrets.items():
            if secret.encode() in content or any(one in lowered for one in fragments(secret)):
                found.add((kind, name))
    return found


def fragments(secret):
    """Of each long word of a secret what neither stemming nor a shared beginning changes."""
    words = re.findall(r"[^\W_]{14,}", secret.lower())
    return [word[4:-4].encode() for word in words if re.search(r"\d", word[4:-4])]


def kept(engine):
    found = engine.list(EVERYWHERE, limit=5000).memories
    return {one.id: one for one in found}


@pytest.fixture
def home():
    return load_settings().home


def plant_everything(engine, home):
    """An example of every kind in every text and label; every fifth memory forgotten."""
    planted = [
        memory(
            f"{number:016x}",
            f"The log of {kind} shows: {text} and no more.",
            label=f"as {text}",
            project=f"of {text}",
        )
        for number, (kind, text) in enumerate(examples().items())
    ]
    rows = [plant(engine.store, one, keys=(f"folder:/srv {one.branch}",))[0] for one in planted]
    while engine.meaning.some():
        pass

    def more(db):
        forgetting.forget(db, rows[::5], 1)
        for row, one in zip(rows, planted, strict=True):
            cursors.save(db, Cursor(f"/logs {one.branch}", "codex", Stamp(1, 1, 1), 1))
            derivations.add(db, one.id, [MemoryId(one.branch)])
            watches.add(db, Watch(f"/{one.branch}", Holds.LOGS, Asker.HAND))
            unread.add(db, {(f"/{one.branch}", f"unknown {one.branch}", "codex"): 1})
            shown.add(db, [(one.branch, one.id, 1)])
            acts.add(db, [Use(row, 1, Act.OPENED, {one.branch: 0.1})], 1)

    engine.store.write(more)
    text = "\n".join(examples().values())
    (home / "daemon.log").write_text(f"started\n{text}\nended\n")
    (home / "daemon.log.1").write_text(text)
    (home / "memory.db.before-schema-1").write_text(text)
    return planted


def test_no_byte_of_any_secret_is_left(engine, home):
    planted = plant_everything(engine, home)
    secrets = hidden()
    assert {kind for kind, name in leaks(home, secrets) if name.startswith("memory.db")} == set(
        secrets
    )

    told = engine.scrubbing.scrub()

    assert leaks(home, secrets) == set()
    assert set(told.memories) == {one.id for one in planted}
    assert set(told.redacted) >= set(secrets) - {"private"}
    assert (told.settled, told.dry_run, told.log_files) == (True, False, 2)
    assert (home / "daemon.log").read_text().startswith("started\n")
    assert (home / "daemon.log").read_text().endswith("ended\n")
    assert not (home / "memory.db.before-schema-1").exists()
    again = engine.scrubbing.scrub()
    assert (again.memories, again.redacted, again.labels, again.log_files) == ((), {}, 0, 0)
    assert again.looked_at == len(planted)


def test_one_among_many_leaves_no_word_in_the_index(engine, home):
    texts = [f"Kettle {n} whistles in tone {n * 7}" for n in range(300)]
    planted = [memory(f"{n:016x}", text) for n, text in enumerate(texts)]
    plant(engine.store, *planted, memory("aaaa0001", f"first {TOKEN}"))
    assert leaks(home, {"token": TOKEN})
    told = engine.scrubbing.scrub()

    assert told.memories == ("aaaa0001",)
    assert leaks(home, {"token": TOKEN}) == set()
    assert kept(engine)[f"{17:016x}"].text == texts[17]


def test_pages_that_were_freed_in_clear_are_gone(engine, home):
    """As by a release, or another program, that did not zero what it freed."""
    path = engine.store.path
    with closing(apsw.Connection(str(path))) as other:
        other.set_busy_timeout(5_000)
        other.pragma("secure_delete", False)
        other.execute("CREATE TABLE scratch (text)")
        text = f"{TOKEN} " * 2_000
        other.executemany("INSERT INTO scratch VALUES (?)", [(text,)] * 20)
        other.execute("DROP TABLE scratch")
    assert leaks(home, {"token": TOKEN})
    engine.scrubbing.scrub()

    assert leaks(home, {"token": TOKEN}) == set()


def test_what_is_derived_from_nothing_goes(engine, home):
    (row,) = plant(engine.store, memory("aaaa0001", f"`src/{TOKEN}.py` is hot."))

    def lose(db):
        db.execute("DELETE FROM mentions")
        db.execute("DELETE FROM entity_counts")
        db.execute("DELETE FROM passages")
        db.execute("UPDATE memories SET text = 'It is hot.', author = '' WHERE row = ?", (row,))

    engine.store.write(lose)
    assert leaks(home, {"token": TOKEN})
    engine.scrubbing.scrub()

    assert leaks(home, {"token": TOKEN}) == set()


def test_what_is_left_agrees_with_itself(engine, home):
    plant_everything(engine, home)
    engine.scrubbing.scrub()
    while engine.meaning.some():
        pass

    assert [one for one in engine.examine().findings if not one.ok and one.check != "privacy"] == []
    status = engine.status()
    assert status.waiting == 0
    assert status.forgotten == len(examples()) // 5 + 1
    assert all("[redacted: " in one.text for one in kept(engine).values())


def test_a_dry_run_tells_the_same_and_changes_nothing(engine, home):
    plant_everything(engine, home)
    before = {name: c for name, c in contents(home).items() if name != "memory.db-shm"}
    told = engine.scrubbing.scrub(dry_run=True)

    assert told.dry_run
    assert {name: c for name, c in contents(home).items() if name != "memory.db-shm"} == before
    done = engine.scrubbing.scrub()
    assert (done.memories, done.redacted, done.labels) == (
        told.memories,
        told.redacted,
        told.labels,
    )


def test_ids_order_and_undo_stay(engine):
    plant(
        engine.store,
        memory("aaaa0001", f"first {TOKEN}", session="s1"),
        memory("aaaa0002", "second, harmless", session="s1"),
        memory("aaaa0003", f"third {TOKEN}", session="s1"),
    )
    engine.forgetting.forget(["aaaa0003"])
    told = engine.scrubbing.scrub()

    assert told.memories == ("aaaa0001", "aaaa0003")
    assert engine.list(EVERYWHERE).total == 2
    (restored,) = engine.forgetting.undo().memories
    assert restored.text == "third [redacted: github personal token]"
    (hit, *_) = engine.recall(Question("third", EVERYWHERE)).hits
    assert hit.memory.id == "aaaa0003"


def test_sessions_that_are_called_the_same_now_stay_in_order(engine):
    first, second = f"of {TOKEN}", f"of {TOKEN[:-4]}Zz9Z"
    plant(
        engine.store,
        memory("aaaa0001", "one", session=first),
        memory("aaaa0002", "two", session=first),
        memory("bbbb0001", "three", session=second),
    )
    told = engine.scrubbing.scrub()

    assert told.labels == 2
    named = {one.origin.session for one in kept(engine).values()}
    assert named == {"of [redacted: github personal token]"}
    with engine.store.reading() as db:
        places = list(db.execute("SELECT id, position FROM memories ORDER BY row"))
    assert places == [("aaaa0001", 1), ("aaaa0002", 2), ("bbbb0001", 3)]


def test_a_folder_named_by_a_secret_is_still_its_project(engine, tmp_path):
    folder = tmp_path / TOKEN
    folder.mkdir()
    plant(engine.store, memory("aaaa0001", "x", project=TOKEN), keys=(f"folder:{folder}",))
    engine.scrubbing.scrub()
    engine.add("known by its folder", place=Place(folder=str(folder)))

    assert engine.status().projects == {"[redacted: github personal token]": 2}


def test_values_are_taken_out_whatever_their_shape(engine, home):
    plant(engine.store, memory("aaaa0001", f"The door: {VALUE}", label=f"to {VALUE}"))
    engine.add(f"again {VALUE}!", tags=[VALUE])
    told = engine.scrubbing.scrub([f" {VALUE} "])

    assert leaks(home, {"value": VALUE}) == set()
    assert told.redacted["given"] >= 5
    assert told.known_values == 1
    assert {one.text for one in kept(engine).values()} == {
        "The door: [redacted: given]",
        "again [redacted: given]!",
    }


@pytest.mark.parametrize("value", ["", "abc", "  abc  ", "\x00\x00ab"])
def test_a_value_too_short_is_refused_and_not_repeated(engine, value):
    with pytest.raises(UsageError) as refused:
        engine.scrubbing.scrub(["long enough", value])

    assert "value 2" in refused.value.message
    assert not value.strip() or value.strip() not in refused.value.message


def test_values_of_env_files_are_taken_out(engine, home, tmp_path):
    folder = tmp_path / "bakery"
    folder.mkdir()
    engine.add(f"The door: {VALUE}", place=Place(folder=str(folder)))
    plant(engine.store, memory("aaaa0001", f"Or {VALUE}", project="b"), keys=(f"folder:{folder}",))
    (folder / ".env").write_text(f"DOOR_CODE={VALUE}")
    told = engine.scrubbing.scrub()

    assert told.redacted == {"dotenv": 2}
    assert leaks(home, {"value": VALUE}) == set()


def test_names_in_the_graph_go_too(engine, home):
    (row,) = plant(engine.store, memory("aaaa0001", "The oven is hot."))
    name = f"door/{VALUE}.py"
    engine.store.write(lambda db: entities.write(db, row, 0, of_memory(f"see `{name}`", "")))
    assert leaks(home, {"value": VALUE})
    engine.scrubbing.scrub([VALUE])

    assert leaks(home, {"value": VALUE}) == set()


def test_what_is_added_meanwhile_is_kept(engine):
    plant(engine.store, *(memory(f"{n:016x}", f"{n} {TOKEN}") for n in range(600)))
    said, added = [], []

    def report(progress):
        said.append(progress)
        adding = threading.Thread(target=lambda: added.append(engine.add(f"m {len(said)}").id))
        adding.start()
        adding.join(10)

    told = engine.scrubbing.scrub(report=report)

    assert len(said) >= 3
    assert len(added) == len(said)
    assert {one.stage for one in said} == {"scrubbing"}
    assert told.looked_at >= 600
    assert set(added) <= set(kept(engine))


def test_interrupted_it_can_be_run_again(engine, home):
    plant(engine.store, *(memory(f"{n:016x}", f"{n} {TOKEN}") for n in range(600)))

    def interrupt(progress):
        if progress.done >= 200:
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        engine.scrubbing.scrub(report=interrupt)
    told = engine.scrubbing.scrub()

    assert len(told.memories) == 400
    assert leaks(home, {"token": TOKEN}) == set()


def test_a_reader_that_stays_is_told(engine, monkeypatch):
    monkeypatch.setattr("slm.store.database.BUSY_MILLISECONDS", 10)
    plant(engine.store, memory("aaaa0001", f"first {TOKEN}"))
    with engine.store.reading() as db:
        assert db.execute("SELECT count(*) FROM memories").get == 1
        told = engine.scrubbing.scrub()

    assert not told.settled
    assert engine.scrubbing.scrub().settled


def test_every_column_of_text_is_known():
    """A new one belongs to LABELS, or to those that hold no text of anybody's."""
    ours = re.compile(r"^\s*(\w+) TEXT\b", re.MULTILINE)
    found = set()
    for step in STEPS:
        for statement in step:
            table = re.search(r"CREATE TABLE (\w+)", statement)
            found |= (
                {f"{table[1]}.{column}" for column in ours.findall(statement)} if table else set()
            )
    cleaned = {f"memories.{name}" for name in ("text", "branch", "author", "source_id", "tags")}
    hashes = {
        "memories.id",
        "tombstones.id",
        "models.fingerprint",
        "shown.memory",
        "project_roots.root",
    }
    enumerated = {
        "memories.kind", "memories.state", "entities.kind", "watches.holds", "watches.asker",
        "unread.format", "files.format", "branches.state", "episodes.channel",
    }  # fmt: skip
    read_again = {"entities.name", "aliases.name"}

    assert found == cleaned | hashes | enumerated | read_again | set(LABELS)


def test_what_was_said_long_ago_stays_so(engine):
    old = memory("aaaa0001", f"first {TOKEN}")
    plant(engine.store, old)
    engine.scrubbing.scrub()

    one = kept(engine)["aaaa0001"]
    assert abs(one.said_at - NOON) < timedelta(seconds=1)
    assert (one.trust, one.strength, one.kind) == (old.trust, old.strength, old.kind)

"""A draft is remembered once, clean, and never against a forgetting."""

from datetime import timedelta

import pytest
from made import NOON, draft

from slm.domain.memory import Draft, Kind, MemoryId, Origin, State
from slm.lifecycle import remember as remembering
from slm.lifecycle.remember import Tally, about, born, index_again, prepare, remember, storable
from slm.store import forgetting, memories, passages, projects

# In the shape of a token, and nobody's.
SECRET = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"[:36]


def write(store, *drafts, project=projects.USER):
    tally = Tally()
    store.write(lambda db: remember(db, [(prepare(one), project) for one in drafts], NOON, tally))
    return tally


def one(store, id_):
    with store.reading() as db:
        (memory,) = memories.by_prefix(db, id_).values()
    return memory


def test_a_draft_becomes_a_memory_with_all_it_says(store):
    origin = Origin("codex", "s1", "ana", "/logs/a.jsonl", "r7")
    said = NOON - timedelta(days=3)
    text = "We bake at 220 degrees."
    write(store, Draft(MemoryId("abcd"), text, Kind.DECISION, origin, said, "main", "", ("oven",)))
    memory = one(store, "abcd")

    assert (memory.text, memory.kind, memory.origin) == (text, Kind.DECISION, origin)
    assert (memory.said_at, memory.learned_at) == (said, NOON)
    assert (memory.branch, memory.tags, memory.state) == ("main", ("oven",), State.ACTIVE)
    assert (memory.trust, memory.strength, memory.uses) == (1.0, remembering.FIRST_STRENGTH, 0)


def test_what_has_no_time_was_said_when_it_was_learned(store):
    write(store, draft("kettle", "abcd", said_at=None))

    assert one(store, "abcd").said_at == NOON


def test_the_same_draft_again_is_known(store):
    first = write(store, draft("kettle"), draft("oven"))
    again = write(store, draft("kettle"), draft("oven"), draft("rack"))

    assert (first.added, first.known) == (2, 0)
    assert (again.added, again.known) == (1, 2)


def test_twice_in_one_batch_is_once(store):
    tally = write(store, draft("kettle"), draft("kettle"))

    assert (tally.added, tally.known) == (1, 1)


@pytest.mark.parametrize("take", [forgetting.forget, forgetting.purge])
def test_what_was_forgotten_stays_forgotten(store, take):
    write(store, draft("kettle", "abcd"))
    store.write(lambda db: take(db, [1], 5))
    tally = write(store, draft("kettle", "abcd"))

    assert (tally.added, tally.known, tally.forgotten) == (0, 0, 1)
    with store.reading() as db:
        assert memories.count(db)[0] == 0
        assert passages.count(db) == (0, 0)


def test_every_passage_is_counted_indexed_and_queued(store):
    tally = write(store, draft("The kettle whistles loudly. " * 100))
    with store.reading() as db:
        assert tally.passages > 1
        assert passages.count(db)[0] == tally.passages
        assert db.execute("SELECT count(*) FROM embed_queue").get == tally.passages
        assert db.execute("SELECT count(*) FROM words_docsize").get == tally.passages


def test_a_secret_never_reaches_the_file(store):
    leaky = Draft(
        MemoryId("abcd"),
        f"the token is {SECRET}",
        Kind.FACT,
        Origin("codex", SECRET, SECRET, f"/logs/{SECRET}.jsonl", SECRET),
        NOON,
        branch=f"try-{SECRET}",
        tags=(SECRET,),
    )
    tally = write(store, leaky)
    content = b"".join(path.read_bytes() for path in store.path.parent.iterdir())

    assert tally.redacted.total() == 1
    assert SECRET.encode() not in content
    assert SECRET.lower().encode() not in content
    assert b"the token is" in content  # the control: this is where it would be


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b", "ab"),
        ("half \ud83e pair", "half ? pair"),
        ("\udcff", "?"),
        ("whole 🫖", "whole 🫖"),
        ("\x01\x1b[31m", "\x01\x1b[31m"),
    ],
)
def test_what_sqlite_cannot_keep_is_left_out(store, text, kept):
    assert storable(text) == kept
    write(store, Draft(MemoryId("abcd"), text + " tail", Kind.FACT, Origin("codex", text, text)))

    assert one(store, "abcd").text == kept + " tail"


def test_beside_the_text_stand_author_day_and_tags():
    memory = born(prepare(draft("kettle", author="Ana", tags=("stove", "copper"))), NOON)

    assert about(memory) == "Ana 1 March 2026 stove copper"


def test_indexing_again_makes_the_same_passages(store):
    write(store, draft("The kettle whistles loudly. " * 100, "abcd"), draft("oven", "bcde"))

    def spans(db):
        return list(db.execute("SELECT memory, start, stop FROM passages ORDER BY memory, start"))

    with store.reading() as db:
        before = spans(db)
    store.write(passages.clear)
    made = store.write(lambda db: index_again(db, [1, 2]))
    with store.reading() as db:
        assert spans(db) == before
        assert made == len(before)

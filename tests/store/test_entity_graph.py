"""Who and what memories are about is kept with them, found by every name, and goes with them."""

from contextlib import closing

import pytest
from made import NOON, draft, keep

from slm.domain.entity import Entity, EntityKind
from slm.engine.checkup import rebuild
from slm.lifecycle import forget
from slm.lifecycle.reading import BATCH, read_some
from slm.store import check, entities, filters, forgetting
from slm.store.database import connect
from slm.store.migrate import migrate
from slm.store.schema import STEPS
from slm.store.store import Store

EVERYWHERE = filters.only(None)
TABLES = ("entities", "aliases", "mentions", "entity_counts")


@pytest.fixture
def filled(store):
    """Four memories in one project, one in another."""
    store.rows = keep(
        store,
        draft("Store.open() in cli/store.go raises ENOENT", author="Ana Ruiz"),
        draft("I told Pavel of Porto", author="Ana Ruiz"),
        draft("I asked Pavel about store.go", said_at=NOON.replace(year=2025)),
        draft("nothing of note"),
        project="bakery",
    )
    store.rows += keep(store, draft("told Pavel of Lisbon"), project="garden")
    return store


def graph(db):
    """Each memory with all that it mentions, whatever the numbers of the rows."""
    return list(
        db.execute(
            """
            SELECT memory, project, kind, name,
                   (SELECT group_concat(name) FROM aliases WHERE aliases.entity = entities.id)
            FROM mentions
            JOIN entities ON entities.id = mentions.entity
            ORDER BY memory, kind, name
            """
        )
    )


def sizes(db):
    return [db.execute(f"SELECT count(*) FROM {table}").get for table in TABLES]


def found(db, name, only=EVERYWHERE, limit=100):
    """The memories that mention anything called so."""
    return [
        memory
        for known in entities.called(db, name, 10)
        for memory in entities.mentioning(db, known.id, only, limit)
    ]


@pytest.mark.parametrize(
    ("name", "memories"),
    [
        ("pavel", [5, 3, 2]),
        ("cli/store.go", [1]),
        ("store.go", [1, 3]),
        ("store.open", [1]),
        ("open", [1]),
        ("enoent", [1]),
        ("ana ruiz", [2, 1]),
        ("ana", [2, 1]),
        ("ruiz", [2, 1]),
        ("bread", []),
    ],
)
def test_memories_are_found_by_every_name_of_what_they_mention(filled, name, memories):
    with filled.reading() as db:
        assert found(db, name) == memories


def test_a_search_keeps_to_its_bounds(filled):
    bakery, garden = 1, 2
    with filled.reading() as db:
        assert found(db, "pavel", filters.only([bakery])) == [3, 2]
        assert found(db, "pavel", filters.only([0, garden])) == [5]
        assert found(db, "pavel", filters.only([0])) == []
        assert found(db, "pavel", filters.only(None, since=NOON)) == [5, 2]
        assert found(db, "pavel", filters.only([bakery], as_of=NOON.replace(month=1))) == [3]
        assert found(db, "pavel", EVERYWHERE, limit=2) == [5, 3]


def test_no_more_rows_are_read_than_are_given_back(filled):
    """The order comes from the index: nothing is sorted."""
    for only in (EVERYWHERE, filters.only([1]), filters.only([0, 1])):
        with filled.reading() as db:
            (known,) = entities.called(db, "pavel", 10)
            plans = []
            db.exec_trace = lambda _, sql, values, plans=plans: plans.append((sql, values)) or True
            entities.mentioning(db, known.id, only, 2)
            db.exec_trace = None
            sql, values = plans[0]
            plan = str(list(db.execute(f"EXPLAIN QUERY PLAN {sql}", values)))
        assert "USING PRIMARY KEY" in plan
        assert "TEMP B-TREE" not in plan


def test_what_memories_mention_is_told_for_many_at_once(filled):
    with filled.reading() as db:
        (pavel,) = entities.called(db, "pavel", 10)
        (porto,) = entities.called(db, "porto", 10)

        assert {(2, porto.id), (2, pavel.id), (3, pavel.id)} < {*entities.mentioned(db, [2, 3, 4])}
        assert entities.mentioned(db, [4]) == []


def test_names_are_counted_no_further_than_asked(filled):
    with filled.reading() as db:
        (pavel,) = entities.called(db, "pavel", 10)

        assert entities.count_mentioning(db, pavel.id, EVERYWHERE, 100) == 3
        assert entities.count_mentioning(db, pavel.id, EVERYWHERE, 2) == 2
        assert entities.count_mentioning(db, pavel.id, filters.only([0, 2]), 100) == 1
        assert entities.count_memories(db, EVERYWHERE, 100) == 5
        assert entities.count_memories(db, filters.only([1]), 100) == 4
        assert entities.count_memories(db, filters.only([1]), 3) == 3


def test_of_namesakes_the_same_come_however_late_each_was_read(store):
    keep(store, draft("it is in shop/store.go"), draft("it is in bakery/store.go"))
    with store.reading() as db:
        (first,), both = (entities.called(db, "store.go", limit) for limit in (1, 9))

    assert [known.entity.name for known in both] == ["bakery/store.go", "shop/store.go"]
    assert first.entity.name == "bakery/store.go"


def test_the_same_name_of_another_kind_is_another_entity(store):
    keep(store, draft("I asked Pavel"), draft("the boat is called Pavel"))
    with store.reading() as db:
        kinds = {known.entity for known in entities.called(db, "pavel", 10)}

    assert kinds == {Entity(EntityKind.PERSON, "pavel"), Entity(EntityKind.THING, "pavel")}


def test_the_author_is_mentioned_with_its_secrets_taken_out(store):
    keep(store, draft("bread", author="Ana"), draft("rye", author="user"))
    with store.reading() as db:
        assert graph(db) == [(1, 0, "person", "ana", None)]


def test_what_is_forgotten_goes_and_comes_back_whole(filled):
    with filled.reading() as db:
        before = graph(db)
    filled.write(lambda db: forgetting.forget(db, filled.rows, 1))
    with filled.reading() as db:
        assert sizes(db) == [0, 0, 0, 0]
        assert check.disagreements(db) == {}
    filled.write(lambda db: forget.bring_back(db, filled.rows))
    with filled.reading() as db:
        assert graph(db) == before
        assert check.disagreements(db) == {}


def test_what_others_mention_stays(filled):
    filled.write(lambda db: forgetting.purge(db, filled.rows[:2], 1))
    with filled.reading() as db:
        assert found(db, "pavel") == [5, 3]
        assert found(db, "porto") == found(db, "ana") == []
        assert check.disagreements(db) == {}
        assert check.damage(db) == []


def test_a_purge_leaves_no_name_in_the_files_bytes(filled):
    rows = keep(filled, draft("saw Quetzalcoatlus in tri/cera/tops.go", "x", author="Stego"))
    filled.write(lambda db: forgetting.purge(db, rows, 20))
    assert filled.settle()
    content = b"".join(path.read_bytes() for path in filled.path.parent.iterdir()).lower()

    assert b"pavel" in content
    assert [name for name in (b"quetzal", b"tops.go", b"stego") if name in content] == []


def test_a_rebuild_makes_the_same_graph(filled):
    with filled.reading() as db:
        before = graph(db)
    filled.write(lambda db: db.execute("DELETE FROM mentions WHERE memory < 4"))
    rebuild(filled, lambda _: None)
    with filled.reading() as db:
        assert graph(db) == before
        assert check.disagreements(db) == {}


DAMAGE = {
    "memories never read for entities": "DELETE FROM entity_counts WHERE memory = 4",
    "memories with other mentions than were found": "DELETE FROM mentions WHERE memory = 3",
    "mentions of forgotten memories, or of another project's": (
        "UPDATE mentions SET project = 9"
        " WHERE memory = 5 AND entity = (SELECT max(id) FROM entities)"
    ),
    "entities nobody mentions": "INSERT INTO entities (name, kind) VALUES ('ghost', 'thing')",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_to_the_graph_is_counted_and_mended(filled, name):
    filled.write(lambda db: db.execute(DAMAGE[name]))
    with filled.reading() as db:
        assert check.disagreements(db)[name] == 1
    rebuild(filled, lambda _: None)
    with filled.reading() as db:
        assert check.disagreements(db) == {}


@pytest.fixture
def old(tmp_path):
    """A file with schema 1 and more memories than are read at a time."""
    path = tmp_path / "memory.db"
    with closing(connect(path, writable=True)) as db:
        migrate(db, path, STEPS[:1])
        with db:
            db.execute("INSERT INTO origins VALUES (1, 'hand', '', '')")
            for row in range(1, BATCH + 6):
                state = "forgotten" if row == 3 else "active"
                db.execute(
                    "INSERT INTO memories VALUES (?, ?, 'I asked Pavel', 1, 'fact', 0, '', 1,"
                    " 'Ana', '', ?, 0, 0, NULL, NULL, '[]', 1, 1, NULL, 0, ?, NULL, NULL)",
                    (row, f"id{row}", row, state),
                )
    return path


def test_memories_of_an_older_file_are_read_little_by_little(old):
    store = Store(old)
    with store.reading() as db:
        assert entities.count_waiting(db) == BATCH + 4
        assert "memories never read for entities" not in check.disagreements(db)
    assert read_some(store) == BATCH
    store.close()  # the daemon may end at any time

    store = Store(old)
    assert [read_some(store), read_some(store)] == [4, 0]
    with store.reading() as db:
        assert sizes(db) == [2, 0, 2 * (BATCH + 4), BATCH + 4]
        assert found(db, "pavel", limit=2) == [BATCH + 5, BATCH + 4]
        assert "memories with other mentions than were found" not in check.disagreements(db)
    store.close()


def test_what_is_forgotten_while_it_is_read_is_left_out(old):
    store = Store(old)
    with store.reading() as db:
        batch = entities.waiting(db, 3)
    read = [(one, (Entity(EntityKind.THING, "porto"),)) for one in batch]
    store.write(lambda db: forgetting.forget(db, [batch[0].memory], 1))
    store.write(lambda db: entities.add_read(db, read))
    with store.reading() as db:
        assert found(db, "porto") == [one.memory for one in batch[1:]]
        assert entities.count_waiting(db) == BATCH + 1
    store.close()

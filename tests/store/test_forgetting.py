"""What is forgotten is nowhere found and comes back whole; what is purged is nowhere at all."""

import pytest
from fakes import HashEmbedder
from made import draft, embed, keep, passage_texts

from slm.embed.codecs import to_bits, to_int4
from slm.embed.tokens import to_code
from slm.store import bits, check, filters, forgetting, fulltext, memories

RARE = "quetzalcoatlus"
AUTHOR, TAG, SESSION = "ankylosaurusauthor", "triceratopstag", "stegosaurussession"


@pytest.fixture
def filled(store):
    """Sixty memories in every index, one of them with words found nowhere else."""
    rows = keep(store, *(draft(f"the kettle {number}") for number in range(60)))
    rare = f"{RARE} flew over the {RARE}"
    rows += keep(store, draft(rare, "rare", author=AUTHOR, tags=(TAG,), session=SESSION))
    embed(store, HashEmbedder())
    store.rows = rows
    return store


def derived(db):
    return {
        table: db.execute(f"SELECT count(*) FROM {table}").get
        for table in ("passages", "words_docsize", "vectors", "bits", "token_codes", "embed_queue")
    }


def words_in_files(store):
    """Which of the rare words stand in the raw bytes of any file in the store's folder."""
    content = b"".join(path.read_bytes() for path in sorted(store.path.parent.iterdir())).lower()
    return [word for word in ("quetzalcoatlu", AUTHOR, TAG, SESSION) if word.encode() in content]


def test_what_is_forgotten_is_out_of_every_index(filled):
    filled.write(lambda db: forgetting.forget(db, filled.rows, 1))
    with filled.reading() as db:
        assert derived(db) == dict.fromkeys(derived(db), 0)
        assert memories.count(db) == (0, 61)
        assert check.disagreements(db) == {}


def test_a_forgetting_is_undone_whole_and_alone(filled):
    filled.write(lambda db: forgetting.forget(db, filled.rows[:2], 10))
    filled.write(lambda db: forgetting.forget(db, filled.rows[2:5], 20))
    with filled.reading() as db:
        assert forgetting.last_forgotten(db) == filled.rows[2:5]
    filled.write(lambda db: forgetting.bring_back(db, filled.rows[2:5]))
    with filled.reading() as db:
        assert forgetting.last_forgotten(db) == filled.rows[:2]
        assert memories.count(db) == (59, 2)


def test_with_nothing_forgotten_there_is_nothing_to_undo(filled):
    with filled.reading() as db:
        assert forgetting.last_forgotten(db) == []


def test_what_was_forgotten_long_ago_is_told_by_its_moment(filled):
    filled.write(lambda db: forgetting.forget(db, filled.rows[:2], 10))
    filled.write(lambda db: forgetting.forget(db, filled.rows[2:4], 20))
    with filled.reading() as db:
        assert forgetting.forgotten_before(db, 10) == []
        assert forgetting.forgotten_before(db, 11) == filled.rows[:2]


def test_the_planted_words_can_be_seen_at_all(filled):
    """The control of the test below: it looks where the words would be."""
    assert words_in_files(filled) == ["quetzalcoatlu", AUTHOR, TAG, SESSION]


@pytest.mark.parametrize("before", ["nothing", "settle", "forget", "forget and settle"])
def test_a_purge_leaves_no_word_in_the_files_bytes(filled, before):
    if "forget" in before:
        filled.write(lambda db: forgetting.forget(db, filled.rows[-1:], 10))
    if "settle" in before:
        assert filled.settle()
    filled.write(lambda db: forgetting.purge(db, filled.rows[-1:], 20))
    assert filled.settle()

    assert words_in_files(filled) == []
    with filled.reading() as db:
        assert memories.standing(db, "rare") == "forgotten"
        assert check.damage(db) == []
        assert check.disagreements(db) == {}


def test_a_purge_leaves_no_vector_in_the_files_bytes(filled):
    reading = HashEmbedder().read(f"[1 March 2026] {AUTHOR}: {RARE} flew over the {RARE}")
    author = to_code(reading.tokens[3:4])
    codes = (to_bits(reading.vector), to_int4(reading.vector), author)
    before = filled.path.with_name("memory.db-wal").read_bytes() + filled.path.read_bytes()
    filled.write(lambda db: forgetting.purge(db, filled.rows[-1:], 20))
    assert filled.settle()
    after = b"".join(path.read_bytes() for path in filled.path.parent.iterdir())

    assert [code in before for code in codes] == [True, True, True]
    assert [code in after for code in codes] == [False, False, False]


def test_a_purge_after_many_others_leaves_no_word(filled):
    """The index then has several levels of segments, and tombstones in each."""
    for number in range(30):
        keep(filled, *(draft(f"{RARE} {number}.{one}", f"{number}.{one}") for one in range(5)))
    with filled.reading() as db:
        rows = [row for (row,) in db.execute("SELECT row FROM memories WHERE text LIKE '%quetz%'")]
    assert len(rows) == 151
    for start in range(0, 150, 50):
        filled.write(lambda db, start=start: forgetting.forget(db, rows[start : start + 50], start))
    filled.write(lambda db: forgetting.purge(db, rows, 20))
    assert filled.settle()

    assert words_in_files(filled) == []


@pytest.mark.slow  # as long as settling waits for readers
def test_settling_says_when_a_reader_keeps_the_journal(filled):
    with filled.reading() as db:
        memories.count(db)
        filled.write(lambda db: forgetting.purge(db, filled.rows[-1:], 20))
        assert filled.settle() is False
    assert filled.settle() is True
    assert words_in_files(filled) == []


def test_a_purge_spoils_no_others_search(filled):
    filled.write(lambda db: forgetting.purge(db, filled.rows[:30], 20))
    asked = to_bits(HashEmbedder().encode("the kettle 40"))
    with filled.reading() as db:
        assert len(fulltext.search(db, {"kettle": 30}, filters.only(None), 99)) == 30
        near = bits.nearest(db, asked, filters.only([0]), 99)
        assert passage_texts(db, [near[0][0]]) == {near[0][0]: "the kettle 40"}
        assert len(near) == 31

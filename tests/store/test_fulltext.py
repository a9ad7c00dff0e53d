"""Any text may be asked for; identifiers are found by their parts; projects keep apart."""

from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made import draft, keep, passage_texts

from slm.recall.asked import content_words
from slm.store import filters, fulltext, passages, projects
from slm.store.store import Store

EVERYWHERE = filters.only(None)


@contextmanager
def opened(path):
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(scope="module")
def bakery(tmp_path_factory):
    """Three memories that many queries are put to."""
    with opened(tmp_path_factory.mktemp("bakery") / "memory.db") as store:
        keep(
            store,
            draft('He said "never" to parseHTTPResponse2 and NEAR(the oven)'),
            draft("snake_case_name, path/to/file.py, v1.2.3-beta"),
            draft("crème brûlée wird überbacken; 雪の結晶"),
        )
        yield store


def found(store, *phrases, only=EVERYWHERE):
    """The ids of memories whose passages a search finds, best first."""
    with store.reading() as db:
        return [
            db.execute(
                "SELECT id FROM memories JOIN passages ON memory = memories.row"
                " WHERE passages.row = ?",
                (row,),
            ).get
            for row, _ in fulltext.search(db, dict.fromkeys(phrases, 1), only, 50)
        ]


@given(st.lists(st.text(), max_size=4))
@example(['"'])
@example(["NEAR(", "AND", "OR NOT"])
@example(["col:x", "scope : p0", "{body}", "^a", "a*", "-", "+"])
@example(["\x00", "a\x00b"])
@example(["\ud800"])
@settings(deadline=None, max_examples=300)
def test_no_text_is_a_bad_query(bakery, phrases):
    with bakery.reading() as db:
        clean = [phrase.encode("utf-8", "replace").decode() for phrase in phrases]
        assert isinstance(fulltext.search(db, dict.fromkeys(clean, 2000), EVERYWHERE, 1), list)


@given(st.text())
@settings(deadline=None, max_examples=300)
def test_every_word_of_a_question_has_stems_and_counts(bakery, text):
    with bakery.reading() as db:
        for word in content_words(text):
            stems = fulltext.stem(db, word)
            assert set(fulltext.frequencies(db, stems)) == set(stems)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
@settings(deadline=None, max_examples=60)
def test_a_word_is_found_as_it_was_written(tmp_path_factory, word):
    with opened(tmp_path_factory.mktemp("one") / "memory.db") as store:
        keep(store, draft(f"about {word} once"))
        with store.reading() as db:
            stems = fulltext.stem(db, word)
        assert found(store, word) or not stems


@pytest.mark.parametrize(
    "asked", ["parse", "http", "response", "Response", "parsehttpresponse2", "parseHTTPResponse2"]
)
def test_camel_case_is_found_whole_and_by_its_parts(bakery, asked):
    assert found(bakery, asked) == ['id-He said "never" to parseHTTPResponse2 and NEAR(the oven)']


@pytest.mark.parametrize(
    "asked", ["snake", "case", "snake_case_name", "file.py", "path/to", "beta"]
)
def test_snake_case_and_paths_are_found_whole_and_by_their_parts(bakery, asked):
    assert found(bakery, asked) == ["id-snake_case_name, path/to/file.py, v1.2.3-beta"]


@pytest.mark.parametrize("asked", ["creme", "crème", "BRULEE", "uberbacken"])
def test_accents_and_capitals_do_not_matter(bakery, asked):
    assert found(bakery, asked) == ["id-crème brûlée wird überbacken; 雪の結晶"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("parseHTTPResponse2", ["parse", "HTTP", "Response"]),
        ("getUserById", ["get", "User", "By", "Id"]),
        ("XMLHttpRequest", ["XML", "Http", "Request"]),
        ("oven", ["oven"]),
        ("x", []),
        ("sha256sum", ["sha", "256", "sum"]),
    ],
)
def test_identifiers_split_at_capitals_and_digits(word, parts):
    assert fulltext.split_identifier(word) == parts


def test_a_text_without_mixed_words_is_indexed_as_it_is():
    assert fulltext.searchable("plain words only") == "plain words only"


def test_a_search_keeps_to_its_projects(store):
    keep(store, draft("the kettle here", "a"), project="bakery")
    keep(store, draft("the kettle there", "b"), project="garden")
    keep(store, draft("the kettle of mine", "c"))
    with store.reading() as db:
        bakery, garden = (projects.by_name(db, name) for name in ("bakery", "garden"))

    assert sorted(found(store, "kettle")) == ["a", "b", "c"]
    assert found(store, "kettle", only=filters.only([bakery])) == ["a"]
    assert sorted(found(store, "kettle", only=filters.only([garden, projects.USER]))) == ["b", "c"]
    assert found(store, "kettle", only=filters.only([999])) == []


def test_a_projects_number_is_no_word_to_be_found(store):
    keep(store, draft("the kettle"), project="bakery")

    assert found(store, "p1") == []


def test_author_date_and_tags_are_searched_too(store):
    keep(store, draft("the kettle", "a", author="Ana", tags=("copper", "stove")))

    assert [found(store, word) for word in ("ana", "march", "2026", "copper")] == [["a"]] * 4


def test_equal_weights_come_in_the_order_they_were_learned(store):
    names = [f"m{number}" for number in range(20)]
    keep(store, *(draft(f"kettle {name}", name) for name in names))

    assert found(store, "kettle") == names


def test_what_is_removed_is_not_counted(store):
    rows = keep(store, *(draft(f"kettle {number}") for number in range(30)))

    def drop(db):
        fulltext.remove(db, [row for (row,) in db.execute(
            "SELECT row FROM passages WHERE memory < ?", (rows[25],))])  # fmt: skip

    store.write(drop)
    with store.reading() as db:
        assert fulltext.frequencies(db, ["kettl", "nothing"]) == {"kettl": 5, "nothing": 0}


def test_the_indexs_own_count_is_that_of_the_passages(store):
    counts = []

    def count():
        with store.reading() as db:
            counts.append((fulltext.size(db), db.execute("SELECT count(*) FROM passages").get))

    count()
    rows = keep(store, *(draft(f"kettle {number}") for number in range(300)))
    count()
    store.write(lambda db: [passages.remove(db, row) for row in rows[:172]])
    count()
    store.write(passages.clear)
    count()

    assert counts == [(0, 0), (300, 300), (128, 128), (0, 0)]


def test_a_word_in_every_date_is_as_common_as_one_in_every_text(store):
    keep(store, *(draft(f"kettle {number}") for number in range(30)))
    with store.reading() as db:
        assert fulltext.frequencies(db, ["march", "kettl"]) == {"march": 30, "kettl": 30}


def test_projects_are_kept_apart_alike_however_much_of_the_store_they_hold(store):
    """By their own tokens where they hold little, by those of all others where they hold much."""
    for name, count in (("bakery", 40), ("garden", 5), ("attic", 2)):
        keep(
            store, *(draft(f"kettle {name} {n}", f"{name}{n}") for n in range(count)), project=name
        )
    with store.reading() as db:
        ids = {name: projects.by_name(db, name) for name in ("bakery", "garden", "attic")}
    held = {name: {f"{name}{n}" for n in range(count)} for name, count in
            (("bakery", 40), ("garden", 5), ("attic", 2))}  # fmt: skip

    for names in (["bakery"], ["garden"], ["garden", "attic"], ["bakery", "attic"], [*ids]):
        only = filters.only([projects.USER, *(ids[name] for name in names)])
        assert set(found(store, "kettle", only=only)) == set().union(*map(held.get, names))


def test_of_equal_weights_all_come_or_none(store):
    keep(store, *(draft(f"the kettle {'x ' * (number % 3)}", f"{number}") for number in range(90)))
    with store.reading() as db:
        ten = fulltext.search(db, {"kettle": 90}, EVERYWHERE, 10)
        twenty_five = fulltext.search(db, {"kettle": 90}, EVERYWHERE, 6)

    assert [len(ten), len({weight for _, weight in ten})] == [30, 1]
    # Thirty weigh the same, and only thirty may come: those learned first.
    assert [row for row, _ in twenty_five] == [row for row, _ in ten]


def test_of_common_words_those_that_hold_two_come_as_if_all_had_been_weighed(store):
    words = ["kettle", "oven", "flour", "yeast"]
    drawn = np.random.RandomState(5)
    keep(store, *(draft(f"{number} {' '.join(drawn.choice(words, 2))}") for number in range(400)),
         draft("quince oven"))  # fmt: skip
    counts = {"quince": 1, **dict.fromkeys(words, 200)}
    with store.reading() as db:
        every = fulltext.search(db, dict.fromkeys(counts, 0), EVERYWHERE, 10)
        likely = fulltext.search(db, counts, EVERYWHERE, 10)
        texts = passage_texts(db, [row for row, _ in likely])

    assert likely == every
    assert texts[likely[0][0]] == "quince oven"


def test_where_few_hold_two_common_words_the_others_come_too(store):
    keep(store, *(draft(f"{('kettle', 'oven')[number % 2]} {number}") for number in range(60)))
    with store.reading() as db:
        assert len(fulltext.search(db, {"kettle": 3000, "oven": 3000}, EVERYWHERE, 60)) == 60

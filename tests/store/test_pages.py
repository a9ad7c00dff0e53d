"""Pages together hold every memory once, in the order in which they were learned."""

from made import draft, keep

from slm.store import forgetting, pages, projects


def walk(store, places=None, **bounds):
    """Every page of `places`, as texts."""
    found, after = [], 0
    with store.reading() as db:
        while True:
            memories, after = pages.page(db, places, after, **bounds)
            found.append([memory.text for memory in memories])
            if not after:
                return found


def test_pages_hold_every_memory_once_and_in_order(store):
    texts = [f"the kettle {number}" for number in range(7)]
    keep(store, *map(draft, texts))

    assert walk(store, most=3) == [texts[:3], texts[3:6], texts[6:]]


def test_a_page_ends_before_it_grows_too_large_but_is_never_empty(store):
    texts = ["a long story about a kettle", "short", "brief", "another long story"]
    keep(store, *map(draft, texts))

    assert walk(store, characters=12) == [texts[:1], texts[1:3], texts[3:]]


def test_a_page_of_a_full_store_s_last_memories_is_the_last(store):
    keep(store, draft("one"), draft("two"))

    assert walk(store, most=2) == [["one", "two"]]


def test_pages_keep_to_the_projects_that_are_asked_for(store):
    keep(store, draft("mine"))
    keep(store, draft("theirs"), project="bakery")
    with store.reading() as db:
        bakery = projects.by_name(db, "bakery")

    assert walk(store, (bakery,)) == [["theirs"]]
    assert walk(store, (0, bakery)) == [["mine", "theirs"]]
    assert walk(store, ()) == [[]]


def test_what_was_forgotten_is_on_no_page(store):
    _, gone = keep(store, draft("kept"), draft("gone"))
    store.write(lambda db: forgetting.forget(db, [gone], 1))

    assert walk(store) == [["kept"]]

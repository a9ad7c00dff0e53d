"""What a question names is found where it is mentioned, and what stands beside it a hop away."""

import pytest
from made import NOON, draft, keep

from slm.domain.memory import Kind
from slm.recall.asked import Asked, content_words, mentions
from slm.recall.channels import entity
from slm.recall.channels.entity import DECAY, ByEntity
from slm.store import filters, forgetting, memories
from slm.store.store import Store

EVERYWHERE = filters.only(None)
FILLER = [f"the oven numbered {number} is warm" for number in range(60)]
DIALOGUE = (
    ("Ana", "I met Pavel in Porto."),
    ("Ben", "Nice, what did he say?"),
    ("Ana", "He told Ilse to bring the Kestrel along."),
    ("Ben", "The Kestrel is in Vik now."),
    ("Ben", "I asked Pavel about bread."),
    ("Ben", "We sailed along the Long Fjord."),
)
CODE = (
    "Store.open() in cli/store.go raises ENOENT",
    "the fix of `store.go` is in parseHeader",
    "lib/store.go is generated",
    "pip install numpy==1.26",
    "HTTP 404 from the kettle",
)


def asked(text, only=EVERYWHERE):
    return Asked(content_words(text), only, mentions=mentions(text))


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory):
    """A talk of two, in a project of other things."""
    store = Store(tmp_path_factory.mktemp("dialogue") / "memory.db")
    lines = [draft(text, author=author) for author, text in DIALOGUE]
    keep(store, *lines, *map(draft, FILLER), project="talk")
    yield store
    store.close()


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    """What was said of a program."""
    store = Store(tmp_path_factory.mktemp("code") / "memory.db")
    keep(store, *map(draft, (*CODE, *FILLER)), project="program")
    yield store
    store.close()


def search(store, text, only=EVERYWHERE, limit=50, channel=None):
    """The memories found, by the number of the line they stand on, with their scores."""
    with store.reading() as db:
        found = (channel or ByEntity()).search(db, asked(text, only), limit)
        rows = {passage: sketch.row for passage, sketch in memories.sketches(db, [*found])}
    return {rows[passage] - 1: score for passage, score in found.items()}


def direct(found):
    """Those that mention most of what is named."""
    return sorted(line for line, score in found.items() if score == max(found.values()))


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Where did Ana meet Pavel?", [0]),
        ("what does pavel think", [0, 4]),
        ("Who has the Kestrel?", [2, 3]),
        ("kestrel", [2, 3]),
        ("how long is the fjord?", []),
        ("Is it far to the Long Fjord?", [5]),
        ("Has Ana been to Porto?", [0]),
    ],
)
def test_people_and_things_are_found_as_they_are_asked_for(dialogue, question, lines):
    assert direct(search(dialogue, question)) == lines


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("what is wrong with store.go?", [0, 1, 2]),
        ("what is wrong with cli/store.go?", [0, 1]),
        ("who calls open()?", [0]),
        ("why does Store.open fail?", [0]),
        ("is it still open?", []),
        ("the fix of parse_header", [1]),
        ("enoent again", [0]),
        ("why 404?", [4]),
        ("which NumPy do we pin", [3]),
    ],
)
def test_files_symbols_and_errors_are_found_however_written(code, question, lines):
    assert direct(search(code, question)) == lines


def test_a_rarer_name_weighs_more(dialogue):
    found = search(dialogue, "Pavel in Vik?")

    assert 1 > found[3] > found[0] > 0


def test_a_name_nobody_ever_mentioned_takes_from_the_others_scores(dialogue):
    alone = max(search(dialogue, "Did Pavel leave?").values())

    assert max(search(dialogue, "Did Pavel meet Zebedee?").values()) < alone
    assert search(dialogue, "Did Zebedee call?") == {}


def test_who_is_everywhere_tells_little_even_if_asked_about_alone(dialogue):
    common, rare = search(dialogue, "What did Ana do?"), search(dialogue, "What did Ilse do?")

    assert max(common.values()) < 0.9
    assert max(rare.values()) == 1


def test_a_hop_leads_to_what_stands_beside(dialogue):
    """Ilse is mentioned with the Kestrel, the Kestrel in Vik."""
    found = search(dialogue, "What of Ilse?")

    assert found[2] == 1
    assert 0 < found[3] <= DECAY


def test_two_hops_lead_further_and_weigh_less(store):
    chain = ("Ilse has the Kestrel", "in Vik is the Kestrel", "near Vik is Hamar", "by Hamar is Ro")
    keep(store, *map(draft, (f"so {text}" for text in chain)), *map(draft, FILLER))
    found = search(store, "What of Ilse?")

    assert found[0] == 1
    assert [*found] == [0, 1, 2]
    assert found[1] <= DECAY
    assert found[2] <= DECAY * found[1]


def test_what_stands_beside_everything_leads_nowhere(store):
    everywhere = [f"so Vik has oven {number}" for number in range(40)]
    keep(store, draft("so Ilse is in Vik"), *map(draft, everywhere))

    assert direct(search(store, "What of Ilse?")) == [0]
    assert len(search(store, "What of Ilse?")) == 1


def test_what_stands_beside_no_more_often_than_by_chance_leads_nowhere(store):
    """Every other line is of Ro, whoever else is on it."""
    for number in range(24):
        who, what = ("Ilse", "Vik")[number % 2], ("Ro", "Xi")[number // 2 % 2]
        keep(store, draft(f"so {who} has {what} at {number}"))
    found = search(store, "What of Ilse?")

    assert direct(found) == [*range(0, 24, 2)]
    assert len(found) == 12


def test_a_search_keeps_to_its_bounds(store):
    keep(store, draft("so Pavel bakes", said_at=NOON.replace(year=2024)), project="bakery")
    keep(store, draft("so Pavel sings", kind=Kind.DECISION), project="choir")
    gone = keep(store, draft("so Pavel left"), project="choir")
    keep(store, draft("so Pavel is tall"))
    store.write(lambda db: forgetting.forget(db, gone, 1))

    assert sorted(search(store, "Pavel")) == [0, 1, 3]
    assert sorted(search(store, "Pavel", filters.only([1]))) == [0]
    assert sorted(search(store, "Pavel", filters.only([0, 2]))) == [1, 3]
    assert sorted(search(store, "Pavel", filters.only(None, kinds=[Kind.DECISION]))) == [1]
    assert sorted(search(store, "Pavel", filters.only(None, since=NOON))) == [1, 3]
    early = filters.only(None, as_of=NOON.replace(year=2025))
    assert sorted(search(store, "Pavel", early)) == [0]


def test_a_hop_keeps_to_the_bounds_too(store):
    keep(store, draft("so Ilse has the Kestrel"), project="talk")
    keep(store, draft("so Vik has the Kestrel"), project="garden")
    keep(store, draft("so Ro has the Kestrel", said_at=NOON.replace(year=2024)), project="talk")
    keep(store, draft("so Xi has the Kestrel"), *map(draft, FILLER), project="talk")

    assert sorted(search(store, "Ilse", filters.only([1], since=NOON))) == [0, 3]


def test_a_score_given_later_is_the_one_of_the_search(dialogue):
    channel = ByEntity()
    question = asked("Where did Ana and Ilse meet Pavel?")
    with dialogue.reading() as db:
        found = channel.search(db, question, 50)
        assert channel.score(db, question, [*found]) == found
        assert ByEntity().score(db, question, [*found]) == found  # without the search before
        assert channel.score(db, question, [30, 31]) == {30: 0.0, 31: 0.0}
        assert channel.score(db, asked("nobody"), [*found]) == {}


def test_of_a_common_name_those_beyond_the_listed_are_scored_when_others_find_them(
    store, monkeypatch
):
    monkeypatch.setattr(entity, "MOST_LISTED", 5)
    keep(store, *(draft(f"so Pavel has oven {number}") for number in range(12)))
    channel = ByEntity()
    question = asked("What of Pavel?")
    with store.reading() as db:
        assert len(channel.search(db, question, 50)) == 5
        assert len(set(channel.score(db, question, range(1, 13)).values()) - {0.0}) == 1
        assert len(channel.score(db, question, range(1, 13))) == 12


def test_scores_lie_between_0_and_1_best_first(dialogue):
    for question in ("Ana", "Ana and Ben of Pavel, Ilse and the Kestrel in Vik or Porto"):
        scores = [*search(dialogue, question).values()]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_the_same_question_has_the_same_answer(dialogue):
    question = "Where did Ana and Ilse meet Pavel?"

    assert [*search(dialogue, question).items()] == [*search(dialogue, question).items()]


@pytest.mark.parametrize("question", ["", "?", "it", "the and of", "x" * 5000, "Zebedee " * 500])
def test_a_question_that_names_nothing_is_no_trouble(dialogue, question):
    assert search(dialogue, question) == {}


def test_of_a_long_question_its_beginning_and_its_end_are_read():
    text = "ask Ana " + "word " * 100_000 + " of Pavel"

    assert [one.name for one in mentions(text)] == ["ana", "pavel"]


def count_rows(db, work):
    """How many rows SQLite gives to Python meanwhile."""
    rows = 0

    def trace(_, row):
        nonlocal rows
        rows += 1
        return row

    db.row_trace = trace
    work()
    db.row_trace = None
    return rows


def test_so_many_rows_are_read_at_most_however_large_the_store_is(store):
    """Three names that everybody mentions, each beside hundreds that few do."""

    def fill(db):
        db.execute("INSERT INTO origins VALUES (1, 'hand', '', '')")
        db.executemany(
            "INSERT INTO memories VALUES (?, ?, '', 1, 'fact', 0, '', 1, '', '', ?, 0, 0, NULL,"
            " NULL, '[]', 1, 1, NULL, 0, 'active', NULL, NULL)",
            ((row, str(row), row) for row in range(1, 20_001)),
        )
        db.executemany(
            "INSERT INTO entities VALUES (?, ?, 'thing')",
            ((id_, f"n{id_}") for id_ in range(2_000)),
        )
        db.executemany(
            "INSERT INTO mentions VALUES (?, 0, ?)",
            ((id_, row) for row in range(1, 20_001)
             for id_ in {row % 3, *(3 + row * step % 1_997 for step in (1, 5, 7, 11))}),
        )  # fmt: skip

    store.write(fill)
    channel = ByEntity()
    question = asked("n0 n1 n2 n77", filters.only([0]))
    with store.reading() as db:
        found = count_rows(db, lambda: channel.search(db, question, 200))
        scored = count_rows(db, lambda: channel.score(db, question, range(400)))

    assert 0 < found < 8_000
    assert scored < 3_000

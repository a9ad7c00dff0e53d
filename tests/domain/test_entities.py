"""What people and programmers name is found, what only looks like a name is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm.domain.entities import MOST, Entity, EntityKind, find, of_memory
from slm.domain.entity import aliases, entity, fold

DIALOGUE = {
    "Hey Marta! Thanks, Ilse! How was it?": set(),  # spoken to, not of
    "We moved to Lisbon with Pavel last May.": {"thing lisbon", "thing pavel"},
    "I told Pavel that on Monday Grandpa's dog ran off.": {"person pavel", "thing grandpa"},
    "That's great news, Ilse!": set(),
    "She lives in Porto, Portugal!": {"thing porto", "thing portugal"},
    "Marta's sister Ilse said yes.": {"person ilse"},
    "Kites are fun. Wow, really? Great!": set(),
    "Kites are fun.\nSo I bought Kites by post.": {"thing kites"},
    "New York was cold, the Black Forest colder.": {"thing new york", "thing black forest"},
    "Dr. Okonkwo and Anne-Marie O'Neill met there.": {
        "person okonkwo",
        "person anne-marie o'neill",
    },
    "I\u2019m sure it\u2019s Ilse\u2019s, isn\u2019t it? Don\u2019t ask.": {"thing ilse"},
    "It says Copper Kettles Whistle Louder Songs on the cover.": set(),
    "It is OK, I THINK. NASA and the EU agreed in March.": set(),
    "Pack for 1. Norway 2. Iceland": set(),
    "\u2705 Complete \u2192 Modify | Kites | [x] Verified (Maybe)": set(),
    "The kite is Kite to him; we flew to Porto": {"thing porto"},
    "On Tuesday \u017do\u0159ka sang in \u00d6rebro.": {
        "thing \u017eo\u0159ka",
        "thing \u00f6rebro",
    },
}
CODE = {
    "See `./cli/store.go:42` and cli\\load.go.": {"file cli/store.go", "file cli/load.go"},
    "Store.open() calls self.read_rows, not parseHeader(x).": {
        "symbol store.open",
        "symbol readrows",
        "symbol parseheader",
    },
    "`kettle::Boiler::heat` panics": {"symbol kettle.boiler.heat"},
    "it raised teapot.errors.LidError, then TypeError": {"error liderror", "error typeerror"},
    "rustc says error[E0382]; node says ECONNREFUSED": {"error e0382", "error econnrefused"},
    "HTTP 404 at first, later a 503 error, exit code 137": {
        "error 404",
        "error 503",
        "error 137",
    },
    "NewLidError() and TestLidError": {"symbol newliderror", "symbol testliderror"},
    'from "enabled" to "disabled"': set(),
    "there are 404 kettles and 500 lids": set(),
    "pip install -U numpy==1.26 Kettle_Lib and run it": {"package numpy", "package kettle-lib"},
    "from teapot.lid import Lid\nimport spout as s": {
        "package teapot",
        "package spout",
        "thing lid",
    },
    "const x = require('@tea/pot/lid'); import y from \"express\"": {
        "package @tea/pot",
        "package express",
    },
    "bump left-pad@1.3.0 and Vue.js": {"package left-pad", "package vue.js"},
    "README.md, Makefile and /etc/kettle/lid.conf": {
        "file README.md",
        "file Makefile",
        "file /etc/kettle/lid.conf",
    },
    "look at @docs/plan.md": {"file docs/plan.md"},
    "C:\\tea\\pot.ini": {"file C:/tea/pot.ini"},
    "read https://example.org/a/store.go and www.example.org/b.py": set(),
    "and/or, he/she, e.g. this, i.e. that, done.Then go, v1.2.3, word(s)": set(),
    "if (ready) return None; else print(true)": set(),
    "commit `3f2a91bc` of aGVsbG8gd29ybGQgYWdhaW4 and *_test.py, .tsx": set(),
    "on GitHub, with JavaScript, our URLs": {"thing github", "thing javascript"},
    "call heat() or `boil`, not print() nor `true`": {"symbol heat", "symbol boil"},
    "MAX_LIDS and __init__": {"symbol maxlids", "symbol init"},
    "Fix the lid. Update it. Run Tests": set(),
}


def named(text):
    return {f"{one.kind} {one.name}" for one in find(text)}


@pytest.mark.parametrize("text", DIALOGUE)
def test_a_conversation_names_people_and_places(text):
    assert named(text) == DIALOGUE[text]


@pytest.mark.parametrize("text", CODE)
def test_talk_of_code_names_files_symbols_packages_and_errors(text):
    assert named(text) == CODE[text]


def test_what_is_named_most_often_comes_first():
    text = "We saw Porto, then Lisbon, then Lisbon again."

    assert [one.name for one in find(text)] == ["lisbon", "porto"]


def test_who_is_shown_to_be_a_person_is_one_throughout():
    assert named("We saw Marta. I asked Marta why.") == {"person marta"}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (EntityKind.SYMBOL, ("read_rows", "readRows", "ReadRows", "READ_ROWS")),
        (EntityKind.SYMBOL, ("Store::open", "Store.open", "Store#open", "store->open")),
        (EntityKind.FILE, ("./a/b.py", "a\\b.py", "a//b.py", "././a/b.py")),
        (EntityKind.PACKAGE, ("Kettle_Lib", "kettle-lib", "KETTLE__LIB")),
        (EntityKind.PERSON, ("Ana  O'Neill", "ana o\u2019neill")),
    ],
)
def test_the_same_thing_has_the_same_name_however_typed(kind, typed):
    assert len({fold(kind, one) for one in typed}) == 1


@pytest.mark.parametrize(
    ("kind", "typed", "others"),
    [
        (EntityKind.FILE, "a/b/store.go", ("store.go", "b/store.go")),
        (EntityKind.FILE, "/home/u/x/a/b/c/d.py", ("d.py", "c/d.py", "b/c/d.py", "a/b/c/d.py")),
        (EntityKind.FILE, "store.go", ()),
        (EntityKind.SYMBOL, "Store.open", ("open",)),
        (EntityKind.SYMBOL, "a.b.Store.open", ("open", "store.open", "b.store.open")),
        (EntityKind.PERSON, "Ana de Vries", ("ana", "vries")),
        (EntityKind.THING, "New York", ("new", "york")),
        (EntityKind.PACKAGE, "left-pad", ()),
        (EntityKind.ERROR, "TypeError", ()),
    ],
)
def test_shorter_names_stand_for_it_too(kind, typed, others):
    assert aliases(entity(kind, typed))[:4] == others


def test_an_author_with_a_name_is_mentioned_and_a_role_is_not():
    ana = Entity(EntityKind.PERSON, "ana ruiz")

    assert of_memory("The lid.", "Ana Ruiz <ana@example.org>") == (ana,)
    assert of_memory("Ask Ana Ruiz.", "Ana Ruiz") == (ana,)
    assert of_memory("The lid.", "assistant") == of_memory("The lid.", "") == ()


def test_a_memory_is_about_so_many_at_most():
    listing = " ".join(f"`lid_{number}x`" for number in range(100)) + " `the_last` `the_last`"
    found = of_memory(listing, "Ana")

    assert len(found) == MOST
    assert [one.name for one in found[:2]] == ["ana", "thelast"]


def test_of_a_pasted_log_the_beginning_is_read():
    log = "12:00 the oven is warm\n" * 200_000
    before = time.process_time()

    assert [one.name for one in of_memory(f"I asked Marta. {log}", "")] == ["marta"]
    assert time.process_time() - before < 2


HOSTILE = [
    *("a.", "A", "Ab ", "a_b", "/", "a/b\\", "'", "A'", "pip install ", "import a.", " ", "\n"),
    *("E1234 ", "HTTP ", "0x8", "a@1.1", "Foo.bar ", "github.com/", '"@a/', "`", "<", "exit "),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece):
    """A tenth of a megabyte: what grows with the square would take minutes."""
    text = piece * (100_000 // len(piece))
    before = time.process_time()
    find(text)

    assert time.process_time() - before < 5


def test_a_megabyte_of_joined_letters_is_no_trouble():
    before = time.process_time()

    assert find("a.a." * 250_000) == ()
    assert time.process_time() - before < 10


WORDS = """
    Ana Marta Lisbon store.go a/b/store.go ./x.py Store.open() read_rows parseHeader `open`
    TypeError E0382 ENOENT HTTP 404 pip install numpy==1.2 from import use tokio:: New York Dr.
    said, hey O'Neill O\u2019Neill's __init__ self.x_y C:\\a\\b.go Vue.js \u00d6rebro a::b->c_d
    \u03a3\u03b1\u03a3 \u0130stanbul _: :_: -_> . ! ? ( ) " ' ` / \\ @ # * - : ;
    1 and the of
"""
words = st.sampled_from(WORDS.split())
texts = st.one_of(
    st.text(max_size=200),
    st.lists(words, max_size=20).map(" ".join),
    st.lists(words, max_size=20).map("".join),
    st.lists(words | st.characters(), max_size=20).map("".join),
)


@given(texts)
def test_no_text_makes_it_fail_or_name_what_is_not_there(text):
    for one in find(text):
        assert one.name
        assert one.name in fold(one.kind, text)
        assert fold(one.kind, one.name) == one.name
        assert len(set(aliases(one))) == len(aliases(one))
        assert all(other in one.name and other != one.name for other in aliases(one))


@given(texts)
def test_the_same_text_names_the_same_in_the_same_order(text):
    assert find(text) == find(text)
    assert len(set(find(text))) == len(find(text))

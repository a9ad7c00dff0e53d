"""What a question asks for is read from its words; no text is too odd to be read."""

import re
import statistics
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm.domain.question import Question
from slm.recall.understand import MOST_NAMED, Asks, Understood, Wants, understand

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


def read(text):
    return understand(text, NOW)


@pytest.mark.parametrize(
    ("text", "asks"),
    {
        "When did we pin sqlite?": Asks.WHEN,
        "do you know when the parser broke": Asks.WHEN,
        "In May, when was the oven mended?": Asks.WHEN,
        "since when do we bake at night": Asks.WHEN,
        "how long ago was the release": Asks.WHEN,
        "what day is the demo": Asks.WHEN,
        "When Ana has sold the oven?": Asks.WHEN,
        "How long has Ben been baking?": Asks.HOW_MANY,
        "How many retries does fetch.py do?": Asks.HOW_MANY,
        "the number of ovens": Asks.HOW_MANY,
        "who wrote the parser?": Asks.WHO,
        "Whose oven is it": Asks.WHO,
        "which reviewer asked for it": Asks.WHO,
        "to whom did Ana sell the oven": Asks.WHO,
        "Where does Ana live now?": Asks.WHERE,
        "tell me where the tests are": Asks.WHERE,
        "Which file holds the schema?": Asks.WHERE,
        "why did we pin sqlite?": Asks.WHY,
        "How come it is pinned?": Asks.WHY,
        "What made Ben choose that oven?": Asks.WHY,
        "why did we pin sqlite and when?": Asks.WHY | Asks.WHEN,
        "Who wrote it, and where is it?": Asks.WHO | Asks.WHERE,
        "What did Ana say when Ben left?": Asks.OTHER,
        "when I run the tests, what fails?": Asks.OTHER,
        "the colleague who likes rye": Asks.OTHER,
        "a place where we bake": Asks.OTHER,
        "How do I run the tests?": Asks.OTHER,
        "fix the pump": Asks.OTHER,
    }.items(),
)
def test_the_form_of_the_answer_is_read(text, asks):
    assert read(text).asks == asks


@pytest.mark.parametrize(
    ("text", "wants"),
    {
        "what is the latest version of the parser": Wants.LATEST,
        "which oven do we use now?": Wants.LATEST,
        "is Ana still baking": Wants.LATEST,
        "what are you currently reading": Wants.LATEST,
        "the most recent decision on retries": Wants.LATEST,
        "When was the last time it failed?": Wants.LATEST,
        "what broke in our last release": Wants.LATEST,
        "What did Ana bake recently?": Wants.LATEST,
        "when did Ben first bake rye?": Wants.EARLIEST,
        "what did we originally choose": Wants.EARLIEST,
        "which cache did we have at the beginning?": Wants.EARLIEST,
        "what changed from the first release to the current one?": Wants.ANY,
        "what did we do in the last week": Wants.ANY,
        "the current directory of the first argument": Wants.ANY,
        "from now on, a first-class oven": Wants.ANY,
        "the first half of May and the beginning of June": Wants.ANY,
        "who won first place": Wants.ANY,
        "why did we pin sqlite?": Wants.ANY,
    }.items(),
)
def test_newest_or_first_is_read(text, wants):
    assert read(text).wants is wants


@pytest.mark.parametrize(
    ("text", "quoted"),
    {
        'what does "database is locked" mean': ("database is locked",),
        "where is `mem add` and \u201cthe oven\u201d and \u00abrye\u00bb": (
            "mem add",
            "the oven",
            "rye",
        ),
        "it's Ana's dog's bone, 'not here' they said": ("not here",),
        'a lone " mark': (),
        '"" and "twice" and "twice"': ("twice",),
    }.items(),
)
def test_phrases_in_quotation_marks_are_kept_without_them(text, quoted):
    assert read(text).quoted == quoted


@pytest.mark.parametrize(
    ("text", "identifiers"),
    {
        "who wrote bakery/ovens/heat.py?": ("bakery/ovens/heat.py",),
        "heat.py:12 fails (see ./ovens/), not heat.py's tests.": (
            "heat.py:12",
            "./ovens/",
            "heat.py",
        ),
        "look in ~/ovens/rye.toml, C:\\ovens\\rye.toml and .gitignore": (
            "~/ovens/rye.toml",
            "C:\\ovens\\rye.toml",
            ".gitignore",
        ),
        "bake -x --tb=short": ("-x", "--tb=short"),
        "use Oven::heat, oven.heat_up(4), Oven#heat and heat()": (
            "Oven::heat",
            "oven.heat_up()",
            "Oven#heat",
            "heat()",
        ),
        "ovenHeat OvenHeat oven_heat OVEN_HEAT __init__": (
            "ovenHeat",
            "OvenHeat",
            "oven_heat",
            "OVEN_HEAT",
            "__init__",
        ),
        "error[E0382], ECONNREFUSED, TS2345, SIGKILL, HTTP 404 and exit code 137": (
            "E0382",
            "ECONNREFUSED",
            "TS2345",
            "SIGKILL",
            "HTTP 404",
            "exit code 137",
        ),
        "#123 at 1a2b3c4 in v1.2.3 of @bakery/oven from https://bakery.test/rye": (
            "#123",
            "1a2b3c4",
            "v1.2.3",
            "@bakery/oven",
            "https://bakery.test/rye",
        ),
        "Why, e.g., did Ana and/or Ben leave the Bakery at 5 p.m.?": (),
        "defaced cafes, a well-known dead-end - or not": (),
    }.items(),
)
def test_names_of_code_are_kept_as_typed(text, identifiers):
    assert read(text).identifiers == identifiers


@pytest.mark.parametrize(
    ("text", "parts"),
    {
        "Why did it fail? Where is the log?": ("Why did it fail?", "Where is the log?"),
        "Who wrote the parser and when did we drop it?": (
            "Who wrote the parser",
            "when did we drop it?",
        ),
        "fix the oven and also oil the door": ("fix the oven", "oil the door"),
        "What is the difference between the old oven and the new oven?": (
            "the old oven",
            "the new oven",
        ),
        "Redis vs Memcached for sessions": ("Redis for sessions", "Memcached for sessions"),
        "which is faster, apsw or sqlite3?": ("apsw", "sqlite3"),
        "What do both Ana and Ben bake?": ("What do Ana bake?", "What do Ben bake?"),
        "What do Ana and Ben both bake?": ("What do Ana bake?", "What do Ben bake?"),
        "What do Ana and Ben have in common?": (
            "What do Ana have in common?",
            "What do Ben have in common?",
        ),
        "What do they both bake?": (),
        "What broke after removing the cache?": ("removing the cache", "What broke"),
        "What did we do right before the release?": ("the release", "What did we do"),
        "What did we decide after Ana merged the branch?": (
            "Ana merged the branch",
            "What did we decide",
        ),
        "Which test covers the function that parses dates?": (
            "function that parses dates",
            "Which test covers the function",
        ),
        "Which oven did the colleague who likes rye choose?": (),
    }.items(),
)
def test_two_facts_joined_are_taken_apart_where_rules_can(text, parts):
    assert (read(text).hops, read(text).parts) == (2, parts)


@pytest.mark.parametrize(
    "text",
    [
        "Why did we pin sqlite?",
        "What is the library that we use for dates?",
        "What's the name of the dog that Ana has?",
        "the colleague who likes rye",
        "What is the character after the comma?",
        "What did we bake before 3 May?",
        "Where are salt and flour?",
        "How do I see what I did and why it is so",
        "What did Ana bake while camping?",
        "why did we pin sqlite and when?",
        "",
    ],
)
def test_one_fact_is_one(text):
    assert (read(text).hops, read(text).parts) == (1, ())


def test_when_it_was_is_read_with_the_rest():
    found = read("Who mended `oven.py` between 3 and 5 May 2023?")

    assert found.asks is Asks.WHO
    assert found.identifiers == ("oven.py",)
    assert [one.phrase for one in found.spans] == ["3 and 5 May 2023"]


@pytest.mark.parametrize(
    ("text", "only_when"),
    {
        "What did we do last week?": True,
        "what happened yesterday": True,
        "last week": True,
        "What did we work on between Monday and Wednesday?": True,
        "anything new since May 3?": True,
        "What did we talk about in March 2025?": True,
        "What did we decide about sqlite last week?": False,
        "what did Mira do yesterday?": False,
        "What's new since Monday?": True,
        "Summarize last week": True,
        "show me everything from yesterday": True,
        "tell me about last week": True,
        "notes from yesterday": True,
        "What did Maya do in May?": False,
        "What did Will do last week?": False,
        "What changed in Go last week?": False,
        "What did we say about IT last week?": False,
        "what happened to `go.on()` yesterday": False,
        "what did we change in ./done since Monday": False,
        'What did we say about "the new" last week?': False,
        "Should I go on Friday?": False,
        "will it work on Monday?": False,
        "what did I say about it yesterday": False,
        "how did it work last year": False,
        "what is today": False,
        "May I change anything?": False,
        "what changed in version 2024": False,
        "Who was here yesterday?": False,
        "Where were we last week?": False,
        "What happened?": False,
        "": False,
    }.items(),
)
def test_a_time_alone_is_told_from_a_time_of_something(text, only_when):
    assert read(text).only_when is only_when


def test_a_question_that_says_nothing_of_all_that_is_plainly_understood():
    assert read("oven door hinge") == Understood()


def test_of_a_pasted_log_both_ends_are_read():
    log = "the pump stalled " * 2_000
    found = read(f"Why yesterday? {log} see `pump.py`")

    assert found.asks is Asks.WHY
    assert [one.phrase for one in found.spans] == ["yesterday"]
    assert found.quoted == ("pump.py",)
    assert (found.hops, found.parts) == (1, ())


def test_a_stack_trace_has_no_more_names_than_are_worth_asking_for():
    trace = " ".join(f"a{n}.py" for n in range(200))

    assert len(read(trace).identifiers) == MOST_NAMED


PIECES = re.findall(
    r"\S+",
    "when who where why which what how many long ago and also both A B or vs faster, difference"
    " between the that did does before after removing release ? ! . , \" ' ` ( ) : / \\ . -- _ ::"
    " #12 a.b a_b C3 E0382 0x HTTP 404 \u017f \u0130 \u201c \u00ab first last latest now",
)


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " ", "\n"]))
@settings(deadline=None, max_examples=300)
def test_no_words_in_any_order_are_too_much(pieces, gap):
    text = gap.join(pieces)
    found = read(text)

    assert found.hops in (1, 2)
    assert found.hops == 2 or not found.parts
    assert all(phrase in text for phrase in found.quoted)
    assert all(part.strip() for part in found.parts)


@given(st.text(max_size=3_000), st.datetimes(timezones=st.just(UTC)))
@settings(deadline=None, max_examples=150)
def test_no_text_fails(text, now):
    understand(text, now)


@pytest.mark.parametrize("as_of", [datetime.min, datetime.max, NOW])
def test_whoever_asks_as_of_the_ends_of_the_calendar_is_answered(engine, as_of):
    engine.add("The oven is hot.", time="2020-01-01T12:00:00Z")
    answer = engine.recall(
        Question("is the oven hot since yesterday?", as_of=as_of.replace(tzinfo=UTC))
    )

    assert len(answer.hits) == (as_of > datetime.min.replace(tzinfo=as_of.tzinfo))


@pytest.mark.parametrize(
    "text",
    [
        "a." * 500_000,
        "a/" * 500_000,
        "a_" * 90 + "!" + " a_" * 400,
        "'a " * 600,
        "which er, " * 40,
        "a or " * 80,
        "the a " * 66 + "who",
        "A and " * 66,
        "a after " * 50,
        "may 3 " * 330,
        "the end of " * 180 + "May",
        "2024-02-01 10:00:00 three days ago last May\n" * 60,
        " " * 5_000,
    ],
)
def test_hostile_text_takes_no_longer(text):
    def once():
        started = time.perf_counter()
        read(text)
        return time.perf_counter() - started

    # Ten milliseconds on a quiet machine; what grows with the square takes a second and more.
    assert statistics.median(once() for _ in range(5)) < 0.1

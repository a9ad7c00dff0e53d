"""A secret known by its value is hidden in every spelling, and nothing beside it."""

import json
import time
from base64 import b64encode, urlsafe_b64encode
from itertools import zip_longest
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from secret_examples import examples

from slm.lifecycle.known import DOTENV, GIVEN, NOTHING, Known
from slm.lifecycle.redact import find, redact

# Nobody's; with what each way of writing writes otherwise.
VALUE = 'wq"9/é+ z&k<7\\v=%'
KNOWN = Known({VALUE: DOTENV})
MARK = "[redacted: dotenv]"

SPELLINGS = {
    "plain": VALUE,
    "JSON": json.dumps(VALUE)[1:-1],
    "JSON, not ASCII": json.dumps(VALUE, ensure_ascii=False)[1:-1],
    "JSON in JSON": json.dumps(json.dumps(VALUE)[1:-1])[1:-1],
    "URL": quote(VALUE, safe=""),
    "path of a URL": quote(VALUE),
    "form": quote_plus(VALUE),
    "URL in lower case": quote(VALUE, safe="").replace("%2B", "%2b").replace("%C3%A9", "%c3%a9")
    .replace("%3C", "%3c").replace("%5C", "%5c").replace("%3D", "%3d").replace("%2F", "%2f"),
    "HTML": VALUE.replace("&", "&amp;").replace("<", "&lt;"),
    "base64": b64encode(VALUE.encode()).decode(),
    "base64 for URLs": urlsafe_b64encode(VALUE.encode()).decode(),
    "base64 of a login": b64encode(f"ann:{VALUE}".encode()).decode(),
    "base64 of more": b64encode(f"ab{VALUE}\n and more".encode()).decode(),
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_every_likely_spelling_is_hidden_whole(spelling):
    found = redact(f"we set {spelling} there", KNOWN)

    assert found.text == f"we set {MARK} there"
    assert found.kinds == (DOTENV,)


def test_without_known_values_nothing_is_different():
    assert redact(f"we set {VALUE} there").text == f"we set {VALUE} there"
    assert not NOTHING


def test_a_value_of_several_lines_is_hidden_with_either_end_of_line():
    known = Known({"one line\nand another": DOTENV})

    assert redact("a one line\r\nand another b", known).text == f"a {MARK} b"


def test_a_short_value_is_hidden_where_it_stands_alone():
    known = Known({"k9vvk9": DOTENV})

    assert redact(r"k9vvk9 AT=k9vvk9,\nk9vvk9%20k9vvk9", known).text == (
        rf"{MARK} AT={MARK},\n{MARK}%20{MARK}"
    )
    assert redact("0a1bk9vvk93f", known).kinds == ()


def test_a_value_named_by_the_user_is_hidden_within_words_too():
    assert redact("0a1bk9vvk93f", Known({"k9vvk9": GIVEN})).text == "0a1b[redacted: given]3f"


def test_a_kind_that_says_more_names_what_is_both():
    token = examples()["github personal token"]

    assert redact(token, Known({token: DOTENV})).kinds == ("github personal token",)


def test_the_words_of_a_mark_are_no_secret():
    known = Known({"redacted": GIVEN, "dotenv]": GIVEN})

    assert redact(f"it was {MARK} then", known).text == f"it was {MARK} then"


@given(
    st.lists(st.text(min_size=6, max_size=20), min_size=1, max_size=5),
    st.lists(st.text(alphabet=" abc[redacted: dotenv]k9\\n%2", max_size=12), max_size=5),
)
def test_no_value_is_left_and_twice_is_once(values, between):
    known = Known(dict.fromkeys(values, GIVEN))
    parts = [part for pair in zip_longest(values, between, fillvalue="") for part in pair]
    hidden = redact("".join(parts), known)

    assert find(hidden.text, known) == ()
    assert redact(hidden.text, known).text == hidden.text


def test_a_million_characters_that_are_full_of_it_take_no_longer():
    once = b64encode(VALUE.encode()).decode().rstrip("=")
    known = Known({VALUE: DOTENV, "k9vvk9": DOTENV})
    started = time.process_time()
    for text in (once * 30_000, f"{once} " * 30_000, "k9vvk9 " * 100_000, "k9vvk9" * 100_000):
        redact(text, known)

    assert time.process_time() - started < 10


def test_no_value_is_shown():
    assert repr(Known({"zanzibar": DOTENV})) == "Known(1 values)"

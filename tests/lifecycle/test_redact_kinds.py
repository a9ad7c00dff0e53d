"""Every kind of secret is found, wherever one may stand."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from slm.lifecycle.redact import PRIVATE, find, redact
from slm.lifecycle.secrets import KINDS

sys.path.insert(0, str(Path(__file__).parents[1]))  # the examples serve other rooms' tests too

from secret_examples import Example, made

EXAMPLES = made()
NAMES = list(dict.fromkeys([*(kind.name for kind in KINDS), PRIVATE]))

SURROUNDINGS = {
    "bare": "{}",
    "quoted": 'value = "{}";',
    "in an environment line": "LEAKED={}\nPATH=/usr/bin",
    "in backticks inside a sentence": "Please try `{}` and tell me.",
    "inside a sentence": "I used {} yesterday, it worked.",
    "at the end of a sentence": "It is {}.",
    "in a Markdown list": "- {}\n- next",
}
# What a URL may hold unescaped, and no URL itself.
FITS_A_URL = re.compile(r"[A-Za-z0-9_.~$%-]+")


def test_there_are_enough_kinds():
    assert len(NAMES) >= 110


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_has_an_example_that_is_called_by_its_name(name):
    found = redact(EXAMPLES[name].text)

    assert name in found.kinds
    assert f"[redacted: {name}]" in found.text


def test_no_example_is_of_an_unknown_kind():
    assert set(EXAMPLES) <= set(NAMES)


@pytest.mark.parametrize("surrounding", SURROUNDINGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_secret_is_gone_from(name, surrounding):
    example = EXAMPLES[name]

    found = redact(SURROUNDINGS[surrounding].format(example.text))

    assert_gone(example, found.text)


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_is_gone_from_json(name):
    example = EXAMPLES[name]

    found = redact(json.dumps({"log": f"first\n{example.text}\nlast"}))

    assert_gone(Example("", json.dumps(example.secret)[1:-1]), found.text)


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_is_gone_from_json_inside_json(name):
    example = EXAMPLES[name]
    inner = json.dumps({"log": f"first\n{example.text}\nlast"})

    found = redact(json.dumps({"output": inner}))

    assert_gone(Example("", json.dumps(json.dumps(example.secret)[1:-1])[1:-1]), found.text)


@pytest.mark.parametrize(
    "name", [name for name in NAMES if FITS_A_URL.fullmatch(EXAMPLES[name].text)]
)
def test_a_secret_is_gone_from_a_url(name):
    example = EXAMPLES[name]

    found = redact(f"GET https://api.internal/v1/items?page=2&key={example.text}&sort=up")

    assert_gone(example, found.text)
    assert "GET https://api.internal/v1/items?page=2&key=" in found.text


@pytest.mark.parametrize("seed", range(30))
def test_secrets_of_other_letters_are_found_too(seed):
    missed = {
        name
        for name, example in made(seed).items()
        if example.secret in redact(f"got {example.text} back").text
    }

    # A random value may by chance look like words or a path: seldom, and never one with a prefix.
    assert len(missed) <= 2


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_says_where_its_shape_is_stated(kind):
    assert len(kind.source) > 8
    assert kind.keywords
    assert all(keyword == keyword.lower() and len(keyword) >= 3 for keyword in kind.keywords)
    assert re.fullmatch(r"[a-z0-9][a-z0-9 .-]{2,39}", kind.name)


def test_all_examples_in_one_text_are_all_gone():
    text = "\n\n".join(example.text for example in EXAMPLES.values())

    found = redact(text)

    for example in EXAMPLES.values():
        assert_gone(example, found.text)
    assert find(found.text) == ()


def assert_gone(example: Example, text: str) -> None:
    assert example.secret not in text
    # Nor any longer piece of it: cut at what stands in other texts too.
    for piece in re.findall(r"[A-Za-z0-9+/]{16,}", example.secret):
        assert piece not in text

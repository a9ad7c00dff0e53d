"""Every kind of secret is found, wherever one may stand."""

from __future__ import annotations

import json
import re

import pytest
from secret_examples import Example, made

from slm.lifecycle.redact import PRIVATE, find, redact
from slm.lifecycle.secrets import KINDS

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


def test_every_kind_has_an_example_and_every_example_a_kind():
    assert set(EXAMPLES) == set(NAMES)


def test_each_example_is_called_by_its_kind():
    misnamed = {name: redact(EXAMPLES[name].text).text for name in NAMES}

    assert {n: t for n, t in misnamed.items() if f"[redacted: {n}]" not in t} == {}


@pytest.mark.parametrize("surrounding", SURROUNDINGS)
def test_every_secret_is_gone_from(surrounding):
    template = SURROUNDINGS[surrounding]

    assert survivors(lambda example: template.format(example.text)) == set()


def test_every_secret_is_gone_from_json():
    def logged(example: Example) -> str:
        return json.dumps({"log": f"first\n{example.text}\nlast"})

    assert survivors(logged, lambda secret: json.dumps(secret)[1:-1]) == set()


def test_every_secret_is_gone_from_json_inside_json():
    def logged_twice(example: Example) -> str:
        return json.dumps({"output": json.dumps({"log": f"first\n{example.text}\nlast"})})

    written = survivors(logged_twice, lambda secret: json.dumps(json.dumps(secret)[1:-1])[1:-1])

    assert written == set()


def test_every_secret_that_fits_is_gone_from_a_url():
    fitting = {n: e for n, e in EXAMPLES.items() if FITS_A_URL.fullmatch(e.text)}
    start = "GET https://api.internal/v1/items?page=2&key="

    assert len(fitting) > 150
    for name, example in fitting.items():
        found = redact(f"{start}{example.text}&sort=up").text
        assert_gone(name, example.secret, found)
        assert found.startswith(start)


def test_every_secret_is_gone_after_a_terminal_colour_and_a_url_escape():
    for before in ("\x1b[0m", "\x1b[32m", "a%3D", "\\u0022", "\\n"):
        for name in ("github personal token", "openai key", "aws access key id", "json web token"):
            example = EXAMPLES[name]
            assert_gone(name, example.secret, redact(before + example.text).text)


def test_secrets_of_other_letters_are_found_too():
    missed = [
        name
        for seed in range(20)
        for name, example in made(seed).items()
        if example.secret in redact(f"got {example.text} back").text
    ]

    # One random value in 2,000 looks like words, a date or a placeholder to the guards.
    assert len(missed) * 500 <= 20 * len(NAMES)


def test_a_kind_says_where_its_shape_is_stated():
    for kind in KINDS:
        assert len(kind.source) > 8, kind.name
        assert kind.keywords, kind.name
        assert all(word == word.lower() and len(word) >= 3 for word in kind.keywords), kind.name
        assert re.fullmatch(r"[a-z0-9][a-z0-9 .-]{2,39}", kind.name)


def test_all_examples_in_one_text_are_all_gone():
    text = "\n\n".join(example.text for example in EXAMPLES.values())

    found = redact(text)

    for name, example in EXAMPLES.items():
        assert_gone(name, example.secret, found.text)
    assert find(found.text) == ()


def survivors(surround, written=str):
    """The kinds whose secret, as `written` there, is left of a text that surrounds it."""
    return {
        name
        for name, example in EXAMPLES.items()
        if pieces(written(example.secret)) & pieces(redact(surround(example)).text)
    }


def assert_gone(name: str, secret: str, text: str) -> None:
    assert secret not in text, name
    assert not pieces(secret) & pieces(text), name


def pieces(text: str) -> set[str]:
    """Every 12 characters that stand in a run: what part of a secret would be told by."""
    return {
        run[at : at + 12]
        for run in re.findall(r"[A-Za-z0-9+/]{12,}", text)
        for at in range(len(run) - 11)
        if not run[at : at + 12].isalpha()
    }

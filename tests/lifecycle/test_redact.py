"""Secrets are taken out whole, nothing else is touched, and no text takes long."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from secret_examples import examples, hidden

from slm.lifecycle.redact import TANGLED, Redacted, find, redact

TEXTS = sorted(examples().values())
TOKEN = examples()["github personal token"]

# Pieces that secrets, marks and their surroundings are made of, to be put together at random.
PIECES = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from([text[: len(text) // 2] for text in TEXTS]),
    st.sampled_from(
        [
            *("[redacted: ", "]", "[redacted: secret]", "[redacted: private]", "redacted"),
            *("password=", '"token": "', "api_key: ", "Authorization: Bearer ", "://a:", "@b"),
            *(
                "<private>",
                "</private>",
                "<private x>",
                "twilio",
                "datadog ",
                "eyJ",
                "sk-",
                "-----",
                "\\n",
                "\n",
            ),
            *(" ", '"', "'", "`", "=", ":", ".", "-", "_", "/", "İ", "ß", "\0", "\ud800"),
        ]
    ),
    st.text(max_size=8),
)


def test_a_text_without_secrets_comes_back_as_it_is():
    text = "We moved the store to WAL.\n\nfunc main() { token := getToken() }\n"

    assert redact(text) == Redacted(text, ())


def test_the_mark_says_which_kind_and_leaves_the_rest():
    found = redact(f"before {TOKEN}, after")

    assert found.text == "before [redacted: github personal token], after"
    assert found.kinds == ("github personal token",)


def test_kinds_are_in_the_order_of_the_text():
    made = examples()

    found = redact(f"{made['npm token']} {TOKEN} {made['stripe secret key']} {TOKEN}")

    assert found.kinds == (
        "npm token",
        "github personal token",
        "stripe secret key",
        "github personal token",
    )


def test_the_kind_that_says_most_names_what_several_find():
    found = redact(f"curl -H 'Authorization: token {TOKEN}'")

    assert found.kinds == ("github personal token",)
    assert found.text == "curl -H 'Authorization: token [redacted: github personal token]'"


def test_user_and_host_of_a_url_stay():
    password = hidden()["url password"]

    found = redact(f"psql postgres://ann:{password}@db.internal:5432/shop?ssl=on")

    assert found.text == "psql postgres://ann:[redacted: url password]@db.internal:5432/shop?ssl=on"


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=12).map("".join))
@example("<private>a</private></private><private>")
@example("<private a>b<private>c</private></private>")
@example("[redacted: github personal token]: " + "a1B2c3D4e5F6g7H8")
def test_redacting_twice_is_as_redacting_once(text):
    once = redact(text)

    assert redact(once.text) == Redacted(once.text, ())


@settings(deadline=None, max_examples=80)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_not_a_finding_is_unchanged_and_in_order(text):
    secrets = find(text)

    kept = [text[a:b] for a, b in zip(_ends(secrets), _starts(secrets, text), strict=True)]
    rest = redact(text).text
    for piece in kept if len(redact(text).kinds) == len(secrets) else []:
        assert piece in rest
        rest = rest[rest.index(piece) + len(piece) :]


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(sorted(examples())), st.text(max_size=30), st.text(max_size=30))
def test_no_secret_survives_whatever_stands_around_it(kind, before, after):
    found = redact(f"{before}\n{examples()[kind]}\n{after}")

    assert hidden()[kind] not in found.text


def test_letters_that_grow_when_lowered_do_not_shift_what_is_hidden():
    found = redact(f"{'İ' * 50} {TOKEN} {'İ' * 50}")

    assert found.text == f"{'İ' * 50} [redacted: github personal token] {'İ' * 50}"


def test_a_text_made_to_reveal_one_secret_after_another_is_hidden_whole():
    # Each is a secret only once the next, which follows without a gap, has been taken out.
    body = examples()["confluent secret"][:-1]
    text = f"{body}/" * 20

    once = redact(text)

    assert once.text == f"[redacted: {TANGLED}]"
    assert redact(once.text) == Redacted(once.text, ())


def test_a_few_secrets_without_a_gap_are_hidden_one_by_one():
    body = examples()["confluent secret"][:-1]

    assert redact(f"a {body}/{body}/{body}/ b").text == f"a {'[redacted: confluent secret]' * 3} b"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <private>b</private> c", "a [redacted: private] c"),
        ("a <PRIVATE>b</Private> c", "a [redacted: private] c"),
        ("a <private>b\n\nc</private>", "a [redacted: private]"),
        ("a <private>b", "a [redacted: private]"),
        ("a <private>b <private>c</private> d</private> e", "a [redacted: private] e"),
        ("a <private>b <private>c</private> d", "a [redacted: private]"),
        ("a </private> b", "a </private> b"),
        ("a <private >b</private> c", "a [redacted: private] c"),
        ("a <Private\n>b</PRIVATE > c", "a [redacted: private] c"),
        ("a <private why='x'>b</private> c", "a [redacted: private] c"),
        ("a <private notes>b</private> c", "a [redacted: private] c"),
        ("a < private>b</private> c", "a [redacted: private] c"),
        ("a <private>b</ private> c", "a [redacted: private] c"),
        ("a < Private why=x >b< / PRIVATE > c", "a [redacted: private] c"),
        ("a < private>b", "a [redacted: private]"),
        ("sign it with < private key>", "sign it with < private key>"),
        ("if a < private and b > c", "if a < private and b > c"),
        ("a < private/> b </ private> c", "a < private/> b </ private> c"),
        ("a <private>b<private >c</private>d</private> e", "a [redacted: private] e"),
        ("a <private>b <private key> c</private> d", "a [redacted: private] d"),
        ("a <private >b", "a [redacted: private]"),
        ("sign it with <private key>", "sign it with <private key>"),
        ("a `<private>` b <private/> c", "a `<private>` b <private/> c"),
        ("a </private><private>b", "a </private>[redacted: private]"),
        ("<private></private>", "[redacted: private]"),
        (
            "between `<private>` and `</private>` it is",
            "between `<private>` and `</private>` it is",
        ),
        ("a `<private>b</private>` c", "a `[redacted: private]` c"),
    ],
)
def test_private_blocks(text, left):
    assert redact(text).text == left


def test_a_private_block_hides_the_kinds_inside_it():
    assert redact(f"<private>{TOKEN}</private>").kinds == ("private",)


def test_a_key_cut_off_before_its_end_is_hidden_and_the_text_after_it_is_not():
    lines = examples()["private key"].split("\n")[:3]

    found = redact("\n".join([*lines, "", "That is the key I meant, with more words after it."]))

    assert (
        found.text
        == "[redacted: private key]\n\nThat is the key I meant, with more words after it."
    )


LINES = ["-----BEGIN RSA PRIVATE KEY-----", *("k7Qz0PvX" * 8 for _ in range(50))]
LAST = "-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize("end", [[LAST], []], ids=["whole", "cut off"])
@pytest.mark.parametrize("between", ["\n", "\\n"], ids=["a text", "JSON"])
@pytest.mark.parametrize(
    "prefix",
    [
        "-",
        "+",
        "> ",
        "2026-03-01T10:00:00Z ",
        "2026-03-01 10:00:00,123 ",
        "2026-03-01T10:00:00+0100 ",
    ],
)
def test_a_key_whose_lines_have_something_in_front_is_hidden_whole(prefix, between, end):
    text = between.join(prefix + line for line in [*LINES, *end])

    found = redact(f"see{between}{text}{between}{between}that is all")

    assert "k7Qz0PvX" not in found.text
    assert "RSA PRIVATE KEY" not in found.text
    assert found.text.endswith("that is all")


def test_a_certificate_in_base64_is_left():
    text = f"certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t{'k7Qz0PvX' * 40}"

    assert redact(text).text == text


def test_a_token_longer_than_its_kind_is_hidden_to_its_end():
    token = f"glpat-{'a1B2c3' * 400}"

    assert redact(f"x {token} y").text == "x [redacted: gitlab access token] y"


SIZE = 10_000_000
HOSTILE = {
    "one letter": lambda: "a" * SIZE,
    "prefixes": lambda: "sk-" * (SIZE // 3),
    "prefixes of tokens": lambda: "ghp_" * (SIZE // 4),
    "names": lambda: "password=" * (SIZE // 9),
    "quoted names": lambda: 'password="' * (SIZE // 10),
    "spaced names": lambda: "token    " * (SIZE // 9),
    "names and values": lambda: "api_key=a1b2c3d4e5f6 " * (SIZE // 21),
    "headers": lambda: "Authorization: Bearer " * (SIZE // 22),
    "keys that never end": lambda: "-----BEGIN PRIVATE KEY-----\n" * (SIZE // 28),
    "dashes": lambda: "-" * SIZE,
    "web tokens": lambda: "eyJ-" * (SIZE // 4),
    "web tokens with dots": lambda: "eyJabcdefghijk." * (SIZE // 15),
    "addresses": lambda: "://a:b" * (SIZE // 6),
    "bots": lambda: ":AA" * (SIZE // 3),
    "owners": lambda: "twilio_" * (SIZE // 7),
    "cookies": lambda: "cookie: a=" * (SIZE // 10),
    "private": lambda: "<private>" * (SIZE // 9),
    "marks": lambda: "[redacted: secret]" * (SIZE // 18),
    "base64": lambda: "".join(random.Random(1).choices(BASE64, k=SIZE // 100)) * 100,
    "base64 in lines": lambda: (
        "\n".join("".join(random.Random(2).choices(BASE64, k=76)) for _ in range(200))
        * (SIZE // 15_400)
    ),
}
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_no_longer_than_its_length_allows(name):
    # A thirtieth of 10 MB: time that grows with the square would show all the same.
    text = HOSTILE[name]()[: SIZE // 30]
    began = time.process_time()

    redact(text)

    assert time.process_time() - began < 2.0


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_ten_hostile_megabytes_take_seconds(name):
    text = HOSTILE[name]()
    began = time.process_time()

    redact(text)

    # On one free core half a million findings take 7 s, all else less than 5.
    assert time.process_time() - began < 20.0


def test_five_hundred_turns_a_second_are_easy():
    turn = "I changed the parser so that the token of each line is kept; see https://a.b/c. " * 12
    began = time.process_time()

    for _ in range(500):
        redact(turn)

    assert time.process_time() - began < 1.0


def test_the_report_counts_kinds_and_masks_samples(tmp_path):
    (tmp_path / "log.jsonl").write_text(f"first\nhere is {TOKEN} in a line\n", encoding="utf-8")
    script = Path(__file__).parents[2] / "scripts" / "secrets-report"

    shown = subprocess.run(
        [sys.executable, script, tmp_path, "--sample", "3"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "1  github personal token" in shown
    assert "log.jsonl:2" in shown
    assert TOKEN not in shown
    assert TOKEN[:6] in shown


def _starts(secrets, text):
    return [*(secret.start for secret in secrets), len(text)]


def _ends(secrets):
    return [0, *(secret.end for secret in secrets)]

"""Passages hold every word of a text, in order, and none is too large."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from slm.lifecycle.passages import MEANT_PASSAGES, OVERLAP_TOKENS, PASSAGE_TOKENS, PIECE, cut

words = st.sampled_from(["kettle", "getUserById()", "3.14159", "überbacken", "雪の結晶", "🫖", "_"])
ends = st.sampled_from([" ", ". ", "\n", "\n\n", "! ", "。", '."  ', "; "])
prose = st.lists(st.tuples(words, ends), max_size=900).map(
    lambda pairs: "".join(word + end for word, end in pairs)
)


def pieces(text):
    return [text[span.start : span.stop] for span in cut(text)]


def count_tokens(text):
    return len(PIECE.findall(text))


@given(st.text() | prose)
@example("")
@example("   \n\n ")
@example("a" * 10_000)
@example("_" * 3_000)
@example("word " * 5_000)
@example("no end of a sentence " * 400 + ".")
@example("\x1c\x1d kettle \x85 oven \u2028")
@settings(deadline=None, max_examples=200)
def test_every_word_is_in_some_passage(text):
    spans = cut(text)
    covered = bytearray(len(text))
    for span in spans:
        covered[span.start : span.stop] = b"\x01" * (span.stop - span.start)

    assert all(covered[at] or text[at].isspace() for at in range(len(text)))


@given(st.text() | prose)
@settings(deadline=None, max_examples=200)
def test_passages_come_in_order_and_within_the_text(text):
    spans = cut(text)

    assert all(0 <= span.start < span.stop <= len(text) for span in spans)
    assert all(
        before.start < after.start and before.stop < after.stop
        for before, after in itertools.pairwise(spans)
    )


@given(prose)
@settings(deadline=None, max_examples=200)
def test_no_passage_is_larger_than_the_model_takes(text):
    assert all(count_tokens(piece) <= PASSAGE_TOKENS for piece in pieces(text))


@given(prose)
@settings(deadline=None, max_examples=200)
def test_passages_repeat_little(text):
    spans = cut(text)

    for before, after in itertools.pairwise(spans):
        assert count_tokens(text[after.start : before.stop]) <= OVERLAP_TOKENS


@given(prose)
@settings(deadline=None, max_examples=100)
def test_the_same_text_is_always_cut_the_same(text):
    assert cut(text) == cut(text)


def test_a_short_text_is_one_passage():
    assert pieces("The kettle whistles.") == ["The kettle whistles."]


def test_a_text_without_a_word_has_none():
    assert cut(" \n\t") == []


def test_cuts_are_at_the_ends_of_sentences():
    sentence = "The kettle on the stove whistles at ninety degrees every single morning."
    text = " ".join([sentence] * 40)

    assert len(pieces(text)) > 2
    assert all(piece.startswith("The") and piece.endswith(".") for piece in pieces(text))


def test_a_thought_on_the_border_is_whole_in_one_of_them():
    sentences = [f"Sentence number {number} is about the kettle." for number in range(80)]
    found = pieces(" ".join(sentences))

    assert all(any(sentence in piece for piece in found) for sentence in sentences)
    repeated = sum(piece.count("Sentence") for piece in found)
    assert repeated > len(sentences)


def test_code_is_cut_at_its_lines():
    text = "\n".join(f"    value_{number} = compute(number={number})" for number in range(60))

    assert all(piece.startswith("value_") and piece.endswith(")") for piece in pieces(text)[1:])


def test_a_blob_without_ends_is_cut_by_size_alone():
    found = pieces("x" * 20_000)

    assert len(found) > 5
    assert "".join(found) == "x" * 20_000


def test_of_a_very_long_text_only_the_first_passages_are_found_by_meaning():
    spans = cut("A line of a pasted log, with words.\n" * 20_000)
    meant = [span for span in spans if span.by_meaning]

    assert len(spans) > 500
    assert meant == spans[:MEANT_PASSAGES]

"""What is private is found in texts that stand one after another, and lines keep their places."""

from hypothesis import given
from hypothesis import strategies as st

from slm.domain import private

TEXTS = st.lists(
    st.sampled_from(
        [
            *("<private>", "</private>", "< private a=b>", "</ private >"),
            *("<private key>", "<private/>", "`", "\n", "word ", "", "<", ">"),
        ]
    ),
    max_size=12,
).map("".join)


@given(TEXTS)
def test_a_blanked_text_is_the_text_without_it_but_for_ends_of_lines(text):
    left = private.blanked(text)

    assert left.count("\n") == text.count("\n")
    assert left.replace("\n", "") == private.without(text).replace("\n", "")


@given(st.lists(TEXTS, max_size=5))
def test_texts_are_cut_as_if_they_were_one(texts):
    left = private.without_in(texts, texts)

    assert len(left) == len(texts)
    whole = private.without("\n".join(texts))
    assert "".join(left).replace("\n", "") == whole.replace("\n", "")


def test_tags_count_only_where_they_are_heard():
    texts = ["see <private>", "a <private>b", "c</private> d"]

    assert private.without_in(texts, [" " * 13, *texts[1:]]) == ["see <private>", "a ", " d"]

"""A session is cut where its topic shifts, where a turn comes from nowhere, and at pauses."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
from fakes import HashEmbedder
from hypothesis import given
from hypothesis import strategies as st

from slm.domain.episode import Channel
from slm.lifecycle.cohesion import said
from slm.lifecycle.cues import cues
from slm.lifecycle.episodes import AHEAD, CONTEXT, SHORTEST, Thresholds, begins

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BREAD = [
    "The sour dough rises in the bowl, and the dough wants a hot oven.",
    "Is the oven hot? A sour dough wants a hot oven, and a lid on the bowl.",
    "The oven is hot, the lid is on, the dough rises in the oven.",
    "When the dough rises in a hot oven, the crust of the loaf browns.",
    "The crust browns, the loaf is out of the hot oven.",
    "A loaf with a brown crust: the dough was sour, the oven hot.",
]
BOAT = [
    "The sailing boat needs a spruce mast before the regatta, its mast is cracked in two places.",
    "A cracked mast on a boat in a regatta! Is the boom of the boat spruce?",
    "Mast and boom of the boat are spruce, the sail is cracked by sun.",
    "A spruce mast, a spruce boom, a sail: the boat is ready for the regatta.",
    "The sail of the boat is on the boom, the mast stands.",
    "Then the boat sails the regatta with mast, boom and sail.",
]
TAX = [
    "The accountant wants each invoice of March for the tax return, each with its receipt.",
    "An invoice without a receipt is no use to the accountant or the tax office.",
    "The tax office wants the receipt of each invoice, the accountant says.",
    "The accountant has the invoice of March, and the receipt is at the bank.",
    "The bank sends the receipt to the accountant for the tax return.",
    "Then invoice and receipt are with the tax office, and the return is done.",
]


def talk(*topics, authors=("ana", "ben"), vectors=False):
    embedder = HashEmbedder()
    texts = [text for topic in topics for text in topic]
    return [
        said(
            authors[n % len(authors)],
            None,
            text,
            embedder.encode(f"{authors[n % len(authors)]}: {text}") if vectors else None,
        )
        for n, text in enumerate(texts)
    ]


def places(borders):
    return [border.position for border in borders]


def test_a_talk_of_three_topics_has_three_episodes():
    assert places(begins(talk(BREAD, BOAT, TAX))) == [6, 12]


def test_vectors_show_the_topics_although_each_holds_the_name_of_its_speaker():
    assert places(begins(talk(BREAD, BOAT, TAX, vectors=True))) == [6, 12]


def test_a_talk_of_one_topic_is_one_episode():
    assert begins(talk(BREAD)) == []


def test_a_prompt_begins_an_episode_rather_than_what_an_agent_says():
    turns = talk(BREAD, BOAT, authors=("user", *["assistant"] * 5))

    assert places(begins(turns)) == [6]


def test_an_answer_goes_on_with_the_question_before_it():
    """The same shift of topic, once after a statement and once after a question."""
    asked = [*BREAD[:5], "What else is there to do this week?"]

    def strength(before):
        found = begins(talk(before, BOAT), thresholds=Thresholds(0.5, 0.2))
        return next((one.strength for one in found if one.position == 6), 0)

    assert strength(BREAD) > strength(asked)


def test_a_greeting_after_a_farewell_begins_an_episode_about_the_same_thing():
    parted = [*BREAD[:5], "Enjoy the bread, talk to you soon, bye!"]
    met = ["Hey Ana! Long time no see! How have you been, and your sister?", *BREAD[1:]]

    assert places(begins(talk(parted, met))) == [6]


def test_a_long_pause_begins_an_episode_whatever_is_said():
    texts = BREAD + BREAD
    minutes = [n + 120 * (n >= 7) for n in range(12)]
    turns = [
        said("user", NOON + timedelta(minutes=minute), text)
        for minute, text in zip(minutes, texts, strict=True)
    ]
    (border,) = begins(turns)

    assert (border.position, border.channel) == (7, Channel.PAUSE)
    assert border.strength > 0.5


def test_who_writes_once_a_day_does_not_begin_anew_each_time():
    turns = [
        said("ana", NOON + timedelta(days=day), text) for day, text in enumerate([*BREAD, *BREAD])
    ]

    assert [one for one in begins(turns)[1:] if one.channel is Channel.PAUSE] == []


def test_nothing_has_no_episodes():
    assert begins([]) == []
    assert begins(talk(BREAD[:1])) == []


def test_turns_without_a_word_are_no_topic_of_their_own():
    silent = [said("user", None, "...", None) for _ in range(9)]

    assert begins(silent) == []


def test_cues():
    assert cues("Hi Ben, good to see you!").opens
    assert cues("OK, now the second point: the mast.").opens
    assert cues("Thanks! Another thing: the boom.").opens
    assert cues("By the way, who pays?").opens
    assert not cues("The next regatta is in May.").opens
    assert not cues("History is long.").opens
    assert cues("I have to go. Talk to you soon!").closes
    assert not cues("The bylaws forbid it.").closes
    assert cues('Which one do you call "sour"?').asks
    assert cues("Do you like it? [image: a photo of a loaf]").asks
    assert not cues("What? I see.").asks
    assert not any((cues("").opens, cues("").closes, cues("").asks))


WORDS = ["kettle", "mast", "invoice", "dough", "regatta", "oven", "tax", "sail", "bank", "hey", "?"]
TURN = st.tuples(
    st.sampled_from(["user", "assistant", "ana", ""]),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    st.sampled_from([0, 20, 3_000, 90_000]),
    st.booleans(),
)


def turns_of(drawn):
    embedder, moment, turns = HashEmbedder(64), NOON, []
    for author, text, gap, has_vector in drawn:
        moment += timedelta(seconds=gap)
        turns.append(said(author, moment, text, embedder.encode(text) if has_vector else None))
    return turns


@given(st.lists(TURN, max_size=40))
def test_borders_are_in_order_apart_and_the_same_each_time(drawn):
    found = begins(turns_of(drawn))
    at = [0, *places(found)]

    assert all(after - before >= SHORTEST for before, after in pairwise(at))
    assert all(0 <= border.strength <= 1 for border in found)
    assert all(place < len(drawn) for place in at[1:])
    assert begins(turns_of(drawn)) == found


@given(st.lists(TURN, max_size=40), st.integers(0, 40))
def test_what_comes_later_moves_no_border_that_is_decided(drawn, cut):
    turns = turns_of(drawn)
    sure = min(cut, len(turns)) - AHEAD
    early = [border for border in begins(turns[:cut]) if border.position < sure]

    assert early == [border for border in begins(turns) if border.position < sure]


def test_a_long_session_is_cut_on_as_if_it_were_cut_at_once():
    """Of what was decided CONTEXT turns are enough, wherever one goes on."""
    random = np.random.RandomState(0)
    drawn = [
        (
            ("user", "assistant", "ana")[random.randint(3)],
            " ".join(random.choice(WORDS, random.randint(1, 7))),
            (0, 20, 3_000, 90_000)[random.randint(4)],
            bool(random.randint(5)),
        )
        for _ in range(900)
    ]
    turns = turns_of(drawn)
    whole = begins(turns)
    assert len(whole) > 50
    for decided in (300, 437, 611, 880):
        last = max(border.position for border in whole if border.position < decided)
        first = decided - CONTEXT
        on = begins(turns[first:], last=last - first, decided=CONTEXT)

        assert [(border.position + first, border.strength, border.channel) for border in on] == [
            (one.position, one.strength, one.channel) for one in whole if one.position >= decided
        ]
